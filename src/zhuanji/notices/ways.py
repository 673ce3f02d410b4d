"""The ways out of the desk, and how a group robot is named by what people copy. Pure."""

import re
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.kernel.outside.addresses import Allowed, host_of, read_url


class Way(models.TextChoices):
    """How somebody is reached who is not at the desk."""

    EMAIL = "email", _("E-mail")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")
    WECOM = "wecom", _("WeCom")


ROBOTS = (Way.DINGTALK, Way.FEISHU, Way.WECOM)
# The seconds between two messages to one address: robots take twenty a minute and then fall silent.
GAPS: dict[str, float] = {Way.EMAIL: 10.0, Way.DINGTALK: 3.5, Way.FEISHU: 1.0, Way.WECOM: 3.5}
# What a message may hold, in bytes, with room for what is around it.
MOST_BYTES: dict[str, int] = {
    Way.EMAIL: 20_000,
    Way.DINGTALK: 6_000,
    Way.FEISHU: 6_000,
    Way.WECOM: 1_900,
}
_HOSTS: dict[str, tuple[str, ...]] = {
    Way.DINGTALK: ("oapi.dingtalk.com",),
    Way.FEISHU: ("open.feishu.cn", "open.larksuite.com"),
    Way.WECOM: ("qyapi.weixin.qq.com",),
}
# What apprise calls them; whoever has such an address may enter it.
_SCHEMES: dict[str, str] = {
    Way.DINGTALK: "dingtalk",
    Way.FEISHU: "feishu",
    Way.WECOM: "wecombot",
}
_PATHS: dict[str, re.Pattern[str]] = {
    Way.DINGTALK: re.compile(r"/robot/send\?access_token=(?P<token>[A-Za-z0-9]{8,200})"),
    Way.FEISHU: re.compile(r"/open-apis/bot/v2/hook/(?P<token>[A-Za-z0-9_-]{8,200})/?"),
    Way.WECOM: re.compile(r"/cgi-bin/webhook/send\?key=(?P<token>[A-Za-z0-9_-]{8,200})"),
}
_SHORT = re.compile(
    r"\w+://((?P<secret>[A-Za-z0-9_-]{6,200})@)?(?P<token>[A-Za-z0-9_-]{8,200})/?(\?.*)?"
)
_SECRET = re.compile(r"[A-Za-z0-9_-]{6,200}")
EXAMPLES: dict[str, str] = {
    Way.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=…",
    Way.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/…",
    Way.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
}
_WRONG: dict[str, str | Promise] = {
    Way.DINGTALK: _(
        "Copy the whole address that DingTalk shows when the robot is added: https://oapi.dingtalk.com/robot/send?access_token=…"
    ),
    Way.FEISHU: _(
        "Copy the whole address that Feishu shows when the robot is added: https://open.feishu.cn/open-apis/bot/v2/hook/…"
    ),
    Way.WECOM: _(
        "Copy the whole address that WeCom shows when the robot is added: https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"
    ),
}


@dataclass(frozen=True, repr=False)
class Robot:
    """What opens a group robot. Its text form says nothing, so that no log holds it."""

    way: str
    url: str
    token: str
    secret: str = ""

    @property
    def hint(self) -> str:
        """Its last signs, by which people tell robots apart."""
        return f"…{self.token[-4:]}"

    def veiled(self, words: str) -> str:
        """The words without anything that would open the robot."""
        for one in (self.url, self.token, self.secret):
            words = words.replace(one, "…") if one else words
        return words


def read_robot(way: str, address: str, secret: str, allowed: Allowed) -> Robot:
    """Return the robot that an address opens. Raises Invalid with what to do, by field.

    Robots live at their makers' hosts; another host, for a private installation, only where the
    operator allows it, as for webhooks.
    """
    text, secret = address.strip(), secret.strip()
    if text.startswith(f"{_SCHEMES[way]}://"):
        text, secret = _from_apprise(way, text, secret)
    problems = {}
    token = _token_of(way, text, allowed)
    if not token:
        problems["address"] = _WRONG[way]
    if secret and way == Way.WECOM:
        problems["secret"] = _("A WeCom robot has no signing secret: leave this empty.")
    elif secret and not _SECRET.fullmatch(secret):
        problems["secret"] = _("Copy the signing secret alone, without spaces.")
    if problems:
        raise Invalid(problems)
    return Robot(way, text, token, secret)


def _from_apprise(way: str, text: str, secret: str) -> tuple[str, str]:
    """dingtalk://secret@token, feishu://token, wecombot://key."""
    found = _SHORT.fullmatch(text)
    if not found:
        return text, secret
    return EXAMPLES[way].replace("…", found["token"]), secret or found["secret"] or ""


def _token_of(way: str, text: str, allowed: Allowed) -> str:
    """The token, where the address leads to the maker's host or to one that the operator allows."""
    try:
        url = read_url(text, allowed)
    except DomainError:
        return ""
    found = _PATHS[way].fullmatch(url.raw_path.decode("ascii", "replace"))
    is_known = host_of(url) in _HOSTS[way] or allowed.has_host(host_of(url))
    return found["token"] if found and is_known else ""
