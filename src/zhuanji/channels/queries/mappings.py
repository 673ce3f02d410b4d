"""What the columns of a table probably mean: as somebody said before, else by their headings."""

from collections.abc import Sequence

from django.db.models import Case, IntegerField, When

from zhuanji.channels.models import RememberedMapping
from zhuanji.channels.spreadsheets.fields import OURS, bare, guess, signature
from zhuanji.kernel.actors import Actor


def offered_mapping(actor: Actor, header: Sequence[str]) -> tuple[dict[str, str], bool]:
    """Return field -> column, and whether it is remembered: one's own, else a colleague's last."""
    own = Case(When(person=actor.user_id, then=0), default=1, output_field=IntegerField())
    known = (
        RememberedMapping.objects.filter(signature=signature(header))
        .order_by(own, "-used_at")
        .first()
    )
    if known is None:
        return guess(header), False
    columns = {bare(name): name for name in header}
    return {f: columns[heading] for f, heading in known.fields.items() if heading in columns}, True


def is_ours(name: str) -> bool:
    """Whether it is the column of reasons that we add to refused rows."""
    return bare(name) in OURS
