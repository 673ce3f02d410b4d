"""The lines of the list as one reader may see them."""

from dataclasses import dataclass

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.veil import person_veil
from zhuanji.kernel.actors import Actor
from zhuanji.language.masking import mask_name


@dataclass(frozen=True)
class Row:
    complaint: Complaint
    customer: str  # masked unless the reader sees the person; "" when nobody is known
    clear: bool

    def shown(self, name: str) -> str:
        """A field of free words, without other people's data for whoever may not see it."""
        words = str(getattr(self.complaint, name))
        return person_veil(self.complaint, clear=self.clear)(words)


def rows_for(complaints: list[Complaint], actor: Actor) -> list[Row]:
    return [Row(c, _customer(c, actor), clear=sees_personal(actor, c)) for c in complaints]


def _customer(complaint: Complaint, actor: Actor) -> str:
    customer = complaint.customer
    if customer is None:
        return ""
    name = (customer.merged_into or customer).name
    return name if sees_personal(actor, complaint) else mask_name(name)
