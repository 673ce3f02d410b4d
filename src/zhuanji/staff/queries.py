from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, Value

from zhuanji.kernel.errors import NotFound
from zhuanji.staff.models import ApiToken, Department, SavedView, User
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


def departments() -> list[Department]:
    return list(Department.objects.order_by("pk"))


def people_who_can(right: Right) -> list[User]:
    """Members of staff who may be given work that needs `right`, by name."""
    roles = [role for role in Role if right in RIGHTS[role]]
    people = User.objects.filter(is_active=True, role__in=roles).select_related("department")
    return list(people.order_by("department_id", "name"))


def views_of(user: User) -> list[SavedView]:
    """The person's own views first, then those that others share."""
    views = SavedView.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner")
    return sorted(views, key=lambda view: (view.owner_id != user.pk, view.name))


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


def colleagues() -> list[User]:
    """Everybody who works here now, by name."""
    return list(User.objects.filter(is_active=True).order_by("name", "pk"))


def everybody_ever() -> list[User]:
    """Everybody who works or worked here: those who work here first, by name."""
    return list(User.objects.order_by("-is_active", "name", "pk"))


def token_names(ids: Collection[int]) -> dict[int, str]:
    """Names of API tokens by id; no query when none is asked for."""
    return dict(ApiToken.objects.filter(pk__in=ids).values_list("pk", "name"))
