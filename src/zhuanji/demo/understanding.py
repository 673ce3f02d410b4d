"""What triage would have known at each moment of the year: its own engine, the ledger for its files."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from zhuanji.triage.actions.audit import LATELY as DRAWN_FROM
from zhuanji.triage.actions.audit import NEW
from zhuanji.triage.auditing import enough_for_least, lot_of, share_to_draw
from zhuanji.triage.deciding.assessing import Around, Assessed, text_of
from zhuanji.triage.inputs import Tools, tools_in_use
from zhuanji.triage.learning import TextModel
from zhuanji.triage.models import (
    Assessment,
    AuditCase,
    Confirmation,
    Learning,
    ModelVersion,
    Reassessment,
)
from zhuanji.triage.queries.around import JUDGED_READ, LATELY, YEAR
from zhuanji.triage.queries.learning import InUse

if TYPE_CHECKING:
    from zhuanji.complaints.models import Complaint
    from zhuanji.customers.models import Purchase

HEAD = "category"
"""What a model learns."""


@dataclass
class Understanding:
    """Rows of triage, and what it asks the files for when it assesses."""

    assessments: dict[int, Assessment] = field(default_factory=dict)
    confirmations: list[Confirmation] = field(default_factory=list)
    heads: dict[int, set[str]] = field(default_factory=dict)  # decided by people, by complaint
    audits: dict[int, AuditCase] = field(default_factory=dict)
    versions: list[ModelVersion] = field(default_factory=list)
    passes: list[Reassessment] = field(default_factory=list)
    learning: Learning | None = None
    bought: dict[int, list["Purchase"]] = field(default_factory=lambda: defaultdict(list))
    received: list[datetime] = field(default_factory=list)  # in their order
    came: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    files: Counter[int] = field(default_factory=Counter)
    verdicts: dict[str, list[tuple[datetime, int, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _tools: Tools | None = None

    @property
    def tools(self) -> Tools:
        if self._tools is None:
            self._tools = replace(tools_in_use(), past=self._past)
        return self._tools

    def use(self, version: ModelVersion, precision: float) -> None:
        """Let this model propose from now on."""
        model = TextModel.from_bytes(bytes(version.blob))
        learned = InUse(version.number, model, model.margin_for(precision))
        self._tools = replace(self.tools, learned=learned)

    def arrived(self, complaint: "Complaint") -> None:
        """Note that it came, and from whom."""
        insort(self.received, complaint.received_at)
        self.came[complaint.customer_id or 0].append(complaint.received_at)

    def is_drawn(self, complaint: "Complaint", *, at: datetime) -> bool:
        """Say whether the lot falls on it, as for every complaint assessed for the first time."""
        if not complaint.is_open or complaint.received_at < at - NEW:
            return False
        chosen = Learning(head=HEAD)
        share, least = chosen.audit_share, chosen.audit_least
        lately = len(self.received) - bisect_left(self.received, at - DRAWN_FROM)
        enough = min(lately, enough_for_least(share, least))
        return lot_of(complaint.number, HEAD) < share_to_draw(share, least, lately=enough)

    def judged(self, complaint: "Complaint") -> None:
        """Note a verdict that is in force."""
        told = (complaint.received_at, complaint.pk, complaint.verdict)
        insort(self.verdicts[complaint.category], told)

    def assess(self, complaint: "Complaint", *, at: datetime) -> Assessed:
        (assessed,) = self.tools.assess(
            [text_of(complaint.subject, complaint.account, complaint.demand)],
            read_at=[complaint.occurred_at or complaint.received_at],
            known=[self._around(complaint, at)],
        )
        return assessed

    def _around(self, complaint: "Complaint", at: datetime) -> Around:
        customer = complaint.customer_id or 0
        since, year = complaint.received_at - LATELY, (at - YEAR).date()
        bought = [one for one in self.bought[customer] if one.bought_on >= year]
        return Around(
            tier=complaint.customer.tier if complaint.customer else "standard",
            paid=sum(one.amount_fen for one in bought) / 100,
            purchases=len(bought),
            earlier=sum(since <= came < complaint.received_at for came in self.came[customer]),
            files=self.files[complaint.pk],
            has_order=bool(complaint.order_number),
        )

    def _past(self, category: str) -> dict[str, int]:
        latest = self.verdicts[category][-JUDGED_READ:]
        return dict(Counter(verdict for _received, _pk, verdict in latest))
