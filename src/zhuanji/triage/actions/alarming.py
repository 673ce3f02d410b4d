"""What the playbook's rules found in complaints, for those who must know at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from zhuanji.complaints.actions.alarming import AT_ONCE, Alarm, raise_alarms
from zhuanji.complaints.models import Complaint, Grade
from zhuanji.playbooks.playbook import Playbook
from zhuanji.triage.models import Assessment


def alarm_of_rules(
    found: Sequence[tuple[Complaint, Assessment]],
    confirmed: Mapping[int, Collection[str]],
    playbook: Playbook,
    *,
    at: datetime,
) -> None:
    """Part of a larger action, which holds the locks. A grade that a person decided stays."""
    alarms = [
        alarm_of(complaint, row, playbook, decided="grade" in confirmed.get(complaint.pk, ()))
        for complaint, row in found
    ]
    raise_alarms(filter(None, alarms), at=at)


def alarm_of(
    complaint: Complaint, row: Assessment, playbook: Playbook, *, decided: bool
) -> Alarm | None:
    """What the grave rules say that were met; None when there were none."""
    met = {key for key, _spans in row.rules}
    rules = [rule for rule in playbook.rules if rule.key in met and rule.grade in AT_ONCE]
    if not rules:
        return None
    grades = list(Grade)
    gravest = sorted(rules, key=lambda rule: -grades.index(Grade(rule.grade)))
    to = dict.fromkeys(role for rule in gravest for role in playbook.alarmed_by(rule.alert))
    return Alarm(
        complaint=complaint,
        grade="" if decided else gravest[0].grade,
        rules=tuple(rule.key for rule in gravest),
        to=tuple(to),
    )
