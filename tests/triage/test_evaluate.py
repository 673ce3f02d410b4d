import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.triage.learning.texts import complaints
from zhuanji.triage.command import triage


def _file(path: Path, *, seed: int = 1, encoding: str = "utf-8", head: str = "text,label") -> Path:
    texts, labels = complaints(each=15, seed=seed)
    rows = "\n".join(f'"{text}",{label}' for text, label in zip(texts, labels, strict=True))
    path.write_bytes(f"{head}\n{rows}\n".encode(encoding))
    return path


def _run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(triage, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.output


def test_it_learns_answers_and_says_how_well(tmp_path: Path) -> None:
    train = _file(tmp_path / "train.csv")
    more = _file(tmp_path / "more.csv", seed=5, encoding="gb18030", head="内容,label")
    test = _file(tmp_path / "test.csv", seed=2, encoding="utf-8-sig")
    out = tmp_path / "answers.csv"
    code, printed = _run(
        *("--train", train, "--train", more, "--test", test, "--text-column", "内容"),
        *("--text-column", "text", "--json", "--predictions", out),
    )
    figures = json.loads(printed)

    assert code == 0
    assert (figures["train"], figures["test"]) == (90, 45)
    assert (figures["accuracy"], figures["macro_f1"], figures["coverage_at_95"]) == (1, 1, 1)
    assert [line["label"] for line in figures["labels"]] == ["logistics", "price", "quality"]
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts, labels = complaints(each=15, seed=2)
    assert [(row["text"], row["predicted"]) for row in rows] == list(
        zip(texts, labels, strict=True)
    )
    assert [(row["file"], row["row"]) for row in rows[:2]] == [("test.csv", "2"), ("test.csv", "3")]


def test_one_file_is_split(tmp_path: Path) -> None:
    code, printed = _run("--train", _file(tmp_path / "all.csv"), "--seed", 3)

    assert code == 0
    assert "macro_f1              1.0000" in printed
    assert "calibration_error" in printed


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "没有列 text"),
        (b"words,kind\na,b\n", "words, kind"),
        (b"text,label\n,\n", "没有一行"),
        (b"text,label\n\xff\xfe\xfd,a\n", "UTF-8"),
        (b"text,label\na,x\nb,x\n", "同一个"),
        ("text,label\n水壶漏电了,a\n快递没到,b\n态度很差,a\n".encode(), "至少需要 10"),
        ("text,label\n水壶漏电了,a\n快递没到,b\n".encode(), "至少需要 10"),
        (b"text,label\n" + "同一段话,x\n同一段话,y\n".encode(), "太少"),
    ],
)
def test_a_file_that_cannot_be_used_is_answered_by_a_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    code, printed = _run("--train", file)

    assert code == 1
    assert says in printed
    assert "Traceback" not in printed


def test_rows_without_text_or_label_are_counted(tmp_path: Path) -> None:
    file = _file(tmp_path / "some.csv")
    file.write_bytes(file.read_bytes() + "没有标签,\n,price\n".encode())

    assert json.loads(_run("--train", file, "--json")[1])["rows_passed_over"] == 2


def test_texts_that_were_learned_and_asked_are_warned_of(tmp_path: Path) -> None:
    train = _file(tmp_path / "train.csv")
    result = CliRunner().invoke(
        triage, ["evaluate", "--train", str(train), "--test", str(train), "--json"]
    )

    assert "45 条被提问的文本中有 45 条" in result.stderr
    assert json.loads(result.stdout)["also_learned"] == 45


def test_where_predictions_cannot_be_written_is_told_before_learning(tmp_path: Path) -> None:
    train, out = _file(tmp_path / "train.csv"), tmp_path / "none" / "answers.csv"
    code, printed = _run("--train", tmp_path / "train.csv", "--predictions", out)

    assert (code, train.exists()) == (1, True)
    assert "answers.csv" in printed


@pytest.mark.parametrize(("encoding", "sign"), [("utf-16", ","), ("utf-8", ";"), ("utf-16", "\t")])
def test_what_spreadsheets_write_is_read(tmp_path: Path, encoding: str, sign: str) -> None:
    file = _file(tmp_path / "some.csv")
    words = (
        file.read_text(encoding="utf-8").replace('",', f'"{sign}').replace("text,", f"text{sign}")
    )
    file.write_bytes(words.encode(encoding))

    code, printed = _run("--train", file, "--json")

    assert code == 0
    assert json.loads(printed)["train"] + json.loads(printed)["test"] == 45


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_text_is_read_from_a_file_or_from_standard_input(tmp_path: Path, encoding: str) -> None:
    words = "订单号DD20261103001，要求退款"
    file = tmp_path / "complaint.txt"
    file.write_bytes(words.encode(encoding))

    told = [
        CliRunner().invoke(triage, ["read", *arguments], input=given).output
        for arguments, given in (
            ([words], None),
            (["-"], words.encode(encoding)),
            (["--file", str(file)], None),
        )
    ]

    assert [json.loads(one)["text"] for one in told] == [words] * 3
    assert [json.loads(one)["demands"] for one in told] == [["refund"]] * 3


def test_one_text_is_given_in_one_way(tmp_path: Path) -> None:
    file = tmp_path / "complaint.txt"
    file.write_text("退款")

    codes = [
        CliRunner().invoke(triage, ["read", *arguments]).exit_code
        for arguments in ([], ["退款", "--file", str(file)])
    ]

    assert codes == [2, 2]
