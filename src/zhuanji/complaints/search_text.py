"""Which words of a complaint can be searched, as one folded text. Pure."""

from collections.abc import Iterable

from zhuanji.complaints.models import Complaint
from zhuanji.language.normalise import fold

_GAP = "\n"  # no search term spans two fields


def searchable(complaint: Complaint, *more: Iterable[str]) -> str:
    """Return every word of the record, then those of its customer, messages and notes."""
    record = (
        complaint.number,
        complaint.external_reference,
        complaint.subject,
        complaint.account,
        complaint.demand,
        complaint.place,
        complaint.product,
        complaint.model,
        complaint.batch,
        complaint.order_number,
        complaint.respondent,
        complaint.representative_name,
        complaint.representative_phone,
        complaint.restatement,
        complaint.how,
        complaint.why,
        complaint.prevention,
    )
    words = [word for word in record if word]
    words.extend(word for group in more for word in group if word)
    return fold(_GAP.join(words))
