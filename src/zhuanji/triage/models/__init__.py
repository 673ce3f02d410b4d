"""Tables of triage: one file for each matter."""

from zhuanji.triage.models.assessments import Assessment
from zhuanji.triage.models.audits import AuditCase
from zhuanji.triage.models.learning import Confirmation, Learning, ModelVersion
from zhuanji.triage.models.neighbours import Neighbour, Signature, TermStatistics
from zhuanji.triage.models.previews import PlaybookPreview
from zhuanji.triage.models.reassessing import Reassessment
from zhuanji.triage.models.records import Record

__all__ = [
    "Assessment",
    "AuditCase",
    "Confirmation",
    "Learning",
    "ModelVersion",
    "Neighbour",
    "PlaybookPreview",
    "Reassessment",
    "Record",
    "Signature",
    "TermStatistics",
]
