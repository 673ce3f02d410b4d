"""A playbook comes into use, by whom and why; an older one comes back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotFound, Stale
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.language.normalise import clean_line
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.models import PlaybookVersion
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import forget_playbook, get_version, newest_version
from zhuanji.playbooks.shipped import TRADES, general, in_tree_order, trade, with_trades

LONGEST_REASON = 300
ABOUT = "playbook/1"  # one story: versions are its lines


@transaction.atomic
def put_playbook_into_use(
    *,
    by: Actor,
    at: datetime,
    body: PlaybookBody,
    reason: str,
    instead_of: int | None = None,
    same_as: int | None = None,
) -> PlaybookVersion:
    """Make this the playbook in use from now on; every process follows within two seconds.

    Categories that are in use now and missing from `body` stay as retired ones: complaints bear
    them. Raises Stale when another version than `instead_of` is in use, Invalid without a reason.
    """
    require_may_write_playbook(by)
    reason = _sentence(reason)
    before = _locked(instead_of)
    kept = _with_retired(body, get_version(before).body)
    version = PlaybookVersion.objects.create(
        number=before + 1,
        body=kept.model_dump(mode="json"),
        valid_from=at,
        by=by.key,
        by_name=by.name,
        reason=reason,
        same_as=same_as,
    )
    forget_playbook()
    kind = "playbook.put_into_use" if same_as is None else "playbook.rolled_back"
    record(kind=kind, about=ABOUT, by=by, at=at, number=version.number, same_as=same_as)
    return version


def _sentence(reason: str) -> str:
    reason = clean_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid({"reason": _("Say in a sentence of up to 300 characters why.")})
    return reason


def _locked(instead_of: int | None) -> int:
    """Return the version in use, which nobody changes before we have."""
    lock_until_commit("playbook")
    before = newest_version()
    if instead_of is not None and instead_of != before:
        raise Stale(_("Another version was put into use in the meantime. Compare with it first."))
    return before


@transaction.atomic
def begin_with_trade(*, by: Actor, at: datetime, name: str) -> PlaybookVersion:
    """Put the shipped playbook with what a trade adds into use, where none was written yet.

    Raises Stale once there is one, NotFound for a trade nobody knows.
    """
    require_may_write_playbook(by)
    if name not in TRADES:
        raise NotFound
    with override("zh-hans"):  # a reason is kept for good, in the language of the house
        reason = _("Begun with what is shipped for %(trade)s.") % {"trade": trade(name).said}
    body = with_trades(general(), (name,))
    return put_playbook_into_use(by=by, at=at, body=body, reason=reason, instead_of=0)


@transaction.atomic
def roll_playbook_back(*, by: Actor, at: datetime, number: int, reason: str) -> PlaybookVersion:
    """Put an older version into use again. Raises NotFound, and Invalid for the one in use."""
    require_may_write_playbook(by)
    if number == newest_version():
        raise Invalid({"number": _("This version is in use already.")})
    body = get_version(number).body
    return put_playbook_into_use(by=by, at=at, body=body, reason=reason, same_as=number)


def _with_retired(body: PlaybookBody, before: PlaybookBody) -> PlaybookBody:
    known = {one.key for one in body.categories}
    lost = [one.model_dump(mode="json") for one in before.categories if one.key not in known]
    said = body.model_dump(mode="json")
    every = [*said["categories"], *({**one, "active": False} for one in lost)]
    return PlaybookBody.model_validate({**said, "categories": in_tree_order(every)})
