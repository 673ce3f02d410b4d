"""Making, changing and ending webhooks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.history.relay import start_reader
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.kernel.outside.addresses import Allowed, read_url
from zhuanji.webhooks.actions.gathering import READER
from zhuanji.webhooks.models import Webhook
from zhuanji.webhooks.policies import require_may_manage
from zhuanji.webhooks.signing import new_salt, secret_of

BOTH_SIGN_FOR = timedelta(hours=24)
_NAME_LIMIT = 80


@transaction.atomic
def create_webhook(
    *, by: Actor, at: datetime, name: str, url: str, kinds: Iterable[str] = ()
) -> tuple[Webhook, str]:
    """Tell `url` from now on what happens: these kinds of events, or all. Return its secret too.

    Raises NotAllowed, Invalid.
    """
    require_may_manage(by)
    start_reader(READER)  # so that nothing which happens from here on is missed
    webhook = Webhook.objects.create(
        **_checked(name=name, url=url, kinds=kinds), salt=new_salt(), made_at=at, made_by=by.key
    )
    record(kind="webhook.created", about=webhook.about, by=by, at=at, kinds=webhook.kinds)
    return webhook, secret_of(webhook.salt)


@transaction.atomic
def change_webhook(
    *,
    by: Actor,
    at: datetime,
    webhook: Webhook,
    name: str | None = None,
    url: str | None = None,
    kinds: Iterable[str] | None = None,
    active: bool | None = None,
) -> Webhook:
    """Change what is given and leave the rest; turned on again, it begins afresh.

    Raises NotAllowed, Invalid.
    """
    require_may_manage(by)
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    wanted = {"name": name, "url": url, "kinds": kinds, "active": active}
    given = _checked(**{field: value for field, value in wanted.items() if value is not None})
    changed = {f: value for f, value in given.items() if getattr(webhook, f) != value}
    if not changed:
        return webhook
    if changed.get("active") or "url" in changed:
        changed |= {"failing_since": None, "rests_until": None}
    for field, value in changed.items():
        setattr(webhook, field, value)
    webhook.save(update_fields=list(changed))
    fields = [field for field in wanted if field in changed]
    record(
        kind="webhook.changed",
        about=webhook.about,
        by=by,
        at=at,
        fields=fields,
        active=webhook.active,
    )
    return webhook


@transaction.atomic
def rotate_secret(*, by: Actor, at: datetime, webhook: Webhook) -> str:
    """Return a new secret; for a day messages carry the old one's signature as well."""
    require_may_manage(by)
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    webhook.former_salt, webhook.former_until = webhook.salt, at + BOTH_SIGN_FOR
    webhook.salt = new_salt()
    webhook.save(update_fields=["salt", "former_salt", "former_until"])
    record(kind="webhook.secret_rotated", about=webhook.about, by=by, at=at)
    return secret_of(webhook.salt)


@transaction.atomic
def delete_webhook(*, by: Actor, at: datetime, webhook: Webhook) -> bool:
    """End it and forget its messages. Return False when it was ended before."""
    require_may_manage(by)
    deleted, _rows = Webhook.objects.filter(pk=webhook.pk).delete()
    if deleted:
        record(kind="webhook.deleted", about=webhook.about, by=by, at=at)
    return bool(deleted)


def _checked(**given: object) -> dict[str, object]:
    """The fields that are given, as they are stored. Raises Invalid with every problem."""
    checked, problems = dict(given), dict[str, str]()
    if "name" in given:
        checked["name"] = str(given["name"]).strip()[:_NAME_LIMIT]
        if not checked["name"]:
            problems["name"] = _("Give the webhook a name, so that it can be recognised later.")
    if "url" in given:
        try:
            checked["url"] = str(read_url(str(given["url"]), Allowed.of(settings.WEBHOOK_PRIVATE)))
        except DomainError as refusal:
            problems["url"] = str(refusal)
    if "kinds" in given:
        checked["kinds"] = sorted(set(given["kinds"]))  # type: ignore[call-overload]
    if problems:
        raise Invalid(problems)
    return checked
