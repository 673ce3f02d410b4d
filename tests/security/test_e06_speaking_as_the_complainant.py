"""Whoever holds the query code speaks as the complainant: no reader finds it, or the name, in letters."""

from collections.abc import Callable

import pytest

from tests import cast
from tests.api.machines import READ, WRITE, get, machine
from tests.desk.complaints.test_pages import decide, signed_in
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
SUBJECT = "王建国的水壶漏电"
PAGES = ("complaints/{number}/", "complaints/{number}/timeline/", "complaints/{number}/around/")
LISTS = ("complaints/", "", "customers/{customer}/")


def answered() -> Complaint:
    """With an acknowledgement that holds the code and a reply that holds the name."""
    complaint = cast.wang_complains(
        place=cast.department(), subject=SUBJECT, representative={"name": "李美玲"}
    )
    actions.acknowledge_due(at=cast.MONDAY)
    complaint.refresh_from_db()
    by = cast.lin().actor
    words = (
        f"王建国先生、李美玲女士，您好：查询码是 {query_code(complaint.number).replace('-', '')}。"
    )
    actions.reply_to_customer(by=by, at=cast.MONDAY, complaint=complaint, body=words)
    return complaint


def read_by(person: User, complaint: Complaint, pages: tuple[str, ...]) -> str:
    client, known = (
        signed_in(person),
        {"number": complaint.number, "customer": complaint.customer_id},
    )
    return "".join(client.get("/desk/" + page.format(**known)).content.decode() for page in pages)


@pytest.mark.parametrize("who", [cast.chen, cast.su, cast.fang, cast.jiang, cast.qin, cast.ding])
def test_letters_show_those_who_need_not_know_neither_name_nor_code(
    who: Callable[[], User],
) -> None:
    complaint = answered()

    seen = read_by(who(), complaint, PAGES + LISTS)

    assert complaint.number in seen
    code = query_code(complaint.number)
    secrets = ("王建国", "李美玲", code, code.replace("-", ""))
    assert [one for one in secrets if one in seen] == []


def test_the_agent_reads_both() -> None:
    complaint = answered()

    seen = read_by(cast.lin(), complaint, PAGES)

    assert (SUBJECT in seen, query_code(complaint.number) in seen) == (True, True)


@pytest.mark.parametrize(("who", "code_shows"), [(cast.su, False), (cast.chen, True)])
def test_a_reason_shows_the_name_and_the_code_only_to_who_handles_it(
    who: Callable[[], User], code_shows: bool
) -> None:
    complaint = answered()

    assert decide(who(), complaint, "reveal", reason="回访核实") == 302

    seen = read_by(who(), complaint, PAGES)
    assert ("王建国" in seen, query_code(complaint.number) in seen) == (True, code_shows)


def test_the_code_of_a_confidential_complaint_is_its_owner_s() -> None:
    complaint = answered()
    Complaint.objects.filter(pk=complaint.pk).update(confidential=True, owner=cast.lin())
    code = query_code(complaint.number)

    assert code not in read_by(cast.he(), complaint, PAGES)
    assert code in read_by(cast.lin(), complaint, PAGES)


def test_a_machine_that_reads_no_personal_data_finds_neither() -> None:
    complaint, client = answered(), machine(READ, WRITE)

    seen = "".join(
        get(client, f"/complaints{path}").content.decode()
        for path in ("", f"/{complaint.number}", f"/{complaint.number}/timeline")
    )

    assert complaint.number in seen
    assert [one for one in ("王建国", "李美玲", query_code(complaint.number)) if one in seen] == []
