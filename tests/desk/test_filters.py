from datetime import datetime, timedelta

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import Stage
from zhuanji.desk import filters

NOON = timezone.make_aware(datetime(2026, 3, 3, 12, 0))  # noqa: DTZ001 - made aware


def test_when_is_a_time_element_with_the_exact_moment() -> None:
    with override("zh-hans"):
        shown = filters.when(NOON - timedelta(minutes=3), NOON)

    assert shown == (
        '<time datetime="2026-03-03T11:57:00+08:00" title="2026-03-03 11:57"'
        ' data-spoken="near">3 分钟前</time>'
    )


def test_what_never_happened_is_empty() -> None:
    assert (filters.when(None), filters.moment(None)) == ("", "")


@pytest.mark.parametrize(
    ("hours_left", "level"),
    [
        (6, "calm"),
        (5, "soon"),
        (3, "soon"),
        (2.5, "late"),
        (0.1, "late"),
        (0, "over"),
        (-9, "over"),
    ],
)
def test_urgency_is_the_share_of_the_time_that_is_used(hours_left: float, level: str) -> None:
    due = NOON + timedelta(hours=hours_left)

    assert filters.urgency(due, due - timedelta(hours=10), NOON) == level


def test_a_deadline_without_length_is_over_when_it_is_reached() -> None:
    assert filters.urgency(NOON, NOON, NOON + timedelta(seconds=1)) == "over"


def test_paragraphs_are_escaped_and_keep_their_lines() -> None:
    shown = filters.paragraphs("第一行\r\n<script>二</script>\n\n\n第二段\n")

    assert shown == (
        '<p dir="auto">第一行<br>&lt;script&gt;二&lt;/script&gt;</p><p dir="auto">第二段</p>'
    )


@pytest.mark.parametrize(
    ("length", "words"),
    [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KB"), (26_214_400, "25 MB"), (2**41, "2048 GB")],
)
def test_file_sizes_are_short(length: int, words: str) -> None:
    assert filters.file_size(length) == words


def test_numbers_are_grouped() -> None:
    assert filters.number(1234567) == "1,234,567"


def test_a_query_is_changed_without_losing_the_rest() -> None:
    request = RequestFactory().get(
        "/", {"search": "扣费", "stage": ["received", "judged"], "cursor": "x"}
    )

    changed = filters.with_query(request, stage=["closed"], cursor=None, order="due")

    assert changed == "?search=%E6%89%A3%E8%B4%B9&stage=closed&order=due"


class Form(forms.Form):
    words = forms.CharField(max_length=3)
    kind = forms.ChoiceField(choices=[("a", "A")])
    sure = forms.BooleanField()


def test_a_control_keeps_what_was_typed_and_announces_what_is_wrong() -> None:
    form = Form({"words": "<too long>", "kind": "a", "sure": "on"})

    words, kind, sure = (filters.widget(form[name], placeholder="…") for name in form.fields)

    assert 'value="&lt;too long&gt;"' in words
    assert 'class="form-control is-invalid"' in words
    assert 'aria-invalid="true"' in words
    assert 'class="form-select"' in kind
    assert 'class="form-check-input"' in sure


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_choice_is_called_what_django_calls_it(language: str) -> None:
    with override(language):
        for stage in Stage:
            complaint = Complaint(stage=stage, verdict="")
            assert filters.label(complaint, "stage") == complaint.get_stage_display()
        assert filters.label(complaint, "verdict") == ""
