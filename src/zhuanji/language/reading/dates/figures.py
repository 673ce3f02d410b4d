"""How days, months and years are written in figures."""

from zhuanji.language.reading.numerals import read_number

N = "(?:[0-9]{1,2}(?![0-9])|[一二三四五六七八九十]{1,3})"
AND_DAY = rf"(?=\s?(?:[-~～—–]|至|到)\s?{N}[日号])"
NO_DAY = "[楼线路店门院房机柜口窗仓单码厅桥井台桌床铺岗令卡球坑洞基站馆车库厂馆段员宿舍幢栋墙梯位选牌常用子用本游]|出口|入口|通道|公寓|别墅|商铺|住宅|国道|文件|无理由|达(?![到成])"
"""Behind 日 or 号: the number names something (10号线), or counts days (6日游), and is no day."""


def figure(typed: str) -> int:
    return int(read_number(typed) or 0)


def typed_year(typed: str) -> int:
    number = figure(typed)
    if number >= 100:  # noqa: PLR2004  # written in full
        return number
    return 2000 + number if number <= 70 else 1900 + number  # noqa: PLR2004
