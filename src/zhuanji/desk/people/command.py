"""`zhuanji invite`: the first administrator, or one who lost the password, from the server itself."""

import click
from django.utils import timezone

from zhuanji.desk.people.link import address_of
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.actions import add_user, invite_user
from zhuanji.staff.actions.invitations import LIFE
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Role

_PLACELESS = [role for role in Role.values if role != Role.HANDLER]  # that one has a department


@click.command()
@click.argument("username")
@click.option("--name", help="What the person is called; needed for somebody new.")
@click.option("--role", type=click.Choice(_PLACELESS), default=Role.ADMIN.value, show_default=True)
def invite(*, username: str, name: str | None, role: str) -> None:
    """Print a link by which somebody chooses a password and signs in.

    USERNAME is added if nobody is called so; who is known keeps name and role and gets a new link.
    Everybody else is added on the page “People” by an administrator.
    """
    now = timezone.now()
    user = User.objects.filter(username=username).first()
    if user is None:
        try:
            user = add_user(by=SYSTEM, at=now, username=username, name=name or "", role=Role(role))
        except Invalid as refusal:
            raise click.ClickException(str(refusal)) from refusal
    secret = invite_user(by=SYSTEM, at=now, user=user)
    click.echo(f"Open within {LIFE.seconds // 60} minutes, once:", err=True)
    click.echo(address_of(secret))
