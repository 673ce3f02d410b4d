"""What kind of thing is spoken of: 双门冰箱 and 冰箱 are one, 洗衣机 is another."""

import re
from functools import cache

_KINDS = (
    "冰箱|冰柜|冷柜", "洗衣机", "烘干机|干衣机", "空调", "电视机|电视", "热水器", "电水壶|热水壶|烧水壶|电热水壶|水壶",
    "电饭煲|电饭锅", "空气炸锅", "微波炉", "烤箱", "油烟机|抽烟机|烟机", "燃气灶|灶具", "洗碗机", "净水器|净水机", "饮水机",
    "吸尘器", "扫地机器人|扫地机|扫拖机器人", "空气净化器", "加湿器", "除湿机", "电风扇|风扇", "取暖器|电暖器", "破壁机", "豆浆机",
    "榨汁机", "咖啡机", "电磁炉", "吹风机|电吹风", "剃须刀", "电动牙刷", "按摩椅", "智能锁|指纹锁|门锁", "马桶盖|马桶", "打印机",
    "投影仪", "音箱|音响", "耳机", "相机", "平板电脑|平板", "笔记本电脑|笔记本", "路由器", "手表|手环", "键盘", "鼠标", "显示器",
    "电动车|电瓶车", "自行车", "摩托车", "沙发", "床垫", "衣柜", "餐桌", "书桌", "椅子", "窗帘", "羽绒服", "连衣裙", "运动鞋|跑鞋|球鞋",
    "行李箱", "奶粉", "纸尿裤", "婴儿车", "面膜",
)  # fmt: skip
_PARTS = "(?!壳|膜|贴|罩|柜|架|配件|卡|费|台|节目|购物|广告|剧|品牌|店|里|包|支架|插座|水管)"
_INNER = "(?<!平板)(?<!空气)"


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((word for kind in _KINDS for word in kind.split("|")), key=len, reverse=True)
    return re.compile(f"{_INNER}(?:{'|'.join(words)}){_PARTS}")


@cache
def _kind_of() -> dict[str, str]:
    return {word: kind for kind in _KINDS for word in kind.split("|")}


def goods_in(text: str) -> dict[str, tuple[int, int]]:
    """Return the kinds of things that are named, each with where it stands first."""
    found: dict[str, tuple[int, int]] = {}
    for match in _pattern().finditer(text):
        found.setdefault(_kind_of()[match[0]], match.span())
    return found
