"""Everything that can be done to a complaint. Each name is one use case, one transaction."""

from zhuanji.complaints.actions.acknowledge import acknowledge_complaint, acknowledge_due
from zhuanji.complaints.actions.arrange import (
    arrange_complaint,
    take_complaint,
)
from zhuanji.complaints.actions.bulk import change_many, undo_change
from zhuanji.complaints.actions.clock import fire_due_deadlines
from zhuanji.complaints.actions.combine import (
    link_complaints,
    merge_complaint,
    split_complaint,
    undo_merge,
    unlink_complaints,
)
from zhuanji.complaints.actions.correct import (
    correct_complaint,
    restate_complaint,
    reveal_person,
    set_confidential,
)
from zhuanji.complaints.actions.customer_word import (
    accept_answer,
    add_customer_message,
    add_evidence,
    reject_answer,
)
from zhuanji.complaints.actions.data_wish import ask_about_data
from zhuanji.complaints.actions.duties import fulfil_duty, start_duty
from zhuanji.complaints.actions.escalating import (
    acknowledge_escalation,
    acknowledge_escalations,
    escalate_complaint,
    explain_delay,
)
from zhuanji.complaints.actions.finish import close_complaint, reopen_complaint, withdraw_complaint
from zhuanji.complaints.actions.handing import (
    HandedTooOften,
    NotImpartial,
    decide_keeper,
    step_back,
)
from zhuanji.complaints.actions.heartbeat import send_heartbeat
from zhuanji.complaints.actions.judge import confirm_refusal, judge_complaint, return_refusal
from zhuanji.complaints.actions.leaving import close_account
from zhuanji.complaints.actions.pausing import (
    ask_customer,
    end_pauses_due,
    pause_complaint,
    resume_complaint,
)
from zhuanji.complaints.actions.promising import keep_promise, make_promise, withdraw_promise
from zhuanji.complaints.actions.recalculating import (
    begin_recalculation,
    continue_recalculation,
    move_open_to_playbook,
)
from zhuanji.complaints.actions.register import register_complaint
from zhuanji.complaints.actions.register_many import Registered, Row, register_complaints
from zhuanji.complaints.actions.resend import resend_message, withdraw_reply
from zhuanji.complaints.actions.submit import submit_complaint
from zhuanji.complaints.actions.talk import add_note, see_mentions
from zhuanji.complaints.actions.task_review import (
    accept_task,
    cancel_task,
    let_task_wait,
    move_task,
    reveal_for_task,
    send_task_back,
)
from zhuanji.complaints.actions.tasks import ask_tasks, give_task, hand_in_task, take_task
from zhuanji.complaints.actions.work import (
    answer_complaint,
    record_findings,
    reply_to_customer,
    start_handling,
)

__all__ = [
    "HandedTooOften",
    "NotImpartial",
    "Registered",
    "Row",
    "accept_answer",
    "accept_task",
    "acknowledge_complaint",
    "acknowledge_due",
    "acknowledge_escalation",
    "acknowledge_escalations",
    "add_customer_message",
    "add_evidence",
    "add_note",
    "answer_complaint",
    "arrange_complaint",
    "ask_about_data",
    "ask_customer",
    "ask_tasks",
    "begin_recalculation",
    "cancel_task",
    "change_many",
    "close_account",
    "close_complaint",
    "confirm_refusal",
    "continue_recalculation",
    "correct_complaint",
    "decide_keeper",
    "end_pauses_due",
    "escalate_complaint",
    "explain_delay",
    "fire_due_deadlines",
    "fulfil_duty",
    "give_task",
    "hand_in_task",
    "judge_complaint",
    "keep_promise",
    "let_task_wait",
    "link_complaints",
    "make_promise",
    "merge_complaint",
    "move_open_to_playbook",
    "move_task",
    "pause_complaint",
    "record_findings",
    "register_complaint",
    "register_complaints",
    "reject_answer",
    "reopen_complaint",
    "reply_to_customer",
    "resend_message",
    "restate_complaint",
    "resume_complaint",
    "return_refusal",
    "reveal_for_task",
    "reveal_person",
    "see_mentions",
    "send_heartbeat",
    "send_task_back",
    "set_confidential",
    "split_complaint",
    "start_duty",
    "start_handling",
    "step_back",
    "submit_complaint",
    "take_complaint",
    "take_task",
    "undo_change",
    "undo_merge",
    "unlink_complaints",
    "withdraw_complaint",
    "withdraw_promise",
    "withdraw_reply",
]
