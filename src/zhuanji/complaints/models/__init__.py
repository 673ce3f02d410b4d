"""Tables of the spine, one file for each family. See docs/glossary.md for the words."""

from zhuanji.complaints.models.changes import BulkChange, Correction
from zhuanji.complaints.models.choices import Channel, DataWish, Grade, Verdict
from zhuanji.complaints.models.complaint import Complaint
from zhuanji.complaints.models.deadline import Deadline, Firing
from zhuanji.complaints.models.escalation import Delay, Escalation
from zhuanji.complaints.models.evidence import Evidence
from zhuanji.complaints.models.judgement import Judgement
from zhuanji.complaints.models.links import Link
from zhuanji.complaints.models.notes import Mention, Note
from zhuanji.complaints.models.pause import Pause
from zhuanji.complaints.models.promise import Promise
from zhuanji.complaints.models.recalculation import Recalculation
from zhuanji.complaints.models.search import SearchEntry
from zhuanji.complaints.models.task import Proof, Task, TaskMove, TaskResource

__all__ = [
    "BulkChange",
    "Channel",
    "Complaint",
    "Correction",
    "DataWish",
    "Deadline",
    "Delay",
    "Escalation",
    "Evidence",
    "Firing",
    "Grade",
    "Judgement",
    "Link",
    "Mention",
    "Note",
    "Pause",
    "Promise",
    "Proof",
    "Recalculation",
    "SearchEntry",
    "Task",
    "TaskMove",
    "TaskResource",
    "Verdict",
]
