"""When the invented company had a model trained, and what it reviews each week."""

from datetime import datetime, timedelta

from zhuanji.demo.triaging import review, train_model
from zhuanji.demo.understanding import HEAD
from zhuanji.demo.world import Steps, World
from zhuanji.history.models import Head
from zhuanji.staff.roles import Role
from zhuanji.triage.models import ModelVersion

_TRAINED = (timedelta(days=48), timedelta(days=4))  # before the year's end
_WEEK, _YEAR = timedelta(days=7), timedelta(days=364)
_RIPE = timedelta(days=2)
_REVIEWED = 0.94


def learning(world: World) -> Steps:
    """Train twice, unless a year before this one has trained already."""
    if ModelVersion.objects.exists() or Head.objects.filter(about=f"model/{HEAD}").exists():
        return
    for before in _TRAINED:
        yield world.year.until - before, lambda at: train_model(world.ledger, at=at)


def reviewing(world: World) -> Steps:
    """Every week inspectors say of the complaints drawn by lot what they are about."""
    at = world.year.until - _YEAR
    while at < world.year.until:
        yield world.year.staffed(at, world.rng), lambda at: _review(world, at)
        at += _WEEK


def _review(world: World, at: datetime) -> None:
    inspectors = world.company.having(Role.INSPECTOR)
    drawn = world.ledger.triage.audits.values()
    for one in [one for one in drawn if one.at is None and one.drawn_at < at - _RIPE]:
        if world.rng.random() < _REVIEWED:
            pk = one.complaint_id
            by = world.rng.choice(inspectors).actor
            case = world.ledger.complaints[pk]
            review(world.ledger, case, by=by, at=at, label=world.truth[pk])
