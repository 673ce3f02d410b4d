"""When the invented company had its models trained."""

from datetime import timedelta

from zhuanji.demo.triaging import train_model
from zhuanji.demo.understanding import HEAD
from zhuanji.demo.world import Steps, World
from zhuanji.history.models import Head
from zhuanji.triage.models import ModelVersion

_DAYS_AGO = (170, 4)


def learning(world: World) -> Steps:
    """Train twice, unless a year before this one has trained already."""
    if ModelVersion.objects.exists() or Head.objects.filter(about=f"model/{HEAD}").exists():
        return
    for days in _DAYS_AGO:
        yield world.year.until - timedelta(days=days), lambda at: train_model(world.ledger, at=at)
