"""Learning what a text is about from texts whose answer is known. Pure: no tables, no Django.

scikit-learn is needed to learn and loaded only then; deciding is numpy and scipy alone.
"""

from zhuanji.triage.learning.decisions import Decision, Evidence
from zhuanji.triage.learning.model import TextModel
from zhuanji.triage.learning.storing import NotAModel

__all__ = ["Decision", "Evidence", "NotAModel", "TextModel"]
