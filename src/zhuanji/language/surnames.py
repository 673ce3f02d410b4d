"""Chinese surnames that are read or cut otherwise than their characters suggest."""

COMPOUND = {
    "欧阳": "oy", "司马": "sm", "上官": "sg", "诸葛": "zg", "司徒": "st", "东方": "df", "皇甫": "hf",
    "尉迟": "yc", "公孙": "gs", "慕容": "mr", "令狐": "lh", "宇文": "yw", "长孙": "zs", "司空": "sk",
    "单于": "cy", "万俟": "mq", "澹台": "tt", "夏侯": "xh", "闻人": "wr", "赫连": "hl", "轩辕": "xy",
    "钟离": "zl", "独孤": "dg", "南宫": "ng", "呼延": "hy", "端木": "dm", "拓跋": "tb", "西门": "xm",
    "百里": "bl", "鲜于": "xy", "申屠": "st", "太史": "ts", "公冶": "gy", "濮阳": "py", "淳于": "cy",
    "第五": "dw", "东郭": "dg", "纳兰": "nl", "贺兰": "hl", "完颜": "wy", "叶赫": "yh", "亓官": "qg",
}  # fmt: skip
"""Surnames of two characters, with the first letters of their reading."""

READ_OTHERWISE = {
    "单": "s", "曾": "z", "解": "x", "仇": "q", "区": "o", "查": "z", "种": "c", "繁": "p", "秘": "b",
    "翟": "z", "覃": "q", "召": "s", "句": "g", "郇": "x", "阚": "k", "粘": "n", "乜": "n", "折": "s",
    "隗": "w", "祭": "z",
}  # fmt: skip
"""Characters whose reading as a surname begins with another letter than their usual one."""
