"""What members of staff do for themselves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.models import ListLayout, SavedView, User


@transaction.atomic
def save_view(*, by: User, at: datetime, name: str, query: str, shared: bool) -> SavedView:
    """Keep a list's filter under a name; the same name again replaces it."""
    if not name.strip():
        raise Invalid({"name": _("Give the view a name.")})
    view, _created = SavedView.objects.update_or_create(
        owner=by, name=name.strip()[:60], defaults={"query": query[:2000], "shared": shared}
    )
    record(kind="view.saved", about=f"view/{view.pk}", by=by.actor, at=at, name=view.name)
    return view


@transaction.atomic
def choose_columns(*, by: User, at: datetime, query: str, columns: list[str]) -> None:
    """Remember which columns a person wants in the list with this filter."""
    ListLayout.objects.update_or_create(owner=by, query=query[:2000], defaults={"columns": columns})
    about = f"user/{by.pk}"
    record(kind="user.columns_chosen", about=about, by=by.actor, at=at, columns=columns)


@transaction.atomic
def delete_view(*, by: User, at: datetime, view_id: int) -> bool:
    """Return False when the person has no such view (any more)."""
    deleted, _rows = SavedView.objects.filter(pk=view_id, owner=by).delete()
    if deleted:
        record(kind="view.deleted", about=f"view/{view_id}", by=by.actor, at=at)
    return bool(deleted)


@transaction.atomic
def note_sign_in(*, by: User, at: datetime) -> None:
    """Whoever asks later who was here finds it in the person's story."""
    record(kind="user.signed_in", about=f"user/{by.pk}", by=by.actor, at=at)


@transaction.atomic
def change_own_password(*, by: User, at: datetime, password: str) -> None:
    """The person's other sessions end; the caller has checked the password's strength."""
    by.set_password(password)
    by.save(update_fields=["password"])
    record(kind="user.password_changed", about=f"user/{by.pk}", by=by.actor, at=at)


@transaction.atomic
def choose_language(*, by: User, at: datetime, language: str) -> None:
    """Remember the language the person reads from now on; nothing happens when it is the same."""
    if User.objects.filter(pk=by.pk).exclude(language=language).update(language=language):
        record(
            kind="user.language_chosen",
            about=f"user/{by.pk}",
            by=by.actor,
            at=at,
            language=language,
        )
