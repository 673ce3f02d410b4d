"""A message as each group robot wants it: apprise knows the limits and the signatures.

It only writes here. Its own sending says yes or no, takes DingTalk's and WeCom's refusals (HTTP 200
with an error code) for a yes, cannot sign for Feishu, and writes tokens into logs: what it wrote goes
out by kernel/outside, which asks where an address leads.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlencode

from zhuanji.kernel.outside.sending import Parcel
from zhuanji.notices.ways import Robot, Way


def parcel_for(robot: Robot, title: str, body: str, *, timestamp: int) -> Parcel:
    """What is sent to the robot at this moment; its signature holds for an hour."""
    return _WRITERS[robot.way](robot, f"{title}\n{body}".strip(), timestamp)


def _for_dingtalk(robot: Robot, text: str, timestamp: int) -> Parcel:  # noqa: ARG001 - it reads the clock itself
    from apprise.plugins.dingtalk import NotifyDingTalk

    plugin = NotifyDingTalk(token=robot.token, secret=robot.secret or None)  # type: ignore[no-untyped-call]
    signed = {}
    if robot.secret:
        moment, signature = plugin.get_signature()  # type: ignore[no-untyped-call]
        signed = {"timestamp": moment, "sign": unquote(signature)}
    url = f"{robot.url}&{urlencode(signed)}" if signed else robot.url
    return _parcel(url, {"msgtype": "text", "text": {"content": _cut(text, plugin.body_maxlen)}})


def _for_feishu(robot: Robot, text: str, timestamp: int) -> Parcel:
    from apprise.plugins.feishu import NotifyFeishu

    plugin = NotifyFeishu(token=robot.token)  # type: ignore[no-untyped-call]
    said: dict[str, Any] = {
        "msg_type": "text",
        "content": {"text": _cut(text, plugin.body_maxlen)},
    }
    if robot.secret:
        key = f"{timestamp}\n{robot.secret}".encode()
        sign = base64.b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
        said = {"timestamp": str(timestamp), "sign": sign, **said}
    return _parcel(robot.url, said)


def _for_wecom(robot: Robot, text: str, timestamp: int) -> Parcel:  # noqa: ARG001 - as the others
    from apprise.plugins.wecombot import NotifyWeComBot

    plugin = NotifyWeComBot(key=robot.token)  # type: ignore[no-untyped-call]
    return _parcel(
        robot.url, {"msgtype": "text", "text": {"content": _cut(text, plugin.body_maxlen)}}
    )


_WRITERS: dict[str, Callable[[Robot, str, int], Parcel]] = {
    Way.DINGTALK: _for_dingtalk,
    Way.FEISHU: _for_feishu,
    Way.WECOM: _for_wecom,
}


def _parcel(url: str, said: dict[str, Any]) -> Parcel:
    return Parcel(url, json.dumps(said, ensure_ascii=False).encode())


def _cut(text: str, most: int) -> str:
    """Limits count bytes, and a Chinese character has three."""
    return text.encode()[:most].decode("utf-8", "ignore")
