"""What the ledger writes is what the actions write."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.demo.rows import rows
from zhuanji.complaints import actions
from zhuanji.complaints.registration import read_registration
from zhuanji.demo import happenings as do
from zhuanji.demo.actions import write_ledger
from zhuanji.demo.ledger import Ledger

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
GIVEN = read_registration({"channel": "phone", "account": cast.ACCOUNT})
JUDGED: dict[str, Any] = {"verdict": "upheld", "reason": "facts_confirmed", "explanation": "属实。"}
FINDINGS = {"how": "换新", "why": "密封圈偏位", "prevention": "全检"}


def test_a_life_in_the_ledger_is_the_life_that_actions_lead() -> None:
    lin, at = cast.lin(), cast.MONDAY
    by = lin.actor
    real = actions.register_complaint(by=by, at=at, given=GIVEN)
    actions.acknowledge_due(at=at)
    actions.restate_complaint(by=by, at=at, complaint=real, restatement="水壶漏电", confirmed=True)
    actions.arrange_complaint(by=by, at=at, complaint=real, field="grade", value="complex")
    actions.judge_complaint(by=by, at=at, complaint=real, **JUDGED)
    actions.start_handling(by=by, at=at + HOUR, complaint=real)
    actions.add_note(by=by, at=at + HOUR, complaint=real, body="已回电")
    actions.reply_to_customer(by=by, at=at + HOUR, complaint=real, body="正在核查。")
    actions.record_findings(by=by, at=at + HOUR, complaint=real, **FINDINGS)
    actions.answer_complaint(by=by, at=at + 2 * HOUR, complaint=real, body="已换新。")
    actions.reject_answer(by=by, at=at + 3 * HOUR, complaint=real, why="没有解决")
    actions.close_complaint(by=by, at=at + 4 * HOUR, complaint=real)
    actions.reopen_complaint(by=by, at=at + 5 * HOUR, complaint=real, reason="又漏电")

    ledger = Ledger(agents=[lin])
    told = do.register(ledger, by=by, at=at, given=GIVEN, customer=None)
    do.acknowledge(ledger, told, at=at)
    do.restate(ledger, told, by=by, at=at, restatement="水壶漏电", confirmed=True)
    do.arrange(ledger, told, by=by, at=at, field="grade", value="complex")
    do.judge(ledger, told, by=by, at=at, **JUDGED)
    do.start_handling(ledger, told, by=by, at=at + HOUR)
    do.note(ledger, told, by=by, at=at + HOUR, body="已回电")
    do.reply(ledger, told, by=by, at=at + HOUR, body="正在核查。")
    do.record_findings(ledger, told, by=by, at=at + HOUR, **FINDINGS)
    do.answer(ledger, told, by=by, at=at + 2 * HOUR, body="已换新。")
    do.reject(ledger, told, by=by, at=at + 3 * HOUR, why="没有解决")
    do.close(ledger, told, by=by, at=at + 4 * HOUR)
    do.reopen(ledger, told, by=by, at=at + 5 * HOUR, reason="又漏电")
    write_ledger(ledger, at=cast.MONDAY + timedelta(hours=6))

    assert rows(told.complaint) == rows(real)
