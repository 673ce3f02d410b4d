import pytest
from django.db import IntegrityError

from tests import cast
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import FINISHED, NEXT, OPEN, IllegalMove, Stage, check_move


def test_every_stage_has_a_line_in_the_table() -> None:
    assert set(NEXT) == set(Stage)


@pytest.mark.parametrize(("start", "end"), [(start, end) for start in Stage for end in Stage])
def test_check_move_allows_exactly_the_table(start: Stage, end: Stage) -> None:
    if end in NEXT[start]:
        check_move(start, end)
        return
    with pytest.raises(IllegalMove):
        check_move(start, end)


def test_every_stage_can_be_reached_and_every_open_stage_can_end() -> None:
    reached, frontier = {Stage.RECEIVED}, {Stage.RECEIVED}
    while frontier:
        frontier = {end for start in frontier for end in NEXT[start]} - reached
        reached |= frontier
    assert reached == set(Stage)
    assert [stage for stage in OPEN if stage != Stage.ACCEPTED and not NEXT[stage] & FINISHED] == []


@pytest.mark.django_db
@pytest.mark.parametrize("stage", sorted(FINISHED))
def test_the_database_refuses_a_finished_complaint_without_its_moment(stage: Stage) -> None:
    complaint = cast.wang_complains()
    with pytest.raises(IntegrityError):
        Complaint.objects.filter(pk=complaint.pk).update(stage=stage)


@pytest.mark.django_db
def test_the_database_refuses_an_unknown_stage() -> None:
    complaint = cast.wang_complains()
    with pytest.raises(IntegrityError, match="complaint_stage_is_known"):
        Complaint.objects.filter(pk=complaint.pk).update(stage="lost")
