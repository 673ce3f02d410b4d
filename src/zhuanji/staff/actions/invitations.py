"""One-time links by which a person chooses a password that nobody else has seen."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Stale
from zhuanji.staff.models import Invitation, User
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.token_secrets import hash_of, new_link_secret

LIFE = timedelta(minutes=30)


class InvitationOver(DomainError):
    """The link was used, is older than half an hour, or never existed: the answer is the same."""

    status = 410
    message = _(
        "This link has been used or has expired. Ask an administrator for a new one; a link is good for 30 minutes."
    )


@transaction.atomic
def invite_user(*, by: Actor, at: datetime, user: User) -> str:
    """Return the secret of a link that is good once, for half an hour; older ones end now."""
    require_may_administer(by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise Stale
    user.invitations.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    secret = new_link_secret()
    Invitation.objects.create(
        user=user, secret_hash=hash_of(secret), created_at=at, expires_at=at + LIFE
    )
    record(kind="user.invited", about=f"user/{user.pk}", by=by, at=at)
    return secret


@transaction.atomic
def use_invitation(*, at: datetime, secret: str, password: str) -> User:
    """Give the person behind the link this password; their other sessions end.

    The caller has checked the password's strength. Raises InvitationOver.
    """
    link = Invitation.objects.filter(secret_hash=hash_of(secret), user__is_active=True)
    invitation = link.select_related("user").first()
    living = Invitation.objects.filter(used_at=None, expires_at__gt=at)
    if invitation is None or not living.filter(pk=invitation.pk).update(used_at=at):
        raise InvitationOver
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    record(kind="user.invitation_used", about=f"user/{user.pk}", by=user.actor, at=at)
    return user
