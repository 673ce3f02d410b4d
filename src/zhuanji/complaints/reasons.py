"""Which reasons carry which verdict: nobody is granted a complaint for a reason to refuse it."""

from zhuanji.complaints.models import Judgement, Verdict

_Reason = Judgement.Reason
_GRANTING = (_Reason.FACTS_CONFIRMED, _Reason.PART_CONFIRMED)
FITTING: dict[Verdict, tuple[Judgement.Reason, ...]] = {
    Verdict.UPHELD: (_Reason.FACTS_CONFIRMED,),
    Verdict.PARTLY: (_Reason.PART_CONFIRMED, _Reason.FACTS_CONFIRMED),
    Verdict.NOT_UPHELD: tuple(one for one in _Reason if one not in _GRANTING),
}
