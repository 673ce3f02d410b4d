"""What runs by itself, in one table."""

from collections.abc import Callable

from zhuanji.api.sweeps import sweep_kept_answers
from zhuanji.complaints.sweeps import sweep_acknowledgements
from zhuanji.history.sweeps import sweep_verification

# Each is called with `at=` again and again by every worker; it returns how many rows it handled.
SWEEPS: dict[str, Callable[..., int]] = {
    "acknowledgements": sweep_acknowledgements,
    "kept answers": sweep_kept_answers,
    "history verification": sweep_verification,
}
