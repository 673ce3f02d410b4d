"""Learning how people grade complaints of a score."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from zhuanji.history.actions import record
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.learning.grading import learn_curve
from zhuanji.triage.models import Confirmation, Learning
from zhuanji.triage.queries.grading import ENOUGH, HEAD, grades_decided
from zhuanji.triage.queries.learning import is_due


@transaction.atomic
def learn_grades_where_due(*, at: datetime) -> bool:
    """Learn anew how people grade, if enough was decided since; say whether it was.

    What is proposed from now on says how likely its grade is, and on how many cases that rests.
    """
    lock_until_commit(f"learning {HEAD}")
    found = Learning.objects.get_or_create(head=HEAD)[0]
    found.touched_at, due = at, is_due(found, at=at)
    decided = grades_decided() if due else []
    if len(decided) >= ENOUGH:
        curve = learn_curve(decided)
        found.curve = asdict(curve)
        found.learned_until = Confirmation.objects.filter(head=HEAD).latest("pk").pk
        record(
            kind="model.grades_learned", about=f"model/{HEAD}", by=SYSTEM, at=at, cases=curve.cases
        )
    found.save()
    return len(decided) >= ENOUGH
