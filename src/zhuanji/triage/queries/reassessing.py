"""What is in use, in one line, and how far assessing again with it has come."""

from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.triage.models import Reassessment
from zhuanji.triage.queries.learning import model_in_use, precision_in_use, sure_in_use

_HEAD = "category"


def stamp_in_use() -> str:
    """Return what a proposal depends on beside the complaint: another stamp, another proposal."""
    learned = model_in_use(_HEAD)
    threshold = f"right {precision_in_use(_HEAD)}" if learned else f"sure {sure_in_use(_HEAD)}"
    number = learned.number if learned else 0
    return f"playbook {playbook_in_use().version} model {number} {threshold}"


def last_reassessment() -> Reassessment | None:
    """The pass at work, or the last one."""
    return Reassessment.objects.order_by("-pk").first()
