import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Value

from zhuanji.kernel.errors import NotFound, Stale
from zhuanji.staff.models import ApiToken, Department, Invitation, ListLayout, SavedView, User
from zhuanji.staff.roles import RIGHTS, Right, Role
from zhuanji.staff.token_secrets import hash_of


def token_for(secret: str, *, at: datetime) -> ApiToken | None:
    """Return the living token that `secret` belongs to."""
    alive = Q(expires_at=None) | Q(expires_at__gt=at)
    return ApiToken.objects.filter(alive, secret_hash=hash_of(secret), revoked_at=None).first()


def tokens() -> list[ApiToken]:
    """Every token there ever was, the newest first."""
    return list(ApiToken.objects.order_by("-pk"))


def get_token(pk: int) -> ApiToken:
    """Return a token by its number. Raises NotFound."""
    token = ApiToken.objects.filter(pk=pk).first()
    if token is None:
        raise NotFound
    return token


def people_by_id(ids: Iterable[int]) -> list[User]:
    """Those of the people who work here now, by name."""
    return list(User.objects.filter(pk__in=list(ids), is_active=True).order_by("name"))


def user_names() -> frozenset[str]:
    """By which those who work here now sign in."""
    return frozenset(User.objects.filter(is_active=True).values_list("username", flat=True))


def departments() -> list[Department]:
    """Those that are open."""
    return list(Department.objects.filter(is_active=True).order_by("pk"))


def departments_ever() -> list[Department]:
    """Every department with how many people it has: those that are open first."""
    here = Count("people", filter=Q(people__is_active=True))
    return list(Department.objects.annotate(here=here).order_by("-is_active", "pk"))


def get_department(pk: int) -> Department:
    """Raises NotFound."""
    department = Department.objects.filter(pk=pk).first()
    if department is None:
        raise NotFound
    return department


def people_who_can(right: Right) -> list[User]:
    """Members of staff who may be given work that needs `right`, by name."""
    roles = [role for role in Role if right in RIGHTS[role]]
    people = User.objects.filter(is_active=True, role__in=roles).select_related("department")
    return list(people.order_by("department_id", "name"))


def views_of(user: User) -> list[SavedView]:
    """The person's own views first, then those that others share."""
    views = SavedView.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner")
    return sorted(views, key=lambda view: (view.owner_id != user.pk, view.name))


def columns_of(user: User, query: str) -> list[str] | None:
    """The columns chosen for this view, else for the plain list; None when nobody chose."""
    layouts = ListLayout.objects.filter(owner=user, query__in={query[:2000], ""})
    chosen = layouts.order_by("-query").first()
    return chosen.columns if chosen else None


def names_of(
    *, people: Collection[int], departments: Collection[int]
) -> dict[tuple[str, str], str]:
    """Names by ("owner" or "department", id), in one query."""
    of_people = User.objects.filter(pk__in=people).values_list(Value("owner"), "pk", "name")
    of_departments = Department.objects.filter(pk__in=departments).values_list(
        Value("department"), "pk", "name"
    )
    found = of_people.union(of_departments, all=True)
    return {(kind, str(pk)): name for kind, pk, name in found}


_LONGEST_NAME = 60


def people_called(text: str) -> list[User]:
    """Colleagues whose names stand behind an @ in the text; the longest name that fits is meant."""
    calls = [part[:_LONGEST_NAME] for part in text.split("@")[1:]]
    beginnings = {part[:length] for part in calls for length in range(1, len(part) + 1)}
    if not beginnings:
        return []
    people = User.objects.filter(is_active=True, name__in=beginnings).select_related("department")
    known = list(people.order_by("pk"))
    called = {
        max((p.name for p in known if part.startswith(p.name)), key=len, default="")
        for part in calls
    }
    return [person for person in known if person.name in called]


def everybody() -> list[User]:
    """All who work here now, by name."""
    here = User.objects.filter(is_active=True).select_related("department")
    return list(here.order_by("name", "pk"))


def everybody_ever() -> list[User]:
    """Everybody who works or worked here: those who work here first, by name."""
    return list(User.objects.order_by("-is_active", "name", "pk"))


