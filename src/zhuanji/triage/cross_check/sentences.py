"""A discrepancy in one sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.triage.cross_check.comparing import Difference

NAMES: dict[str, Promise] = {
    "order_number": _("Order number"),
    "model": _("Model"),
    "batch": _("Batch"),
    "paid": _("Amount paid"),
    "refunded": _("Amount refunded"),
    "asked_back": _("Refund asked for"),
    "product": _("Product"),
    "not_delivered": _("Delivery"),
    "not_shipped": _("Dispatch"),
    "not_refunded": _("Refund"),
    "waited": _("Days until delivery"),
    "ordered_at": _("Day of the order"),
    "paid_at": _("Day of payment"),
    "shipped_at": _("Day of dispatch"),
    "delivered_at": _("Day of delivery"),
    "refunded_at": _("Day of the refund"),
}
_SENTENCES: dict[str, Promise] = {
    "order_number": _("The customer names order %(said)s, which no record knows; the nearest is %(value)s."),
    "model": _("The customer names model %(said)s; the record says %(value)s."),
    "batch": _("The customer names batch %(said)s; the record says %(value)s."),
    "paid": _("The customer speaks of having paid %(said)s; the record says %(value)s yuan."),
    "refunded": _("The customer speaks of a refund of %(said)s; the record says %(value)s yuan."),
    "asked_back": _("The customer asks for %(said)s back; the record says %(value)s yuan were paid."),
    "product": _("The customer speaks of %(said)s; the order is of %(value)s."),
    "not_delivered": _("The customer says “%(said)s”; the record says it was delivered: %(value)s."),
    "not_shipped": _("The customer says “%(said)s”; the record says it was dispatched: %(value)s."),
    "not_refunded": _("The customer says “%(said)s”; the record says it was refunded: %(value)s."),
    "waited": _("The customer says “%(said)s”; by the record it took %(value)s days."),
    "ordered_at": _("The customer says “%(said)s” of the order; the record says %(value)s."),
    "paid_at": _("The customer says “%(said)s” of the payment; the record says %(value)s."),
    "shipped_at": _("The customer says “%(said)s” of the dispatch; the record says %(value)s."),
    "delivered_at": _("The customer says “%(said)s” of the delivery; the record says %(value)s."),
    "refunded_at": _("The customer says “%(said)s” of the refund; the record says %(value)s."),
}  # fmt: skip


def sentence_of(difference: Difference) -> str:
    """Return what the customer says and what the record says instead."""
    words = {"said": difference.claim.text, "value": difference.value}
    return str(_SENTENCES[difference.claim.what]) % words
