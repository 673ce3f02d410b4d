"""The table of lunar festivals says what the calendar library says."""

from datetime import date

import holidays
import pytest

from zhuanji.language.reading.festivals import festival_in
from zhuanji.language.reading.lunar import lunar_day

NAMES = {"spring": "春节", "dragon_boat": "端午节", "mid_autumn": "中秋节", "qingming": "清明节"}


@pytest.mark.parametrize("year", range(2008, 2051))
@pytest.mark.parametrize("key", sorted(NAMES))
def test_lunar_festivals(key: str, year: int) -> None:
    days = holidays.country_holidays("CN", years=year, language="zh_CN")
    named = sorted(day for day, name in days.items() if NAMES[key] in name)

    assert festival_in(year, key) in named


def test_a_year_beyond_the_table_has_no_lunar_festival() -> None:
    assert (festival_in(2400, "spring"), festival_in(2400, "national")) == (None, date(2400, 10, 1))


@pytest.mark.parametrize("year", range(1990, 2071))
def test_the_table_of_lunar_months_says_what_that_of_festivals_says(year: int) -> None:
    days = {"spring": (1, 1), "dragon_boat": (5, 5), "mid_autumn": (8, 15), "double_ninth": (9, 9)}

    told = {key: lunar_day(year, *day) for key, day in days.items()}

    assert told == {key: festival_in(year, key) for key in days}
