"""Words people write for a choice: its name here, or its label in any of our languages."""

from functools import cache

from django.db.models import TextChoices
from django.utils.translation import override

from zhuanji.complaints.models import Channel, Grade
from zhuanji.language.normalise import fold
from zhuanji.playbooks.queries import playbook_in_use

CHOICES: dict[str, type[TextChoices]] = {"channel": Channel, "grade": Grade}
CATEGORY = "category"
LANGUAGES = ("zh-hans", "en")
_ALSO = {
    "channel": {"来电": "phone", "热线": "phone", "网站": "web", "网页": "web", "邮箱": "email", "微信": "chat",
                "在线": "chat", "来访": "visit", "上门": "visit", "信件": "letter", "来信": "letter", "微博": "social",
                "12315": "authority", "12345": "authority", "黑猫": "social"},
    "grade": {"普通": "general", "一般投诉": "general", "复杂": "complex", "重大": "major", "紧急": "emergency",
              "特急": "emergency"},
    "category": {"质量": "quality", "服务": "attitude", "态度": "attitude", "物流": "logistics", "价格": "price",
                 "收费": "price", "安全": "safety", "其他": "other", "其它": "other"},
}  # fmt: skip
YES = frozenset({"是", "yes", "y", "true", "1", "√", "有", "对", "保密"})
NO = frozenset({"否", "no", "n", "false", "0", "×", "无", "", "不", "不是"})


def read_choice(field: str, word: str) -> str | None:
    """Return the choice meant by a word, or None; a category is meant by its key, name or path."""
    if field == CATEGORY:
        return _category(word)
    return _words(field).get(fold(word).strip())


def _category(word: str) -> str | None:
    playbook = playbook_in_use()
    known = playbook.meant_by(word) or _words_also(CATEGORY).get(fold(word).strip())
    return known if known in playbook.offered_keys else None


def read_flag(word: str) -> bool | None:
    folded = fold(word).strip()
    if folded in YES:
        return True
    return False if folded in NO else None


def labels_of(field: str) -> list[str]:
    """The names one may write; of categories those of the first level."""
    if field == CATEGORY:
        return [one.said for one in playbook_in_use().offered if not one.parent]
    return [str(label) for label in CHOICES[field].labels]


@cache
def _words_also(field: str) -> dict[str, str]:
    return {fold(word): value for word, value in _ALSO[field].items()}


@cache
def _words(field: str) -> dict[str, str]:
    words = dict(_words_also(field))
    for language in LANGUAGES:
        with override(language):
            words |= {fold(str(label)): value for value, label in CHOICES[field].choices}
    return words | {value: value for value in CHOICES[field].values}
