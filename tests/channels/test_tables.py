"""Spreadsheets in and out, through the commands."""

import csv
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from tests.cast import MONDAY, jiang, lin, wang_complains
from zhuanji.channels import command
from zhuanji.channels.queries import exported
from zhuanji.channels.spreadsheets.arming import safe
from zhuanji.channels.spreadsheets.cells import read_moment
from zhuanji.channels.spreadsheets.fields import guess
from zhuanji.channels.spreadsheets.unpacking import unpack
from zhuanji.channels.spreadsheets.unreadable import NotATable
from zhuanji.channels.tables import store_table
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import Filter
from zhuanji.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db

HEADER = "留言编号,留言用户,留言主题,留言时间,留言详情,电话\n"
ROWS = (
    '1,A0001,路灯不亮,2019/2/28 11:25:05,"\n\t\t\n\t\t路灯坏了一周，\n\n\n\n没有人修。\t\n",13800138000\n'
    "2,A0002,水管漏水,2019年2月14日,水管漏了三天。,\n"
)
BAD = "3,A0003,时间不对,昨天,不知道是哪一天。,\n"


def run_import(file: Path, *more: str) -> Result:
    return CliRunner().invoke(command.import_, [str(file), *more])


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "table.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_headings_are_understood() -> None:
    assert guess(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数"]) == {
        "account": "留言详情",
        "subject": "留言主题",
        "received_at": "留言时间",
        "customer.account": "留言用户",
        "external_reference": "留言编号",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    text = (HEADER + ROWS).replace(",", separator)
    sheet = unpack(table(tmp_path, text, encoding), tmp_path / "out.csv")
    assert sheet.header == ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "电话")
    assert sheet.rows == 2


def test_a_table_is_imported_once_however_often_it_is_given(tmp_path: Path) -> None:
    file = table(tmp_path, HEADER + ROWS)
    first, second = run_import(file), run_import(file)
    assert "registered 2, earlier 0, refused 0" in first.output
    assert "registered 0, earlier 2, refused 0" in second.output
    one = Complaint.objects.get(external_reference="1")
    assert one.account == "路灯坏了一周，\n\n没有人修。"
    assert one.subject == "路灯不亮"
    assert one.received_at.isoformat() == "2019-02-28T03:25:05+00:00"
    assert not one.acknowledgement_due


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = run_import(table(tmp_path, HEADER + ROWS + BAD), "--dry-run")
    assert "would register 2, earlier 0, refused 1" in result.output
    assert result.exit_code == 1
    assert not Complaint.objects.exists()


def test_nothing_is_registered_when_the_refused_rows_could_not_be_written(tmp_path: Path) -> None:
    nowhere = tmp_path / "not there" / "bad.csv"

    result = run_import(table(tmp_path, HEADER + ROWS + BAD), "--bad-rows", str(nowhere))

    assert result.exit_code == 2
    assert f"The folder “{nowhere.parent}” is not there or cannot be written to." in result.output
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_refused_rows_come_back_with_their_reason_and_can_be_corrected(
    tmp_path: Path, kind: str
) -> None:
    bad = tmp_path / f"bad.{kind}"
    result = run_import(table(tmp_path, HEADER + ROWS + BAD), "--bad-rows", str(bad))
    assert result.exit_code == 1
    rows: list[list[object]]
    if kind == "xlsx":
        rows = [list(row) for row in load_workbook(bad).worksheets[0].iter_rows(values_only=True)]
    else:
        text = bad.read_text(encoding="utf-8-sig")
        rows = [list(row) for row in csv.reader(text.splitlines(keepends=True))]
    assert rows[0][-1] == "原因"
    assert rows[1][-1]
    corrected = tmp_path / "corrected.csv"
    with corrected.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [
                ["" if c is None else str(c).replace("昨天", "2019-03-01") for c in row]
                for row in rows
            ]
        )
    assert "registered 1, earlier 0, refused 0" in run_import(corrected).output
    assert Complaint.objects.count() == 3


def test_a_number_given_twice_in_a_file_is_refused_the_second_time(tmp_path: Path) -> None:
    result = run_import(table(tmp_path, HEADER + ROWS + ROWS))
    assert "registered 2, earlier 0, refused 2" in result.output


SAID = "姓名,电话,时间,投诉内容\n"
WANG = "王建国,13800138000,2026/3/1 9:30,水壶漏电\n"
LI = "李梅,13900139000,2026-03-02,快递丢失\n"


