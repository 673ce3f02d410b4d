"""Everything that triage does. Each name is one use case, one transaction."""

from zhuanji.triage.actions.assess import assess_complaints, assess_registered
from zhuanji.triage.actions.audit import choose_sample, review_case
from zhuanji.triage.actions.confirming import change_many, undo_change
from zhuanji.triage.actions.grading import learn_grades_where_due
from zhuanji.triage.actions.judging import confirm_refusal_and_learn, judge_and_learn
from zhuanji.triage.actions.learning import (
    ask_training,
    ask_training_where_due,
    begin_training,
    choose_precision,
    finish_training,
    note_training_step,
    use_model,
)
from zhuanji.triage.actions.legal import tell_legal
from zhuanji.triage.actions.neighbours import refuse_neighbour
from zhuanji.triage.actions.previews import (
    ask_preview,
    continue_preview,
    resume_preview,
    stop_preview,
)
from zhuanji.triage.actions.reassess import begin_reassessment, continue_reassessment
from zhuanji.triage.actions.records import add_record
from zhuanji.triage.actions.settle import settle_proposal
from zhuanji.triage.actions.signing import learn_terms, sign_again, sign_new

__all__ = [
    "add_record",
    "ask_preview",
    "ask_training",
    "ask_training_where_due",
    "assess_complaints",
    "assess_registered",
    "begin_reassessment",
    "begin_training",
    "change_many",
    "choose_precision",
    "choose_sample",
    "confirm_refusal_and_learn",
    "continue_preview",
    "continue_reassessment",
    "finish_training",
    "judge_and_learn",
    "learn_grades_where_due",
    "learn_terms",
    "note_training_step",
    "refuse_neighbour",
    "resume_preview",
    "review_case",
    "settle_proposal",
    "sign_again",
    "sign_new",
    "stop_preview",
    "tell_legal",
    "undo_change",
    "use_model",
]
