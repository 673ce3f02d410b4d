"""Why a command cannot run: one family, so that the command line answers each in a sentence."""


class CannotRun(RuntimeError):
    """Something outside this program is not as it must be; the message says what and what to do."""
