"""A child process that does not outlive its parent, even when the parent is killed outright."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent: int, how: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send `how` to this process when `parent`, which started it, ends.

    The kernel watches the *thread* that started us: start children from a main thread.
    Elsewhere than on Linux nothing happens, and a killed parent leaves its children running.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, how)
    if os.getppid() != parent:  # it ended before we could ask
        os.kill(os.getpid(), how)
