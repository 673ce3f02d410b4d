"""Import and export as pages."""

import csv
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import Settings

from tests.cast import EVERYBODY, MONDAY, ding, jiang, lin, wang_complains, zhou
from zhuanji.channels import running
from zhuanji.channels.actions import order_export
from zhuanji.channels.models import Export, Import, RememberedMapping
from zhuanji.complaints.models import Complaint
from zhuanji.history.models import Entry
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
HOME = "/desk/exchange/"
TABLE = (
    "编号,姓名,电话,时间,情况\n"
    "1,王建国,13800138000,2026/3/1 9:30,水壶漏电\n"
    "2,李梅,13900139000,昨天,快递丢失\n"
    "3,张伟,,2026年3月2日,客服不理人\n"
)


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def upload(client: Client, text: str = TABLE, encoding: str = "utf-8") -> Import:
    file = SimpleUploadedFile("台账.csv", text.encode(encoding))
    answer = client.post(f"{HOME}imports/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.latest("pk")


MAPPING = {
    "column-0": "external_reference",
    "column-1": "customer.name",
    "column-2": "customer.phone",
    "column-3": "received_at",
    "column-4": "account",
}


def address(one: Import) -> str:
    return f"{HOME}imports/{one.key}/"


def checked(client: Client, text: str = TABLE) -> Import:
    one = upload(client, text)
    assert client.post(f"{address(one)}check/", MAPPING).status_code == 302
    running.run_import(one.pk)
    one.refresh_from_db()
    return one


def registered(client: Client, text: str = TABLE) -> Import:
    one = checked(client, text)
    client.post(f"{address(one)}do/start/")
    running.run_import(one.pk)
    one.refresh_from_db()
    return one


def counts(one: Import) -> tuple[str, int, int, int]:
    return (one.state, one.registered, one.known, one.refused)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_whoever_may_comes_in(who: Callable[[], User]) -> None:
    imports = as_(who()).get(HOME).status_code
    exports = as_(who()).get(f"{HOME}exports/").status_code

    may = {"zhou": (200, 200), "ding": (200, 200)}
    only_out = {"su", "fang", "jiang", "qin"}
    wanted = may.get(who.__name__, (302, 200 if who.__name__ in only_out else 403))
    assert (imports, exports) == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_columns_are_shown_with_their_first_cells(encoding: str) -> None:
    client = as_(zhou())
    one = upload(client, encoding=encoding)

    page = client.get(address(one)).content.decode()

    assert one.header == ["编号", "姓名", "电话", "时间", "情况"]
    assert "水壶漏电" in page
    assert '<option value="customer.phone" selected>' in page


def test_a_check_registers_nothing_and_says_what_is_wrong() -> None:
    client = as_(zhou())
    one = checked(client)

    page = client.get(address(one)).content.decode()

    assert counts(one) == ("checked", 2, 0, 1)
    assert "<td>3</td><td>Received at:" in page
    assert not Complaint.objects.exists()


def test_refused_rows_are_corrected_and_come_in_alone() -> None:
    client = as_(zhou())
    one = registered(client)
    answer = client.get(f"{address(one)}refused/csv/")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    rows[1][3] = "2026-03-02"
    corrected = io.StringIO()
    csv.writer(corrected).writerows(rows)

    second = registered(client, corrected.getvalue())

    assert (rows[0], len(rows)) == (["编号", "姓名", "电话", "时间", "情况", "Reason"], 2)
    assert (counts(one), counts(second)) == (("done", 2, 0, 1), ("done", 1, 0, 0))
    assert Complaint.objects.count() == 3


def test_the_same_file_again_registers_nothing() -> None:
    client = as_(zhou())
    registered(client)

    assert counts(registered(client)) == ("done", 0, 2, 1)
    assert Complaint.objects.count() == 2


def test_what_columns_meant_is_remembered_for_the_same_headings() -> None:
    checked(as_(zhou()))
    client = as_(ding())
    one = upload(client)

    page = client.get(address(one)).content.decode()

    assert RememberedMapping.objects.count() == 1
    assert "A table with these headings was imported before" in page
    assert '<option value="account" selected>' in page


def test_two_columns_for_one_field_are_refused_and_kept_as_chosen() -> None:
    client = as_(zhou())
    one = upload(client)

    answer = client.post(f"{address(one)}check/", {**MAPPING, "column-0": "account"})

    assert answer.status_code == 422
    assert "are both chosen as" in answer.content.decode()


def test_without_an_account_no_check_begins() -> None:
    client = as_(zhou())
    one = upload(client)

    answer = client.post(f"{address(one)}check/", {**MAPPING, "column-4": ""})

    one.refresh_from_db()
    assert (answer.status_code, one.state) == (422, "uploaded")


HOSTILE = {
    "program": (b"MZ\x90\0" + bytes(999), "This file is no spreadsheet."),
    "empty": (b"", "This file is empty."),
    "wide": (",".join(map(str, range(16_384))).encode(), "16384 columns"),
    "endless": (b'a,b\n"' + b"x" * 10 * 2**20, "a cell without end"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_a_clear_sentence(name: str) -> None:
    content, sentence = HOSTILE[name]
    file = SimpleUploadedFile("x.xlsx", content)

    answer = as_(zhou()).post(f"{HOME}imports/", {"file": file})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Import.objects.exists()


def test_rows_are_for_whoever_brought_them_or_reads_personal_data() -> None:
    one = checked(as_(zhou()))

    page = as_(ding()).get(address(one)).content.decode()

    assert "快递丢失" not in page
    assert as_(ding()).get(f"{address(one)}refused/csv/").status_code == 403


def test_a_stopped_import_goes_on() -> None:
    client = as_(zhou())
    one = checked(client)
    for step in ("start", "stop"):
        client.post(f"{address(one)}do/{step}/")
    running.run_import(one.pk)
    stopped = Complaint.objects.count()
    client.post(f"{address(one)}do/resume/")
    running.run_import(one.pk)

    assert (stopped, Complaint.objects.count()) == (0, 2)
    assert client.post(f"{address(one)}do/start/").status_code == 409


def exported(person: User, **form: object) -> Export:
    answer = as_(person).post(
        f"{HOME}exports/new/", {"columns": ["number", "customer.name", "account"], **form}
    )
    assert answer.status_code == 302, answer.content.decode()
    order = Export.objects.latest("pk")
    running.run_export(order.pk)
    order.refresh_from_db()
    return order


def content(person: User, order: Export) -> bytes:
    return b"".join(as_(person).get(f"{HOME}exports/{order.key}/file/"))


def test_an_export_holds_the_chosen_columns_and_runs_nothing() -> None:
    complaint = wang_complains(account="=1+1")
    order = exported(zhou(), format="csv")

    rows = list(csv.reader(io.StringIO(content(zhou(), order).decode("utf-8-sig"))))

    assert rows == [["转机编号", "客户姓名", "投诉内容"], [complaint.number, "王建国", "'=1+1"]]
    assert (order.state, order.written) == ("done", 1)
    assert Entry.objects.filter(kind="export.made").count() == 1


def test_a_workbook_is_masked_for_whoever_reads_no_personal_data() -> None:
    wang_complains()
    order = exported(jiang())

    sheet = load_workbook(io.BytesIO(content(jiang(), order))).worksheets[0]

    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["王**"]


def test_nobody_else_fetches_the_file() -> None:
    wang_complains()
    order = exported(zhou())

    assert as_(ding()).get(f"{HOME}exports/{order.key}/file/").status_code == 404


def test_the_list_is_exported_as_it_is_filtered() -> None:
    wang_complains(grade="major")
    wang_complains()
    client = as_(zhou())
    assert "/desk/exchange/exports/new/?grade=major" in (
        client.get("/desk/complaints/?grade=major").content.decode()
    )
    client.post(f"{HOME}exports/new/?grade=major", {"columns": ["number"]})
    order = Export.objects.get()
    running.run_export(order.pk)
    order.refresh_from_db()

    assert (order.rows, order.written) == (1, 1)


def test_without_columns_nothing_is_ordered() -> None:
    answer = as_(zhou()).post(f"{HOME}exports/new/", {"format": "csv"})

    assert (answer.status_code, Export.objects.count()) == (422, 0)


def test_whoever_lost_the_right_gets_no_file() -> None:
    wang_complains()
    person = zhou()
    order = order_export(
        by=person.actor, at=MONDAY, query="", columns=["number"], kind="csv", rows=1
    )
    User.objects.filter(pk=person.pk).update(role="agent")
    running.run_export(order.pk)
    order.refresh_from_db()

    assert (order.state, order.problem) == ("stopped", "NotAllowed")


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_pages_cost_the_same_at_one_row_and_at_three() -> None:
    client = as_(zhou())
    costs = []
    for more in (1, 2):
        for _n in range(more):
            wang_complains()
            one = checked(client)
            exported(zhou())
        pages = [HOME, f"{HOME}exports/", f"{HOME}exports/new/", address(one)]
        costs.append([cost(client, url) for url in pages])
    lin()

    assert costs[0] == costs[1]
    assert max(costs[0]) <= 12
