"""Skills, absences, stepping back and distributing, as people click them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import EVERYBODY, chen, ding, fang, he, lin, wang_complains, zhou
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.dispatch.actions import enter_absence, hand_over_absent, set_skill
from zhuanji.dispatch.models import Absence, Capacity, Skill
from zhuanji.dispatch.queries import choose_owners
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def visit(person: User, *, language: str = "en") -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(person)
    return client


def address(complaint: Complaint, what: str) -> str:
    return reverse("desk:complaint_decide", kwargs={"number": complaint.number, "what": what})


@pytest.mark.parametrize("who", EVERYBODY)
def test_leaders_and_administrators_see_the_team_everybody_their_own_absence(
    who: Callable[[], User],
) -> None:
    allowed = who in (zhou, ding)
    client = visit(who())

    pages = [reverse("desk:team"), reverse("desk:team_member", args=[lin().pk])]
    assert [client.get(page).status_code for page in pages] == [200 if allowed else 403] * 2
    assert client.get(reverse("desk:absence")).status_code == 200


def test_the_owner_s_row_says_why_and_who_came_next() -> None:
    lin(), he()
    set_skill(by=zhou().actor, at=timezone.now(), user=he(), subject="quality", level=3)
    complaint = wang_complains(at=timezone.now(), category="quality.leak")
    actions.acknowledge_due(at=timezone.now(), choose_owners=choose_owners)
    page = visit(lin()).get(f"/desk/complaints/{complaint.number}/").content.decode()

    assert "knows this kind of complaint (expert)" in page
    assert "Next would have been 林小雨: knows this kind of complaint less." in page
    chinese = visit(lin(), language="zh-hans").get(f"/desk/complaints/{complaint.number}/")
    assert "熟悉这类投诉（精通）" in chinese.content.decode()


def test_assigning_offers_the_most_suitable_and_warns_of_who_is_away() -> None:
    now = timezone.now()
    complaint = wang_complains(at=now, owner=lin())
    he(), chen()
    enter_absence(
        by=chen().actor, at=now, user=chen(), begins_at=now, ends_at=now + DAY, deputy=he()
    )
    client = visit(zhou())
    page = client.get(address(complaint, "owner")).content.decode()
    given = client.post(address(complaint, "owner"), {"value": str(he().pk)})
    complaint.refresh_from_db()

    assert f'<input type="hidden" name="value" value="{he().pk}">' in page
    assert "陈立 · away until" in page
    assert "何静 stands in" in page
    assert (given.status_code, complaint.owner) == (302, he())


def test_stepping_back_passes_it_on_and_asks_for_a_reason() -> None:
    he()
    complaint = wang_complains(at=timezone.now(), owner=lin())
    client = visit(lin())
    refused = client.post(address(complaint, "partial"), {"reason": ""})
    done = client.post(address(complaint, "partial"), {"reason": "亲属"})
    complaint.refresh_from_db()

    assert (refused.status_code, done.status_code) == (422, 302)
    assert (complaint.owner, complaint.barred) == (he(), [lin().pk])
    page = client.get(f"/desk/complaints/{complaint.number}/").content.decode()
    assert "Not impartial here: 林小雨" in page


def test_whoever_does_not_see_it_any_more_comes_back_to_the_list() -> None:
    complaint = wang_complains(at=timezone.now(), owner=chen())
    Complaint.objects.filter(pk=complaint.pk).update(department=None)
    he()
    done = visit(chen()).post(address(complaint, "partial"), {"reason": "亲属"})

    assert (done.status_code, done.headers["Location"]) == (302, reverse("desk:complaints"))


def test_a_leader_bars_a_colleague_and_decides_who_keeps_what_goes_to_and_fro() -> None:
    now = timezone.now()
    complaint = wang_complains(at=now, owner=lin())
    client = visit(zhou())
    hidden = client.get(address(complaint, "keeper")).status_code
    for person in (he(), lin(), he()):
        client.post(address(complaint, "owner"), {"value": str(person.pk)})
    stopped = client.post(address(complaint, "owner"), {"value": str(lin().pk)})
    lead = client.get(reverse("desk:lead")).content.decode()
    kept = client.post(address(complaint, "keeper"), {"person": str(lin().pk), "reason": "先接的"})
    complaint.refresh_from_db()

    assert (hidden, stopped.status_code, kept.status_code) == (403, 409, 302)
    assert "handed on 3 times already" in stopped.content.decode()
    assert "Handed to and fro" in lead
    assert complaint.owner == lin()
    nobody = client.post(address(complaint, "bar"), {"person": "", "reason": "x"})
    barred = client.post(
        address(complaint, "bar"), {"person": str(lin().pk), "reason": "被投诉", "concerned": "on"}
    )
    assert (nobody.status_code, barred.status_code) == (422, 302)
    assert visit(lin()).get(f"/desk/complaints/{complaint.number}/").status_code == 404


def test_an_absence_is_entered_shown_and_ended() -> None:
    client, today = visit(lin()), timezone.localdate()
    complaint = wang_complains(at=timezone.now(), owner=lin())
    wrong = client.post(
        reverse("desk:absence"), {"begins": str(today), "ends": str(today - DAY), "note": "看病"}
    )
    nonsense = client.post(reverse("desk:absence"), {"begins": "soon", "ends": "later"})
    right = client.post(
        reverse("desk:absence"),
        {"begins": str(today), "ends": str(today), "deputy": str(he().pk), "note": "看病"},
    )
    hand_over_absent(at=timezone.now())
    page = client.get(reverse("desk:absence")).content.decode()

    assert [one.status_code for one in (wrong, nonsense, right)] == [422, 422, 302]
    assert "看病" in wrong.content.decode()
    assert complaint.number in page
    absence = Absence.objects.get()
    foreign = visit(he()).post(reverse("desk:absence_end", args=[absence.pk]))
    ended = client.post(reverse("desk:absence_end", args=[absence.pk]))
    assert (foreign.status_code, ended.status_code) == (404, 302)


def test_leaders_enter_skills_capacity_and_absences_of_others() -> None:
    client, one, today = visit(zhou()), [lin().pk], str(timezone.localdate())
    posted = [
        client.post(reverse(f"desk:team_{what}", args=one), words).status_code
        for what, words in (
            ("skill", {"subject": "quality", "level": "3"}),
            ("skill", {"subject": "nothing", "level": "3"}),
            ("skill", {"subject": "quality", "level": "9"}),
            ("capacity", {"effort": "12"}),
            ("capacity", {"effort": "0"}),
            ("capacity", {"effort": "many"}),
            ("absence", {"begins": today, "ends": today}),
            ("absence", {"begins": today, "ends": today}),
        )
    ]

    assert posted == [302, 422, 422, 302, 422, 422, 302, 422]
    assert (Skill.objects.get().level, Capacity.objects.get().effort) == (3, 12)
    client.post(reverse("desk:team_skill", args=one), {"drop": "quality"})
    client.post(reverse("desk:team_capacity", args=one), {"effort": ""})
    assert (Skill.objects.count(), Capacity.objects.count()) == (0, 0)
    assert visit(fang()).post(reverse("desk:team_skill", args=one)).status_code == 403


def test_the_team_costs_the_same_for_one_and_many() -> None:
    client, counts = visit(zhou()), []
    for people in ((), (lin, he, chen)):
        for who in people:
            set_skill(by=zhou().actor, at=timezone.now(), user=who(), subject="quality", level=2)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("desk:team"))
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 12


def test_distributing_shows_first_and_then_does() -> None:
    lin(), he()
    complaints = [wang_complains(at=timezone.now(), customer={"name": ""}) for _number in range(4)]
    client, ids = visit(zhou()), [c.pk for c in complaints]
    shown = client.post(reverse("desk:distribute"), {"id": ids})
    everything = client.post(reverse("desk:distribute"), {"all": "1", "query": "owner=none"})
    before = Complaint.objects.filter(owner=None).count()
    done = client.post(reverse("desk:distribute_done"), {"id": ids})

    assert (shown.status_code, everything.status_code, before) == (200, 200, 4)
    assert all(c.number in shown.content.decode() for c in complaints)
    assert done.status_code == 302
    owners = Complaint.objects.values_list("owner__username", flat=True)
    assert sorted(owners) == ["he", "he", "lin", "lin"]
    assert visit(lin()).post(reverse("desk:distribute"), {"id": ids}).status_code == 403
    assert client.post(reverse("desk:distribute_done"), {"id": ["x", "-1"]}).status_code == 302


def test_previewing_costs_the_same_for_one_and_three() -> None:
    lin(), he()
    complaints = [wang_complains(at=timezone.now(), category="quality.leak") for _n in range(3)]
    client, counts = visit(zhou()), []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as seen:
            client.post(reverse("desk:distribute"), {"id": [c.pk for c in complaints[:number]]})
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 16