def test_without_numbers_a_row_is_known_by_what_it_says(tmp_path: Path) -> None:
    first = run_import(table(tmp_path, SAID + WANG + LI))
    checked = run_import(table(tmp_path, SAID + WANG + LI), "--dry-run")
    moved = "电话,投诉内容,姓名,时间\n139 0013 9000,快递 丢失,李梅,2026年3月2日\n"
    elsewhere = run_import(table(tmp_path, moved + "13700137000,新的事,张伟,2026-03-03\n"))
    assert "registered 2, earlier 0, refused 0" in first.output
    assert "would register 0, earlier 2, refused 0" in checked.output
    assert "registered 1, earlier 1, refused 0" in elsewhere.output


def test_a_row_that_stands_twice_is_registered_once_and_told(tmp_path: Path) -> None:
    result = run_import(table(tmp_path, SAID + WANG + LI + WANG))
    assert "registered 2, earlier 0, refused 1" in result.output
    assert "same as row 2, which is registered once" in result.output


def test_every_row_is_registered_when_that_is_wanted(tmp_path: Path) -> None:
    file = table(tmp_path, SAID + WANG + WANG)
    run_import(file)
    wanted, again = run_import(file, "--every-row"), run_import(file, "--every-row")
    assert "registered 2, earlier 0, refused 0" in wanted.output
    assert "registered 0, earlier 2, refused 0" in again.output


def test_what_is_not_acknowledged_has_no_such_deadline(tmp_path: Path) -> None:
    run_import(table(tmp_path, SAID + WANG))
    run_import(table(tmp_path, SAID + LI), "--acknowledge")
    told = {
        c.account: set(c.deadlines.values_list("kind", flat=True)) - {"heartbeat"}
        for c in Complaint.objects.all()
    }
    assert told == {
        "水壶漏电": {"first_answer", "resolution"},
        "快递丢失": {"acknowledgement", "first_answer", "resolution"},
    }
    nearest = Complaint.objects.get(account="水壶漏电")
    assert nearest.due_at == min(nearest.deadlines.values_list("due_at", flat=True))


def test_a_workbook_is_read_below_its_title(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["投诉台账"],
        ["工单号", "投诉内容", "受理时间"],
        [7, "漏电", datetime.fromisoformat("2019-02-28T11:25")],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "book.xlsx")
    assert "registered 1" in run_import(tmp_path / "book.xlsx").output
    assert Complaint.objects.get(external_reference="7").account == "漏电"


def _bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/a.xml", "w") as part,
    ):
        for _time in range(140):
            part.write(bytes(2**20))


def _wide(path: Path) -> None:
    path.write_text(",".join(map(str, range(16_384))) + "\n1\n")


def _laughs(path: Path) -> None:
    Workbook().save(path)
    names = zipfile.ZipFile(path).namelist()
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, bomb)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "workbook_too_large": _bomb,
    "too_wide": _wide,
    "broken_workbook": _laughs,
    "not_a_table": lambda path: path.write_bytes(b"MZ\x90\0" + bytes(999)),
    "web_page": lambda path: path.write_text("<html><table></table></html>"),
    "old_workbook": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(999)),
    "empty": lambda path: path.write_text("\n\n"),
    "cell_too_large": lambda path: path.write_text('a,b\n"' + "x" * 200_000),
    "unclosed": lambda path: path.write_text('投诉内容,电话\n漏电,1\n"漏水,2\n'),
    "damaged": lambda path: path.write_bytes(("内容\n" + "好\n" * 300).encode() + b"\xff\n"),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_hostile_files_are_refused_by_name(tmp_path: Path, code: str) -> None:
    HOSTILE[code](tmp_path / "file.xlsx")
    with pytest.raises(NotATable) as refusal:
        unpack(tmp_path / "file.xlsx", tmp_path / "out.csv")
    assert refusal.value.code == code
    assert run_import(tmp_path / "file.xlsx").exit_code == 2
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2019/2/28 11:25:05", "2019-02-28T11:25:05"),
        ("2019-02-28", "2019-02-28T00:00:00"),
        ("2019年2月28日下午3点", "2019-02-28T15:00:00"),
        ("20190228", "2019-02-28T00:00:00"),
        ("43524.5", "2019-02-28T12:00:00"),
        ("２０１９／２／２８", "2019-02-28T00:00:00"),
        ("2019-02-28T11:25:05Z", "2019-02-28T11:25:05+00:00"),
    ],
)
def test_days_are_read_in_every_spelling(typed: str, meant: str) -> None:
    found = read_moment(typed)
    assert found is not None
    assert found.isoformat() == meant


