import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanji.calendars.notices import UnusableNotice, number_of, read_notice, with_notices
from zhuanji.calendars.working_days import WorkingCalendar

TEXT_2026 = """国务院办公厅关于2026年
部分节假日安排的通知

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""
TITLE = "国务院办公厅关于2027年部分节假日安排的通知\n"


def days(text: str) -> list[tuple[str, bool, str]]:
    return [(f"{day.on:%m-%d}", day.worked, day.name) for day in read_notice(text).days]


def test_the_notice_of_2026_says_what_the_library_knows() -> None:
    notice = read_notice(TEXT_2026)
    plain = with_notices(WorkingCalendar({}, frozenset()), [notice])
    known = WorkingCalendar.from_library([2026])
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert notice.year == 2026
    assert notice.missing == ()
    assert [plain.is_working_day(day) for day in year] == [
        known.is_working_day(day) for day in year
    ]
    assert plain.is_confirmed(date(2026, 7, 1))
    assert plain.names[date(2026, 10, 10)] == "国庆节"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("一、元旦：1月1日（周五）放假1天，不调休。", [("01-01", False, "元旦")]),
        ("一、元旦：1月1日(星期五)放假，与周末连休。", [("01-01", False, "元旦")]),
        (
            "一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。",
            [("12-31", False, "元旦"), ("01-01", False, "元旦"), ("01-02", False, "元旦")],
        ),
        (
            "二、春节:2月6日放假，2月7日（星期天,初二）上班。鼓励各单位安排职工在除夕（2月5日）放假。",
            [("02-06", False, "春节"), ("02-07", True, "春节")],
        ),
    ],
)
def test_wordings_of_other_years(line: str, found: list[tuple[str, bool, str]]) -> None:
    assert days(TITLE + line) == found


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["Paste the notice first."]),
        ("x" * 20_001, ["That is too long to be a notice."]),
        (
            "一、元旦：1月1日放假。",
            ["The year is missing. Paste the title too: 关于2027年部分节假日安排的通知."],
        ),
        (
            TITLE + "大家新年好",
            ["No line looks like “一、元旦：1月1日（周五）至3日（周日）放假，共3天。”"],
        ),
        (TITLE + "一、元旦：大家高兴。", ["Line 2: no date with 放假 or 上班 is found in it."]),
        (TITLE + "一、元旦：2月30日放假。", ["Line 2: 2月30日 is no day."]),
        (
            TITLE + "一、元旦：1月1日（周三）放假。",
            ["Line 2: 2027-01-01 is 周五, but the notice says 周三."],
        ),
        (
            TITLE + "一、元旦：1月1日至3日放假，共4天。",
            ["Line 2: the notice says 共4天, but 3 days were read."],
        ),
        (
            TITLE + "一、元旦：1月3日至1日放假。",
            [
                "Line 2: from 2027-01-03 to 2027-01-01 is no holiday: its end lies before it or too far."
            ],
        ),
        (
            TITLE + "一、元旦：1月1日至3日放假。\n二、春节：1月3日上班。",
            ["Line 3: 2027-01-03 is free in line 2 and worked in line 3."],
        ),
        (TITLE + "一、元旦：2029年1月1日放假。", ["Line 2: 2029-01-01 lies outside 2027."]),
        (
            TITLE + "一、元旦：1月4日上班。",
            ["Line 2: 2027-01-04 is 周一: only weekend days are worked for a holiday."],
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_line(text: str, problems: list[str]) -> None:
    with pytest.raises(UnusableNotice) as refusal:
        read_notice(text)
    assert list(refusal.value.problems.values()) == problems


def test_a_festival_that_is_not_named_is_told() -> None:
    notice = read_notice(TITLE + "一、元旦：1月1日放假。\n七、国庆节：10月1日放假。")
    assert notice.missing == ("春节", "清明", "劳动节", "端午", "中秋")


def in_json(*rows: dict[str, object], year: object = 2027) -> str:
    return json.dumps({"year": year, "days": rows}, ensure_ascii=False, indent=1)


def test_json_is_read() -> None:
    free = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
    worked = {"name": "元旦", "date": "2027-01-09", "isOffDay": False}
    assert days(in_json(free, worked)) == [("01-01", False, "元旦"), ("01-09", True, "元旦")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"year": 2027,\n "days": [}', "Line 2: this is no JSON"),
        ("[]", "The JSON needs a “year”"),
        (in_json(year="2027"), "The JSON needs a “year”"),
        (in_json(year=1027), "1027 is no year of a notice."),
        (in_json(), "The notice names no day."),
        (in_json({"date": "2027-02-30"}), "Line 5: “2027-02-30” is no date."),
        (in_json({"date": "2027-01-01"}), "Line 5: isOffDay of 2027-01-01 must be true or false."),
        (
            in_json({"date": "2028-05-01", "isOffDay": True}),
            "Line 5: 2028-05-01 lies outside 2027.",
        ),
        ("[" * 15_000, "This is no notice: it is nested too deeply."),
    ],
)
def test_json_that_cannot_be_used_is_named(text: str, problem: str) -> None:
    with pytest.raises(UnusableNotice) as refusal:
        read_notice(text)
    assert str(refusal.value).startswith(problem)


@given(
    st.text(max_size=300)
    | st.text("一二、元旦春节：0123456789年月日周至（）放假上班共天，。\n", max_size=300)
)
def test_no_text_is_an_accident(text: str) -> None:
    for words in (text, TITLE + text, TITLE + "一、元旦：" + text):
        try:
            read_notice(words)
        except UnusableNotice as refusal:
            assert refusal.problems  # noqa: PT017 - refused or read, both are answers


def test_a_notice_says_everything_about_its_year_and_leaves_the_others() -> None:
    known = WorkingCalendar.from_library([2026, 2027])
    ours = with_notices(known, [read_notice(TITLE + "一、元旦：1月1日（周五）放假。")])
    assert ours.is_working_day(date(2027, 10, 1))
    assert not ours.is_working_day(date(2026, 10, 1))
    assert ours.confirmed_years == {2026, 2027}


def test_the_number_of_a_notice_is_found() -> None:
    assert number_of("通知\n国办发明电〔2025〕7号\n各省") == "国办发明电〔2025〕7号"
    assert number_of("通知") == ""


def test_json_names_both_lines_of_a_day_that_is_free_and_worked() -> None:
    text = (
        '{"year": 2027, "days": [{"date": "2027-01-09", "isOffDay": true},\n'
        '{"date": "2027-01-09", "isOffDay": false}]}'
    )
    with pytest.raises(UnusableNotice) as refusal:
        read_notice(text)

    assert str(refusal.value) == ("Line 2: 2027-01-09 is free in line 1 and worked in line 2.")
