"""What can happen to a complaint, as machines outside may ask to be told of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """Each kind of line in a complaint's history, with its name on pages."""

    REGISTERED = "complaint.registered", _("Registered")
    ACKNOWLEDGED = "complaint.acknowledged", _("Acknowledged")
    ASSESSED = "complaint.assessed", _("Assessed: proposals made")
    PROPOSAL_CONFIRMED = "complaint.proposal_confirmed", _("Proposal found right")
    ASSIGNED = "complaint.assigned", _("Assigned")
    CLASSIFIED = "complaint.classified", _("Grade or category changed")
    JUDGED = "complaint.judged", _("Judged")
    REFUSAL_PROPOSED = "complaint.refusal_proposed", _("Refusal proposed")
    REFUSAL_CONFIRMED = "complaint.refusal_confirmed", _("Refusal confirmed")
    REFUSAL_RETURNED = "complaint.refusal_returned", _("Refusal returned")
    HANDLING_STARTED = "complaint.handling_started", _("Handling started")
    HANDLING_UNDONE = "complaint.handling_undone", _("Start of handling taken back")
    FINDINGS_RECORDED = "complaint.findings_recorded", _("Findings written down")
    REPLIED = "complaint.replied", _("Replied to the customer")
    REPLY_WITHDRAWN = "complaint.reply_withdrawn", _("Reply taken back")
    ANSWERED = "complaint.answered", _("Formally answered")
    CUSTOMER_WROTE = "complaint.customer_wrote", _("The customer wrote")
    ANSWER_ACCEPTED = "complaint.answer_accepted", _("Answer accepted")
    ANSWER_REJECTED = "complaint.answer_rejected", _("Answer rejected")
    CLOSED = "complaint.closed", _("Closed")
    REOPENED = "complaint.reopened", _("Reopened")
    WITHDRAWN = "complaint.withdrawn", _("Withdrawn")
    MERGED = "complaint.merged", _("Merged into another")
    ABSORBED = "complaint.absorbed", _("Took another in")
    UNMERGED = "complaint.unmerged", _("Merge undone")
    RELEASED = "complaint.released", _("Let another out again")
    LINKED = "complaint.linked", _("Linked")
    UNLINKED = "complaint.unlinked", _("Link taken away")
    NEIGHBOUR_REFUSED = "complaint.neighbour_refused", _("Said to be another matter")
    CORRECTED = "complaint.corrected", _("Record corrected")
    RESTATED = "complaint.restated", _("Restated")
    CONFIDENTIALITY_CHANGED = "complaint.confidentiality_changed", _("Confidentiality changed")
    PERSON_REVEALED = "complaint.person_revealed", _("Personal data looked at")
    NOTED = "complaint.noted", _("Internal note written")
    EVIDENCE_ADDED = "complaint.evidence_added", _("Evidence added")
    MESSAGE_RESENT = "complaint.message_resent", _("Letter sent once more")
    DATA_ASKED = "complaint.data_asked", _("The customer asked about their data")
