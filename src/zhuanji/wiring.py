"""What runs by itself, in one table."""

from collections.abc import Callable
from functools import partial

from zhuanji.api.sweeps import sweep_kept_answers
from zhuanji.attachments.sweeps import sweep_abandoned_uploads
from zhuanji.channels.sweeps import sweep_exchange, sweep_old_exports
from zhuanji.complaints.queries import readable_ids, told_outside
from zhuanji.complaints.queries.morning import morning_figures
from zhuanji.complaints.queries.told_inside import told_inside
from zhuanji.complaints.sweeps import (
    sweep_acknowledgements,
    sweep_deadlines,
    sweep_pauses,
    sweep_recalculations,
)
from zhuanji.dispatch.queries import choose_owners
from zhuanji.dispatch.sweeps import sweep_absences
from zhuanji.history.sweeps import sweep_verification
from zhuanji.notices.sweeps import (
    sweep_bells,
    sweep_changes,
    sweep_letters,
    sweep_mornings,
    sweep_old_notices,
    sweep_robots,
)
from zhuanji.triage.sweeps import (
    sweep_assessments,
    sweep_grades,
    sweep_learning,
    sweep_new_neighbours,
    sweep_previews,
    sweep_reassessments,
    sweep_terms,
)
from zhuanji.webhooks.sweeps import sweep_deliveries, sweep_events, sweep_old_deliveries

REST = 0.5
"""How long a sweep rests when nothing was due, in seconds: nobody waits longer for what is next."""

_NOBODY_WAITS, _CLEANING_UP = 3.0, 60.0
RESTS: dict[str, float] = {
    "learning": _NOBODY_WAITS,
    "grades": _NOBODY_WAITS,
    "reassessments": _NOBODY_WAITS,
    "recalculations": _NOBODY_WAITS,
    "history verification": _NOBODY_WAITS,
    "notices by e-mail": _NOBODY_WAITS,
    "notices to robots": _NOBODY_WAITS,
    "the morning's figures": _NOBODY_WAITS,
    "abandoned uploads": _CLEANING_UP,
    "kept answers": _CLEANING_UP,
    "old webhook deliveries": _CLEANING_UP,
    "old notices": _CLEANING_UP,
    "old exports": _CLEANING_UP,
}
"""Those that may rest longer: an idle worker should cost the machine next to nothing."""

# Each is called with `at=` again and again by every worker; it returns how many rows it handled.
SWEEPS: dict[str, Callable[..., int]] = {
    "deadlines": sweep_deadlines,
    "pauses": sweep_pauses,
    "recalculations": sweep_recalculations,
    "acknowledgements": partial(sweep_acknowledgements, choose_owners=choose_owners),
    "absences": sweep_absences,
    "assessments": sweep_assessments,
    "learning": sweep_learning,
    "grades": sweep_grades,
    "abandoned uploads": sweep_abandoned_uploads,
    "kept answers": sweep_kept_answers,
    "history verification": sweep_verification,
    "events for webhooks": partial(sweep_events, describe=told_outside),
    "webhook deliveries": sweep_deliveries,
    "old webhook deliveries": sweep_old_deliveries,
    "changes for owners": partial(sweep_changes, whom_to_tell=told_inside),
    "bells": sweep_bells,
    "notices by e-mail": partial(sweep_letters, may_read=readable_ids),
    "notices to robots": partial(sweep_robots, may_read=readable_ids),
    "the morning's figures": partial(sweep_mornings, count=morning_figures),
    "old notices": sweep_old_notices,
    "imports and exports": sweep_exchange,
    "old exports": sweep_old_exports,
    "previews of playbooks": sweep_previews,
    "reassessments": sweep_reassessments,
    "new neighbours": sweep_new_neighbours,
    "terms": sweep_terms,
}
