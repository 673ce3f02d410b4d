"""What a robot's answer means. Pure.

All three answer HTTP 200 also when they refuse, with a number of their own in the body.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.outside.sending import Answer

_TOO_MANY = 429
_NOT_ALLOWED = frozenset({"PrivateAddress", "NotEncrypted", "WrongAddress"})
_SECONDS_AT_REST = 60.0  # a robot that was asked too often is silent for minutes


class Verdict(models.TextChoices):
    """What became of a message, in a word; each has a sentence for whoever set the robot up."""

    TAKEN = "taken", _("It was taken. Look into the group, or the mailbox, whether it is there.")
    BUSY = "busy", _("Too many messages came at once: it is sent again in a minute or two.")
    TOKEN = (
        "token",
        _(
            "The robot is not known there: it was removed, or the address is not complete. Copy the address again."
        ),
    )
    SIGN = "sign", _("The signature was not accepted. Copy the signing secret again.")
    KEYWORD = (
        "keyword",
        _("The robot takes only messages with a keyword: enter 转机 as keyword there."),
    )
    NETWORK = "network", _("The robot does not take messages from this server’s address.")
    WORDS = "words", _("The robot did not like the message’s words or form.")
    NO_ADDRESS = "no_address", _("No e-mail address is known. An administrator enters it.")
    SEALED = (
        "sealed",
        _(
            "What opens the robot cannot be read any more: the installation’s key is another. Enter the address again."
        ),
    )
    PRIVATE = "private", _("The address leads into a private network and is not allowed.")
    REFUSED = "refused", _("It was refused; the answer stands beside it.")
    UNREACHABLE = "unreachable", _("Nobody answered. It is tried again by itself.")


# Those that the same message will meet again, however often it is sent.
HOPELESS = frozenset(
    {
        Verdict.TOKEN,
        Verdict.SIGN,
        Verdict.KEYWORD,
        Verdict.NETWORK,
        Verdict.WORDS,
        Verdict.NO_ADDRESS,
        Verdict.SEALED,
        Verdict.PRIVATE,
    }
)
_CODES: dict[int, Verdict] = {
    # DingTalk
    130101: Verdict.BUSY,
    410100: Verdict.BUSY,
    300001: Verdict.TOKEN,
    400101: Verdict.TOKEN,
    400102: Verdict.TOKEN,
    400106: Verdict.TOKEN,
    # Feishu
    9499: Verdict.BUSY,
    11232: Verdict.BUSY,
    19001: Verdict.TOKEN,
    19002: Verdict.WORDS,
    19021: Verdict.SIGN,
    19022: Verdict.NETWORK,
    19024: Verdict.KEYWORD,
    # WeCom
    45009: Verdict.BUSY,
    45033: Verdict.BUSY,
    93000: Verdict.TOKEN,
    40008: Verdict.WORDS,
    40058: Verdict.WORDS,
}
_DINGTALKS_GUARD = 310000  # one number for three things; its words say which
_GUARDS = (("sign", Verdict.SIGN), ("whitelist", Verdict.NETWORK), ("ip", Verdict.NETWORK))


@dataclass(frozen=True)
class Outcome:
    """What became of one message."""

    verdict: str
    status: int | None = None
    words: str = ""
    milliseconds: int = 0
    asked: float = 0  # the seconds that the receiver asks us to wait

    @property
    def is_taken(self) -> bool:
        return self.verdict == Verdict.TAKEN


def outcome_of(answer: Answer) -> Outcome:
    verdict = _verdict(answer)
    asked = max(answer.retry_after, _SECONDS_AT_REST if verdict == Verdict.BUSY else 0)
    return Outcome(verdict, answer.status, answer.words, answer.milliseconds, asked)


def _verdict(answer: Answer) -> str:
    if answer.status is None:
        return Verdict.PRIVATE if answer.words in _NOT_ALLOWED else Verdict.UNREACHABLE
    if answer.status == _TOO_MANY:
        return Verdict.BUSY
    if not answer.is_taken:
        return Verdict.REFUSED
    said = _read(answer.words)
    code = next((said[name] for name in ("errcode", "code", "StatusCode") if name in said), None)
    if code == 0:
        return Verdict.TAKEN
    return _named(code, str(said.get("errmsg") or said.get("msg") or ""))


def _named(code: Any, words: str) -> str:
    if code == _DINGTALKS_GUARD:
        lower = words.lower()
        return next((verdict for sign, verdict in _GUARDS if sign in lower), Verdict.KEYWORD)
    return _CODES.get(code, Verdict.REFUSED) if isinstance(code, int) else Verdict.REFUSED


def _read(words: str) -> dict[str, Any]:
    try:
        said = json.loads(words)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
