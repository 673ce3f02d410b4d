"""Many registrations in one call: read one by one, registered together."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.translation import gettext as _

from zhuanji.api import schemas
from zhuanji.api.reading import is_storable, storable
from zhuanji.api.refusals import Unstorable
from zhuanji.complaints.actions import Registered, Row
from zhuanji.complaints.numbers import query_code
from zhuanji.complaints.registration import read_registration
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.kernel.ids import time_ordered_uuid

_EXTERNAL_ID_LIMIT = 100


@dataclass
class Batch:
    """What came in: rows to register, and an outcome for each item, in its order."""

    rows: list[Row] = field(default_factory=list)
    outcomes: list[schemas.BulkOutcome] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # "" for what was refused

    def answer(self, outcome: Registered) -> schemas.BulkAnswer:
        new = set(outcome.numbers) - outcome.earlier
        for key, item in zip(self.keys, self.outcomes, strict=True):
            if not key:
                continue
            item.number = outcome.numbers[key]
            item.query_code = query_code(item.number)
            # The same id twice in one call is one complaint: the second was there before.
            item.state = "registered" if key in new else "registered_before"
            new.discard(key)
        states = [item.state for item in self.outcomes]
        return schemas.BulkAnswer(
            registered=states.count("registered"),
            registered_before=states.count("registered_before"),
            refused=states.count("refused"),
            results=self.outcomes,
        )


def read(given: schemas.Bulk, *, actor: Actor, key: str) -> Batch:
    """Read each item by itself."""
    batch = Batch()
    call = f"{actor.key}:{key}" if key else str(time_ordered_uuid())
    for index, item in enumerate(cast("list[Any]", given.complaints)):
        outcome = schemas.BulkOutcome(index=index, external_id=_told_id(item), state="refused")
        batch.outcomes.append(outcome)
        try:
            row = _read(item, source=given.source, fallback=f"{call}:{index}")
        except Invalid as refusal:
            outcome.problems = refusal.problems
            batch.keys.append("")
            continue
        batch.rows.append(row)
        batch.keys.append(row.source_key)
    return batch


def _told_id(item: Any) -> str:
    """The sender's own id, so that they find what was refused; "" when it is none."""
    given = item.get("external_id") if isinstance(item, dict) else ""
    if not isinstance(given, str) or len(given) > _EXTERNAL_ID_LIMIT or not is_storable(given):
        return ""
    return given


def _read(item: Any, *, source: str, fallback: str) -> Row:
    if not isinstance(item, dict):
        raise Invalid({"account": _("Each complaint must be an object with its fields.")})
    words = dict(item)
    if unstorable := [name for name in words if not is_storable([name, words[name]])]:
        raise Invalid({storable(name): Unstorable.message for name in unstorable})
    external = words.pop("external_id", "") or ""
    if not isinstance(external, str) or len(external) > _EXTERNAL_ID_LIMIT:
        raise Invalid({"external_id": _("An external id is text of at most 100 characters.")})
    key = f"api:{source}:{external}" if external else f"api:{fallback}"
    return Row(given=read_registration(words), source_key=key)