def token_names(ids: Collection[int]) -> dict[int, str]:
    """Names of API tokens by id; no query when none is asked for."""
    return dict(ApiToken.objects.filter(pk__in=ids).values_list("pk", "name"))


def person_behind(secret: str, *, at: datetime) -> User | None:
    """Whose one-time link this is, while it is good."""
    living = Invitation.objects.filter(used_at=None, expires_at__gt=at, user__is_active=True)
    found = living.filter(secret_hash=hash_of(secret)).select_related("user").first()
    return found.user if found else None


def get_person(pk: int) -> User:
    """Return a member of staff, also one who is gone. Raises NotFound."""
    user = User.objects.select_related("department").filter(pk=pk).first()
    if user is None:
        raise NotFound
    return user


PEOPLE_PAGE = 50
_CURSOR = re.compile(r"([np])([0-9]{1,18})")


@dataclass(frozen=True)
class PeopleWanted:
    """Whom a list shows. Empty fields do not restrict."""

    search: str = ""
    role: str = ""
    department: str = ""
    gone: bool = False


@dataclass(frozen=True)
class PeoplePage:
    rows: list[User]
    next: str = ""
    previous: str = ""


def people_page(wanted: PeopleWanted, *, cursor: str = "", size: int = PEOPLE_PAGE) -> PeoplePage:
    """One page of people by name, at a constant cost; the cursor is a person's number."""
    read = _CURSOR.fullmatch(cursor)
    place = User.objects.filter(pk=read[2]).first() if read else None
    backwards = bool(read and place and read[1] == "p")
    people, order = _people(wanted), ("-name", "-pk") if backwards else ("name", "pk")
    if place:
        than = "lt" if backwards else "gt"
        same = Q(**{"name": place.name, f"pk__{than}": place.pk})
        people = people.filter(Q(**{f"name__{than}": place.name}) | same)
    rows = list(people.select_related("department").order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)
    return PeoplePage(
        rows,
        next=f"n{rows[-1].pk}" if rows and has_next else "",
        previous=f"p{rows[0].pk}" if rows and has_previous else "",
    )


def _people(wanted: PeopleWanted) -> QuerySet[User]:
    people = User.objects.filter(is_active=not wanted.gone)
    if wanted.search:
        words = wanted.search
        people = people.filter(
            Q(name__icontains=words) | Q(username__icontains=words) | Q(email__icontains=words)
        )
    if wanted.role:
        people = people.filter(role=wanted.role)
    return people.filter(department=int(wanted.department)) if wanted.department else people


@dataclass(frozen=True)
class TokensPage:
    rows: list[ApiToken]
    next: str = ""
    previous: str = ""


def tokens_page(cursor: str = "", *, size: int = PEOPLE_PAGE) -> TokensPage:
    """One page of tokens, the newest first; the cursor is a token's number."""
    read = _CURSOR.fullmatch(cursor)
    backwards = bool(read and read[1] == "p")
    tokens = ApiToken.objects.order_by("pk" if backwards else "-pk")
    if read:
        tokens = tokens.filter(**{"pk__gt" if backwards else "pk__lt": int(read[2])})
    rows = list(tokens[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, read is not None)
    return TokensPage(
        rows,
        next=f"n{rows[-1].pk}" if rows and has_next else "",
        previous=f"p{rows[0].pk}" if rows and has_previous else "",
    )


def actor_names(keys: Collection[str]) -> dict[str, str]:
    """Names of people by the key that history knows them by, in one query."""
    ids = [int(key.removeprefix("user:")) for key in keys if re.fullmatch(r"user:[0-9]{1,18}", key)]
    people = User.objects.filter(pk__in=ids)
    return {f"user:{pk}": name for pk, name in people.values_list("pk", "name")}


def code_of(department: str) -> str:
    """The code of the department with this id, "" for none. Raises Stale when there is no such one."""
    if not department:
        return ""
    known = department.isascii() and department.isdigit() and len(department) < 18  # noqa: PLR2004 - fits a bigint
    code = known and Department.objects.filter(pk=department).values_list("code", flat=True).first()
    if not code:
        raise Stale
    return str(code)
