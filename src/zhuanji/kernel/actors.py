"""Whoever does something: a member of staff, a machine with a token, a complainant, the system."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """Passed into every action as `by`.

    key: stable name in history, e.g. "user:7", "token:3", "complainant", "system".
    name: what people read. rights: what the role or the token's scopes allow (staff/roles.py).
    user_id: set only for members of staff.
    department_id: the department whose complaints a department handler sees.
    thread: set only for complainants: the one complaint they speak about.
    """

    key: str
    name: str
    rights: frozenset[str] = field(default_factory=frozenset)
    user_id: int | None = None
    department_id: int | None = None
    thread: str = ""

    def has(self, right: str) -> bool:
        return right in self.rights

    @property
    def is_complainant(self) -> bool:
        return bool(self.thread)


def complainant(thread: object) -> Actor:
    """The person who proved, by number and query code, that this complaint is theirs."""
    return Actor(key="complainant", name="客户", thread=str(thread))
