"""What the group's shop, till, carrier and telephones know about some of its orders."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from zhuanji.demo.ledger import Case
from zhuanji.demo.telling import Tale
from zhuanji.demo.world import World
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.actions import add_record
from zhuanji.triage.cross_check.facts import RecordGiven

_MOST = 56
_LATELY = timedelta(days=45)


def hand_in_records(world: World, tales: list[Tale]) -> None:
    """Hand over what the systems know about orders that were complained of lately.

    As by the interface, minutes after the complaint came in; the ledger is written by then.
    """
    told = [(tale, world.told[id(tale)]) for tale in reversed(tales) if id(tale) in world.told]
    known = [one for one in told if _is_known(world, one[0])]
    wanted = sorted(known, key=lambda one: one[0].mistaken == ("", ""))[:_MOST]
    for tale, case in wanted:
        at = min(case.complaint.registered_at + timedelta(minutes=3), world.year.until)
        for given in records_of(tale, case, world):
            add_record(by=SYSTEM, at=at, given=RecordGiven.model_validate(given))


def _is_known(world: World, tale: Tale) -> bool:
    """Nobody is wrong without a record that says so; of the others, every third has some."""
    if tale.story["trade"] != "appliances" or tale.again_of:
        return False
    lately = world.year.until - tale.received_at < _LATELY
    return lately and (tale.mistaken != ("", "") or int(tale.facts["order"]) % 3 == 0)


def records_of(tale: Tale, case: Case, world: World) -> Iterator[dict[str, Any]]:
    """Yield what each system says: the order, its payment, its way to the customer, and talk."""
    order, known = tale.facts["order"], tale.known
    arrived = f"{tale.facts['bought']}到的货" in case.complaint.account
    bought = datetime.combine(known.bought_on, time(20, 14), world.year.zone)
    ordered = bought - timedelta(days=2) if arrived else bought
    delivered = ordered + timedelta(days=2, hours=-4)
    paid = {"paid": known.price, "paid_at": ordered + timedelta(minutes=2)}
    thing = {"product": tale.facts["product"], "model": known.model, "shop": tale.facts["shop"]}
    yield _record("禾汀商城", f"SO{order}", "order", ordered, order, {**thing, "paid": known.price, "ordered_at": ordered, "status": "已完成"})  # fmt: skip
    yield _record("收银系统", f"PAY{order}", "payment", ordered, order, {**paid, "status": "支付成功"})  # fmt: skip
    yield _record("物流平台", f"YT{order}", "delivery", ordered, order, _way(tale, ordered, delivered))  # fmt: skip
    yield from _talk(tale, case, order)


def _way(tale: Tale, ordered: datetime, delivered: datetime) -> dict[str, Any]:
    shipped = {"shipped_at": ordered + timedelta(hours=15)}
    if tale.story["category"] == "logistics.late":
        return {**shipped, "status": "运输中"}
    return {**shipped, "delivered_at": delivered, "status": "已签收"}


def _talk(tale: Tale, case: Case, order: str) -> Iterator[dict[str, Any]]:
    """Half wrote to the shop before they complained, and half called."""
    at = case.complaint.received_at - timedelta(hours=5)
    if int(order) % 2:
        words = f"{tale.facts['product']}有问题，{tale.facts['demand']}，请尽快回复。"
        yield _record("在线客服", f"IM{order}", "message", at, order, {"text": words})
    else:
        words = f"来电{tale.facts['calls']}次，最近一次通话4分12秒，坐席已登记并承诺{tale.facts['soon']}内回电。"
        yield _record("呼叫中心", f"CALL{order}", "log", at, order, {"text": words})


def _record(
    source: str, reference: str, kind: str, at: datetime, order: str, facts: dict[str, Any]
) -> dict[str, Any]:
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
    return {
        "source": source, "reference": reference, "kind": kind, "at": at.isoformat(),
        "order_number": order, "facts": told,
    }  # fmt: skip
