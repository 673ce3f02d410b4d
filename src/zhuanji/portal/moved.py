"""What a page says that was open too long: where the complaint is by now, in a customer's words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhuanji.complaints.stages import IllegalMove, Stage
from zhuanji.correspondence.models import Message
from zhuanji.kernel.errors import DomainError
from zhuanji.language.normalise import clean_text


def words_for(refusal: DomainError) -> str:
    """Why what was asked cannot be done, or not any more."""
    if not isinstance(refusal, IllegalMove):
        return str(refusal)
    known = {
        Stage.ANSWERED: _("We have answered your complaint."),
        Stage.ACCEPTED: _("You have told us before that you are content with our answer."),
        Stage.REJECTED: _(
            "You have told us before that you are not content; we are looking into it again."
        ),
        Stage.CLOSED: _("Your complaint is closed."),
        Stage.WITHDRAWN: _("You have taken your complaint back."),
        Stage.MERGED: _("Your complaint is handled together with another one."),
    }
    where = known.get(refusal.start, _("We are looking into your complaint."))
    return " ".join(
        [where, _("So this is not possible now; below is what you can do. Your words are kept.")]
    )


def was_done(refusal: IllegalMove, words: str, said: Iterable[Message]) -> bool:
    """Whether the same was asked before and has arrived: nobody needs to be refused then."""
    if refusal.start != refusal.end:
        return False
    if refusal.end != Stage.REJECTED:
        return True
    return clean_text(words).strip() in {message.body for message in said}
