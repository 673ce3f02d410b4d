"""Deadlines of the law: which version, from when, and what another category changes."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.deadlines import steps_of
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.working_hours.queries import calendar_in_use

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def statutes(complaint: Complaint) -> dict[str, tuple[str, str]]:
    rows = complaint.deadlines.filter(kind=Deadline.Kind.STATUTE).order_by("key")
    return {row.key: (row.source.partition("@")[2], row.state) for row in rows}


def by_authority(at: datetime) -> Complaint:
    return cast.wang_complains(at=at, channel="authority", external_reference="12315-1")


def test_the_day_of_receipt_decides_which_version_of_the_law_holds() -> None:
    old = by_authority(datetime(2026, 4, 14, 2, tzinfo=UTC))
    new = by_authority(datetime(2026, 4, 15, 2, tzinfo=UTC))

    assert statutes(old)["authority_acceptance"] == ("2020-01-01", "running")
    assert statutes(old)["authority_acceptance"] != statutes(new).get("authority_acceptance")


def test_a_category_brings_its_deadlines_with_it_and_takes_them_away() -> None:
    complaint, lin = cast.wang_complains(), cast.lin().actor
    assert statutes(complaint) == {}

    def categorise(category: str) -> None:
        actions.arrange_complaint(
            by=lin, at=cast.MONDAY, complaint=complaint, field="category", value=category
        )

    categorise("policy.return_refused")
    assert statutes(complaint)["refusal_red_line"] == ("2015-03-15", "running")
    row = complaint.deadlines.get(key="refusal_red_line")
    assert row.due_at == complaint.received_at + 15 * DAY
    warned = [step.at for step in steps_of(row, calendar_in_use(cast.MONDAY)) if step.is_warning]
    assert {complaint.received_at + 10 * DAY, complaint.received_at + 13 * DAY} <= set(warned)

    categorise("attitude")
    assert statutes(complaint)["refusal_red_line"] == ("2015-03-15", "lapsed")


def test_an_event_begins_what_the_law_reckons_from_it() -> None:
    complaint, lin = by_authority(cast.MONDAY), cast.lin().actor
    since = cast.MONDAY + DAY

    with pytest.raises(Invalid):
        actions.start_duty(
            by=lin, at=cast.MONDAY, complaint=complaint, key="mediation", since=since
        )
    with pytest.raises(Invalid):
        actions.start_duty(by=lin, at=since, complaint=complaint, key="no_such", since=since)
    row = actions.start_duty(by=lin, at=since, complaint=complaint, key="mediation", since=since)
    assert (row.term, row.starts_at) == ("45wd", since)

    actions.arrange_complaint(by=lin, at=since, complaint=complaint, field="grade", value="complex")
    assert statutes(complaint)["mediation"] == ("2020-01-01#event", "running")

    actions.fulfil_duty(by=lin, at=since + DAY, complaint=complaint, key="mediation")
    with pytest.raises(Stale):
        actions.fulfil_duty(by=lin, at=since + DAY, complaint=complaint, key="mediation")
    kinds = Entry.objects.filter(about=complaint.about, kind__startswith="complaint.duty")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
        "complaint.duty_started",
        "complaint.duty_fulfilled",
    ]


def test_what_the_law_asks_is_owed_after_the_complaint_is_closed() -> None:
    complaint, lin = by_authority(cast.MONDAY), cast.lin().actor
    actions.acknowledge_due(at=cast.MONDAY)
    actions.start_duty(
        by=lin, at=cast.MONDAY, complaint=complaint, key="mediation", since=cast.MONDAY
    )
    Complaint.objects.filter(pk=complaint.pk).update(stage="accepted")
    actions.close_complaint(by=lin, at=cast.MONDAY, complaint=complaint)

    complaint.refresh_from_db()
    row = complaint.deadlines.get(key="mediation")
    assert (row.state, complaint.due_at is not None) == ("running", True)
