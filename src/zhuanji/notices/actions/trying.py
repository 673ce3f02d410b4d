"""Trying a way out, while its keeper looks on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.notices.actions.delivering import note_state, outcomes_of
from zhuanji.notices.letters import Letter
from zhuanji.notices.mailing import send_letter
from zhuanji.notices.models import Channel
from zhuanji.notices.policies import require_may_keep
from zhuanji.notices.verdicts import Outcome, Verdict
from zhuanji.notices.ways import Way

_LONGEST = timedelta(seconds=30)  # far longer than one message may take


def try_channel(*, by: Actor, at: datetime, channel: Channel) -> Outcome:
    """Send a test at once, and say what became of it. Raises NotAllowed, NotFound.

    Outside any transaction, as somebody else's machine is waited for. A way that rests, because
    something went there a moment ago, is left in peace: that is BUSY.
    """
    require_may_keep(by, channel)
    if not _take(channel, at):
        return Outcome(Verdict.BUSY)
    letter = Letter(
        _("【Zhuanji】") + _("This is a test"),
        _("%(name)s wanted to know whether notices arrive here. They do.") % {"name": by.name},
    )
    outcome = (
        send_letter(channel, letter)
        if channel.way == Way.EMAIL
        else outcomes_of([(channel, letter)], at=at)[0]
    )
    _settle(by, at, channel, outcome)
    return outcome


def _take(channel: Channel, at: datetime) -> bool:
    awake = Channel.objects.filter(Q(rests_until=None) | Q(rests_until__lte=at), pk=channel.pk)
    return bool(awake.update(rests_until=at + _LONGEST))


@transaction.atomic
def _settle(by: Actor, at: datetime, channel: Channel, outcome: Outcome) -> None:
    note_state(channel, outcome, at=at)
    record(
        kind="channel.tested",
        about=channel.about,
        by=by,
        at=at,
        way=channel.way,
        verdict=outcome.verdict,
    )
