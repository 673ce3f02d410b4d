"""Whom a ladder means by "owner", "department", a role or a person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from zhuanji.complaints.models import Complaint, Task
from zhuanji.staff.models import User
from zhuanji.staff.roles import Role

_PERSON = "person:"


@dataclass(frozen=True)
class Recipients:
    """Everybody who works here now, looked up once for many complaints."""

    by_role: dict[str, list[int]]
    by_department: dict[int, list[int]]
    by_username: dict[str, int]

    @classmethod
    def of_today(cls) -> Self:
        found = cls(defaultdict(list), defaultdict(list), {})
        people = User.objects.filter(is_active=True).order_by("pk")
        for pk, username, role, place in people.values_list("pk", "username", "role", "department"):
            found.by_role[role].append(pk)
            found.by_username[username] = pk
            if role == Role.HANDLER:
                found.by_department[place].append(pk)
        return found

    @property
    def by_name(self) -> dict[str, int]:
        """Each single person by the name that a ladder has for them."""
        return {f"{_PERSON}{username}": pk for username, pk in self.by_username.items()}

    def of_all(self, names: Iterable[str], holder: Complaint | Task) -> list[int]:
        """Return each of them once. Where nobody is meant any more, the team leaders are."""
        people = [person for name in names for person in self.of(name, holder)]
        return list(dict.fromkeys(people)) or self.by_role.get(Role.LEAD, [])

    def of(self, name: str, holder: Complaint | Task) -> list[int]:
        """Of a task that nobody took yet, the department is the owner."""
        if name == "owner" and (holder.owner_id or isinstance(holder, Complaint)):
            return [holder.owner_id] if holder.owner_id else []
        if name in ("owner", "department"):
            return self.by_department.get(holder.department_id or 0, [])
        if name.startswith(_PERSON):
            known = self.by_username.get(name.removeprefix(_PERSON))
            return [known] if known else []
        return self.by_role.get(name, [])
