"""What is done at once when something is grave: steps with a time and somebody who does them."""

from typing import Annotated

from pydantic import Field

from zhuanji.playbooks.body.fields import Alert, Grades, Length, Recipient, RowKey, Sentence, Strict


class PlanStep(Strict):
    """One step, due so long after the grade was set; `needs` are steps that come before it.

    No `alerts` or `grades` means for every kind of emergency, and for the grade emergency.
    """

    key: RowKey
    zh: Sentence
    en: Sentence
    within: Length
    to: Recipient
    grades: Grades = frozenset({"emergency"})
    alerts: tuple[Alert, ...] = ()
    needs: tuple[RowKey, ...] = ()
    proof: Annotated[bool, Field(strict=True)] = False
