"""`zhuanji demo`: the invented company moves in."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhuanji.complaints.models import Complaint
from zhuanji.demo.actions import find_neighbours, write_ledger
from zhuanji.demo.dispatching import set_people_up
from zhuanji.demo.learning import learning, reviewing
from zhuanji.demo.ledger import Ledger
from zhuanji.demo.lives import WholeLife
from zhuanji.demo.notices import tell_of_the_last_day
from zhuanji.demo.records import hand_in_records
from zhuanji.demo.rhythm import Year
from zhuanji.demo.staffing import GROUP, LOGINS, PASSWORD, Company, hire
from zhuanji.demo.world import World, invent_tales, let_pass
from zhuanji.playbooks.actions import put_playbook_into_use
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.playbooks.shipped import with_trades
from zhuanji.staff.models import Department, User
from zhuanji.staff.roles import Role
from zhuanji.triage.actions import assess_complaints, begin_reassessment

SMALL = 60
_TRADES = ("appliances", "telecom", "hospitality")
_WHY = "集团有家电、通信、酒店餐饮三块业务，各自的投诉类别一并启用"


@click.command()
@click.option("--seed", default=1, show_default=True, help="Another seed, another year.")
@click.option(
    "--complaints",
    default=3200,
    show_default=True,
    type=click.IntRange(20, 8000),
    help="About how many: some bring a second matter with them.",
)
@click.option("--until", type=click.DateTime(), help="When the year ends; now unless given.")
@click.option("--small", is_flag=True, help=f"{SMALL} complaints, in seconds.")
@click.option("--learned", is_flag=True, help="With models trained in that year: minutes more.")
@click.option("--force-add", is_flag=True, help="Add to the complaints that are here.")
def demo(
    *,
    seed: int,
    complaints: int,
    until: datetime | None,
    small: bool,
    learned: bool,
    force_add: bool,
) -> None:
    """Load an invented company with a year of complaints."""
    if Complaint.objects.exists() and not force_add:
        raise click.ClickException(
            "There are complaints here already. Use an empty database (another ZHUANJI_VAR), "
            "or add the demo to them with --force-add."
        )
    end = timezone.make_aware(until) if until else timezone.now()
    number, started = SMALL if small else complaints, monotonic()
    click.echo(f"{GROUP} moves in with {number} complaints …")
    load(seed=seed, number=number, until=end, learned=learned)
    click.echo(f"  done in {monotonic() - started:.0f} s")
    _keep_logins()


@transaction.atomic
def load(*, seed: int, number: int, until: datetime, learned: bool = False) -> Ledger:
    """Hire the company unless it is here, live through its year, write it.

    Unless it has `learned` in that year, the worker trains its first model minutes later.
    """
    year = Year(until, timezone.get_default_timezone())
    company = _company() or hire(at=until - timedelta(days=400))
    _write_playbook(company, at=until - timedelta(days=399))
    begin_reassessment(at=until - timedelta(days=399))
    ledger = Ledger(agents=company.having(Role.AGENT))
    world = World(Random(seed), year, company, ledger)  # noqa: S311 - a story, no secret
    tales = invent_tales(world, number)
    lives = [WholeLife(world, tale).steps() for tale in tales]
    let_pass(world, [*lives, reviewing(world), *([learning(world)] if learned else [])])
    write_ledger(ledger, at=until)
    hand_in_records(world, tales)
    find_neighbours(ledger, at=until)
    set_people_up(company, until=until)
    tell_of_the_last_day(until=until)
    os.sync()  # the files of the evidence, which were stored one by one without waiting
    while assess_complaints(at=until, most=1000):
        pass
    return ledger


def _write_playbook(company: Company, *, at: datetime) -> None:
    """The group's three trades have categories of their own."""
    body = with_trades(playbook_in_use().body, _TRADES)
    if body != playbook_in_use().body:
        lead = company.people["lead"].actor
        put_playbook_into_use(by=lead, at=at, body=body, reason=_WHY)


def _company() -> Company | None:
    if not User.objects.filter(username=LOGINS[0]).exists():
        return None
    people = {person.username: person for person in User.objects.select_related("department")}
    return Company({place.code: place for place in Department.objects.all()}, people)


def _keep_logins() -> None:
    lines = [f"  Demo logins, all with the password {PASSWORD}:", "  " + " · ".join(LOGINS)]
    text = "\n".join(lines) + "\n"
    Path(settings.VAR, "demo-logins.txt").write_text(text, encoding="utf-8")
    click.echo(text)
