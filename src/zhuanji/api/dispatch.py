"""Who fits a complaint best, giving it to them with the reasons, and when people are away."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import AwareDatetime, BaseModel, Field

from zhuanji.api import schemas
from zhuanji.api.acts import STAND, stand_now
from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.api.schemas.words import Words
from zhuanji.complaints.actions import decide_keeper
from zhuanji.complaints.policies import require_may_assign
from zhuanji.complaints.queries import get_complaint
from zhuanji.complaints.registration import Strict
from zhuanji.dispatch import actions, queries
from zhuanji.dispatch.models import Absence
from zhuanji.dispatch.policies import require_may_keep_people
from zhuanji.dispatch.words import reasons
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.staff.models import User
from zhuanji.staff.queries import get_person, names_of

router = Router(tags=["arranging"])
absences = Router(tags=["absences"])


class ReasonsShown(BaseModel):
    """Why somebody was chosen, as facts and in words."""

    terms: list[str] = Field(
        description="What spoke for them, the most first: skill, load, continuity, success, calm, department, grave."
    )
    sentences: list[str] = Field(description="In the language of Accept-Language.")
    load: float | None = Field(description="What they carried then.")
    capacity: float | None = Field(description="What they carry well.")
    candidates: int | None = Field(description="How many might have had it.")
    next: int | None = Field(description="Who would have been next.")
    next_sentence: str


class SuggestionShown(BaseModel):
    owner: int
    name: str
    cost: float = Field(description="The lower the more suitable; comparable within one answer.")
    reasons: ReasonsShown


class Suggestions(BaseModel):
    items: list[SuggestionShown] = Field(description="The most suitable first.")


class DispatchGiven(Strict):
    owner: int | None = Field(
        default=None, description="Somebody by id; whoever fits best if null."
    )


class Dispatched(BaseModel):
    owner: int
    reasons: ReasonsShown


class StepBackGiven(Strict):
    person: int = Field(description="Who is not impartial, by id.")
    reason: Words
    concerned: bool = Field(
        default=False, description="The complaint is about them: they do not see it either."
    )


class KeeperGiven(Strict):
    person: int = Field(description="Who keeps it, by id.")
    reason: Words


class AbsenceGiven(Strict):
    person: int = Field(description="Who is away, by id.")
    begins_at: AwareDatetime
    ends_at: AwareDatetime
    deputy: int | None = Field(
        default=None, description="Who stands in; whoever fits best if null."
    )
    note: str = Field(default="", max_length=200)


class AbsenceShown(BaseModel):
    id: int
    person: int
    begins_at: AwareDatetime
    ends_at: AwareDatetime
    deputy: int | None
    note: str
    handed_at: AwareDatetime | None = Field(description="When open complaints were handed over.")
    handed: int = Field(description="How many those were.")
    ended_at: AwareDatetime | None = Field(description="When it was called off or ended earlier.")


class Absences(BaseModel):
    items: list[AbsenceShown]


@router.get("/{number}/suggestions", response={200: Suggestions, **refusals(403, 404)})
def suggest_owners(request: Machine, number: str) -> Suggestions:
    """Ask who would fit this complaint best, and why. Nothing is changed."""
    complaint = get_complaint(number, actor=request.actor)
    require_may_assign(request.actor, complaint)
    found = queries.suggestions(complaint, at=timezone.now())
    followers = {one.why["next"]["person"] for one in found if one.why.get("next")}
    names = names_of(people=followers, departments=())
    return Suggestions(
        items=[
            SuggestionShown(
                owner=one.person,
                name=one.name,
                cost=round(one.cost, 1),
                reasons=_reasons(one.why, names),
            )
            for one in found
        ]
    )


@router.post("/{number}/dispatch", response={200: Dispatched, **refusals(403, 404, 409, 422)})
def dispatch_complaint(request: Machine, number: str, given: DispatchGiven) -> Dispatched:
    """Give it to whoever fits best, or to somebody named, with the reasons on record."""
    complaint = get_complaint(number, actor=request.actor)
    chosen = actions.assign_complaint(
        by=request.actor, at=timezone.now(), complaint=complaint, person=given.owner
    )
    follower = (chosen.why.get("next") or {}).get("person")
    names = names_of(people=[follower] if follower else [], departments=())
    return Dispatched(owner=chosen.user_id, reasons=_reasons(chosen.why, names))


@router.post("/{number}/step-back", response=STAND)
def step_back(request: Machine, number: str, given: StepBackGiven) -> schemas.Stand:
    """Put on record that a colleague is not impartial; whoever fits best takes it over."""
    complaint = get_complaint(number, actor=request.actor)
    actions.recuse(by=request.actor, at=timezone.now(), complaint=complaint, **given.model_dump())
    return stand_now(request, number)


@router.post("/{number}/keeper", response=STAND)
def decide_who_keeps_it(request: Machine, number: str, given: KeeperGiven) -> schemas.Stand:
    """Decide for good who keeps a complaint that was handed on too often."""
    complaint = get_complaint(number, actor=request.actor)
    decide_keeper(by=request.actor, at=timezone.now(), complaint=complaint, **given.model_dump())
    return stand_now(request, number)


@absences.get("/absences", response={200: Absences, **refusals(403)})
def list_absences(request: Machine) -> Absences:
    """List when people are away, the latest first, up to 200."""
    require_may_keep_people(request.actor)
    return Absences(items=[_absence(one) for one in queries.absences_of()])


@absences.post("/absences", response={201: AbsenceShown, **refusals(403, 404, 422)})
def enter_absence(request: Machine, given: AbsenceGiven) -> Status[AbsenceShown]:
    """Say that somebody will be away, say from a roster; it is handed over when it begins."""
    require_may_keep_people(request.actor)
    entered = actions.enter_absence(
        by=request.actor,
        at=timezone.now(),
        user=_person("person", given.person),
        deputy=None if given.deputy is None else _person("deputy", given.deputy),
        begins_at=given.begins_at,
        ends_at=given.ends_at,
        note=given.note,
    )
    return Status(201, _absence(entered))


@absences.post("/absences/{absence}/end", response={200: AbsenceShown, **refusals(403, 404, 409)})
def end_absence(request: Machine, absence: int) -> AbsenceShown:
    """Call an absence off, or end it earlier; what was handed over stays where it is."""
    require_may_keep_people(request.actor)
    found = queries.get_absence(absence)
    return _absence(actions.end_absence(by=request.actor, at=timezone.now(), absence=found))


def _reasons(why: Any, names: Any) -> ReasonsShown:
    said, facts = reasons(why, names), why.get("facts", {})
    return ReasonsShown(
        terms=list(why.get("for", ())),
        sentences=said.lines,
        load=facts.get("load"),
        capacity=facts.get("capacity"),
        candidates=why.get("of"),
        next=(why.get("next") or {}).get("person"),
        next_sentence=said.following,
    )


def _absence(one: Absence) -> AbsenceShown:
    return AbsenceShown(
        id=one.pk, person=one.user_id, begins_at=one.begins_at, ends_at=one.ends_at,
        deputy=one.deputy_id, note=one.note, handed_at=one.handed_at, handed=one.handed,
        ended_at=one.ended_at,
    )  # fmt: skip


def _person(field: str, pk: int) -> User:
    try:
        return get_person(pk)
    except DomainError as nobody:
        raise Invalid({field: _("There is no such colleague.")}) from nobody
