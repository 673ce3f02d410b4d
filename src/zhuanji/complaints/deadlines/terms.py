"""How long each deadline of a grade is, by the playbook that a complaint is handled by."""

from collections.abc import Mapping
from datetime import datetime

from zhuanji.complaints.models import Deadline
from zhuanji.playbooks.queries import playbook_in_use, playbook_of
from zhuanji.playbooks.terms import Term
from zhuanji.working_hours.queries import calendar_in_use

Kind = Deadline.Kind


def terms_of(grade: str, playbook: int) -> Mapping[Kind, Term]:
    """Return the terms of a grade by kind, as that version of the playbook has them."""
    return {Kind(kind): term for kind, term in playbook_of(playbook).deadlines(grade).items()}


def due_times(grade: str, start: datetime, playbook: int | None = None) -> dict[Kind, datetime]:
    """Return when each deadline of a complaint of this grade falls due."""
    version = playbook_in_use().version if playbook is None else playbook
    calendar = calendar_in_use(start)
    return {kind: term.after(start, calendar) for kind, term in terms_of(grade, version).items()}
