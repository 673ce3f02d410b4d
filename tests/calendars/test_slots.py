import pytest

from zhuanji.calendars.slots import Slot, UnusableSlots, Week, in_words, slots

MORNING, AFTERNOON = Slot(9 * 60, 12 * 60), Slot(13 * 60 + 30, 18 * 60)


@pytest.mark.parametrize(
    "words",
    [
        "09:00-12:00, 13:30-18:00",
        "9:00–12:00 13:30–18:00",
        "9:00至12:00、13:30到18:00",
        "９:00 ~ 12:00；13:30～18:00".replace("９", "9"),
        "13：30—18：00，09：00—12：00",
        "09:00-12:00\n13:30-18:00\n",
    ],
)
def test_hours_are_read_as_people_write_them(words: str) -> None:
    assert slots(words) == (MORNING, AFTERNOON)


def test_nothing_written_is_a_closed_day() -> None:
    assert slots("  ") == ()
    assert in_words(()) == ""


def test_hours_are_written_as_they_are_read() -> None:
    assert in_words((MORNING, AFTERNOON)) == "09:00–12:00, 13:30–18:00"
    assert slots(in_words((MORNING, AFTERNOON))) == (MORNING, AFTERNOON)


def test_slots_may_touch_and_last_until_midnight() -> None:
    assert slots("00:00-06:00, 06:00-24:00") == (Slot(0, 360), Slot(360, 1440))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("九点到五点", "“九点到五点” is no stretch of time. Write it like 09:00-12:00."),
        ("09:00", "“09:00” is no stretch of time. Write it like 09:00-12:00."),
        ("18:00-09:00", "18:00–09:00 ends before it begins."),
        ("09:00-09:00", "09:00–09:00 ends before it begins."),
        ("09:00-12:00, 11:30-18:00", "09:00–12:00 and 11:30–18:00 overlap."),
        ("09:00-25:00", "“09:00-25:00” names a time that no clock shows"),
        ("09:60-10:00", "“09:60-10:00” names a time that no clock shows"),
        (", ".join(f"{h:02}:00-{h:02}:30" for h in range(13)), "A day has at most 12 slots."),
        ("x" * 10_000, "“" + "x" * 40 + "” is no stretch of time."),
    ],
)
def test_hours_that_cannot_be_are_named(words: str, sentence: str) -> None:
    with pytest.raises(UnusableSlots) as refusal:
        slots(words)
    assert str(refusal.value).startswith(sentence)


def test_a_week_has_seven_days() -> None:
    week = Week.written({0: "09:00-12:00", 5: "10:00-11:00"}, "13:30-18:00")
    assert [bool(week.days[day]) for day in range(7)] == [
        True, False, False, False, False, True, False,
    ]  # fmt: skip
    assert week.when_worked(5) == (Slot(600, 660),)
    assert week.when_worked(6) == (AFTERNOON,)
    with pytest.raises(ValueError, match="seven"):
        Week((), ())
