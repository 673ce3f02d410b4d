"""When two complaints are one matter. Pure."""

from dataclasses import dataclass

from zhuanji.triage.neighbours.weights import Likeness

SAME_CUSTOMER, SAME_ORDER, SAME_NAME = "same_customer", "same_order", "same_name"
SAME_PRODUCT, SAME_WORDS, LIKE_WORDS = "same_product", "same_words", "like_words"
SAYS_AGAIN = "says_again"
BY_PERSON = frozenset({SAME_CUSTOMER, SAME_NAME})
"""Reasons that say who complained: not for readers from whom that is kept."""

_RETOLD = 0.25  # cosine from which one customer tells one matter
_RETOLD_SHORTLY = 0.4  # overlap, for a call of one sentence about a long letter
_RETOLD_OF_PRODUCT = 0.15  # cosine, when the product is the same too
_COPIED = 0.55  # cosine from which two strangers tell it in the same words
_COPIED_SHORTLY = 0.75
_LIKE = 0.3  # cosine from which somebody should have a look
_LIKE_SHORTLY = 0.5


@dataclass(frozen=True)
class Agreement:
    """In what two complaints agree."""

    likeness: Likeness
    customer: bool = False
    order: bool = False
    name: bool = False
    product: bool = False
    again: bool = False  # of the same thing, and one says that it is not the first time

    @property
    def is_copied(self) -> bool:
        return self.likeness.cosine >= _COPIED or (
            self.likeness.overlap >= _COPIED_SHORTLY and self.likeness.cosine >= _LIKE
        )

    @property
    def is_like(self) -> bool:
        return self.likeness.cosine >= _LIKE or self.likeness.overlap >= _LIKE_SHORTLY

    @property
    def is_retold(self) -> bool:
        cosine, overlap = self.likeness.cosine, self.likeness.overlap
        least = _RETOLD_OF_PRODUCT if self.product else _RETOLD
        return cosine >= least or overlap >= _RETOLD_SHORTLY

    @property
    def is_one_matter(self) -> bool:
        """The same order; the same person, of whom it may be a coincidence, in like words.

        Or the same person who speaks of the same product and says that it is not the first time.
        """
        if self.order or (self.customer and self.again):
            return True
        return self.is_retold and (self.customer or (self.name and self.product))

    @property
    def reasons(self) -> list[str]:
        said = (
            (SAME_ORDER, self.order),
            (SAME_CUSTOMER, self.customer),
            (SAME_NAME, self.name and not self.customer),
            (SAME_PRODUCT, self.product),
            (SAYS_AGAIN, self.customer and self.again),
            (SAME_WORDS, self.is_copied),
            (LIKE_WORDS, not self.is_copied and self.likeness.cosine >= _LIKE),
        )
        return [reason for reason, holds in said if holds]