@pytest.mark.parametrize("typed", ["昨天", "2019-02-30", "28/02/2019", ""])
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert read_moment(typed) is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_runs_no_formula_and_reads_back(tmp_path: Path, kind: str) -> None:
    wang_complains(
        account="=HYPERLINK(1)", demand="＋1", respondent="'quoted", external_reference="R1"
    )
    out = tmp_path / f"out.{kind}"
    result = CliRunner().invoke(command.export, ["--format", kind, "--out", str(out)])
    assert result.exit_code == 0, result.output
    if kind == "csv":
        assert "'=HYPERLINK(1)" in out.read_text(encoding="utf-8-sig")
    else:
        cells = [cell for row in load_workbook(out).worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert "registered 1, earlier 0, refused 0" in run_import(out).output
    account, demand, respondent = Complaint.objects.order_by("-pk").values_list(
        "account", "demand", "respondent"
    )[0]
    assert (account, demand) == ("=HYPERLINK(1)", "＋1")
    assert respondent == "'quoted"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "＝1", " =1", "'a"])
def test_what_could_be_a_formula_is_marked(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("+8613800138000", "+8613800138000"),
        ("+123456", "+123456"),
        ("+12345", "'+12345"),
        ("+1234567890123456", "'+1234567890123456"),
        ("+8613800138000+1", "'+8613800138000+1"),
        ("+8613800138000\n", "'+8613800138000\n"),
        ("+86 13800138000", "'+86 13800138000"),
        ("+８６13800138000", "'+８６13800138000"),
        ("＋8613800138000", "'＋8613800138000"),
        ("-8613800138000", "'-8613800138000"),
    ],
)
def test_a_phone_number_alone_is_no_formula(text: str, written: str) -> None:
    assert safe(text) == written


def test_personal_data_leaves_masked_unless_the_reader_may_see_it() -> None:
    wang_complains()
    row = next(exported(jiang().actor, Filter(), at=MONDAY))
    assert (row["customer.name"], row["customer.email"]) == ("王**", "w***@example.com")
    with pytest.raises(NotAllowed):
        next(exported(lin().actor, Filter(), at=MONDAY))


@pytest.mark.parametrize(
    ("query", "named"), [("stage=foo", "closed"), ("bogus=1", "stage"), ("bogus", "stage")]
)
def test_an_export_of_what_is_not_known_is_refused(tmp_path: Path, query: str, named: str) -> None:
    wang_complains()
    out = tmp_path / "out.csv"

    result = CliRunner().invoke(command.export, ["--filter", query, "--out", str(out)])

    assert (result.exit_code, out.exists()) == (2, False)
    assert f"--filter {query.partition('=')[0]}: " in result.output
    assert named in result.output


def test_an_export_to_nowhere_is_refused_in_a_sentence(tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "out.csv"

    result = CliRunner().invoke(command.export, ["--out", str(out)])

    assert (result.exit_code, str(out) in result.output) == (2, True)


def test_a_misspelt_field_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    result = run_import(table(tmp_path, HEADER + ROWS), "--map", "customer_phone=电话")

    assert result.exit_code == 2
    assert "There is no field “customer_phone”" in result.output
    assert "Perhaps you mean customer.phone?" in result.output


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run_import(table(tmp_path, HEADER + ROWS), "--map", "product=商品")

    assert (result.exit_code, "The file has no column “商品”" in result.output) == (2, True)


def test_what_is_not_mapped_is_still_guessed(tmp_path: Path) -> None:
    result = run_import(table(tmp_path, HEADER + ROWS), "--map", "subject=留言主题")

    assert "customer.phone = 电话" in result.output
    assert "registered 2" in result.output


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_last_row_in_whole_quotes_is_whole(tmp_path: Path, end: str) -> None:
    sheet = unpack(table(tmp_path, f'投诉内容,电话\n"漏电\n了","1"{end}'), tmp_path / "out.csv")

    assert sheet.rows == 1


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [("a.xlsx", HEADER + ROWS, "only_called_a_workbook"), ("a.csv", HEADER, "only_a_header")],
)
def test_what_is_no_table_of_complaints_is_not_kept(name: str, text: str, why: str) -> None:
    with pytest.raises(NotATable) as refusal:
        store_table(name, [text.encode()])

    assert refusal.value.code == why
