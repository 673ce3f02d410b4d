"""The administrative divisions of China by their full and their short names."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "lexicon" / "places.txt"
_PROVINCE_ENDS = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市")
_CITY_ENDS = ("市", "地区", "盟")
_SHORT = 2  # characters of 东区, 郊区 and other names that any town has
# Short names that are words of every day, or that only few would mean by them.
_WORDS = frozenset({"日照", "白银", "安康", "东方", "海东", "天门", "大理", "朝阳", "平凉", "长治"})
_WORDS |= {
    "吉安",
    "东区",
    "中山",
    "定安",
    "安顺",
    "保定",
    "玉树",
    "海南",
    "宜春",
    "双河",
    "白沙",
    "和田",
    "九龙",
    "新界",
}
# Districts whose name is what any town calls its own.
_ANY_TOWN = frozenset({"新城区", "城中区", "市中区", "城关区", "中心区"})
_NATIONS = (
    "土家族苗族", "藏族羌族", "布依族苗族", "苗族侗族", "哈尼族彝族", "壮族苗族", "傣族景颇族", "蒙古族藏族",
    "傣族", "白族", "傈僳族", "藏族", "彝族", "回族", "朝鲜族", "蒙古族", "蒙古", "哈萨克", "柯尔克孜",
)  # fmt: skip

CANDIDATES = "|"
"""Stands between the places that have one name."""


@cache
def place_names() -> dict[str, str]:
    """Return each name with the paths it may mean: 岳麓区 is 湖南省/长沙市/岳麓区."""
    names: dict[str, dict[str, None]] = {}
    for name, path in _all_names():
        names.setdefault(name, {})[path] = None
    return {name: CANDIDATES.join(paths) for name, paths in names.items()}


def _all_names() -> Iterator[tuple[str, str]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, _, counties = line.partition(": ")
        province, city = head.split()
        yield from ((name, province) for name in _names(province, _PROVINCE_ENDS))
        path = province if city == "-" else f"{province}/{city}"
        if city != "-":
            yield from ((name, path) for name in _names(city, _CITY_ENDS))
        for county in counties.split():
            if len(county) > _SHORT and county != city and county not in _ANY_TOWN:
                yield county, f"{path}/{county}"


def _names(full: str, ends: tuple[str, ...]) -> Iterator[str]:
    if full not in _WORDS:
        yield full
    short = next((full.removesuffix(end) for end in ends if full.endswith(end)), "")
    if full.endswith("自治州"):
        short = full.removesuffix("自治州")
        short = next(
            (short.removesuffix(nation) for nation in _NATIONS if short.endswith(nation)), ""
        )
    if len(short) >= _SHORT and short not in _WORDS:
        yield short
