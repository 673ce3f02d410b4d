"""One file of two, and two of one again, exactly."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.cast import MONDAY, lin, wang_complains, zhou
from tests.customers.files import customer, everything, ways
from zhuanji.complaints.actions import customers as on_file
from zhuanji.complaints.queries import count_of, list_complaints, read_filter
from zhuanji.customers.actions import (
    AlreadyMerged,
    NotTheNewest,
    change_customer,
    merge_customers,
    undo_merge,
)
from zhuanji.customers.actions.merging import MERGEABLE
from zhuanji.customers.models import Customer, Merge
from zhuanji.customers.queries import files_of, get_customer, merges_of
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Stale
from zhuanji.language.normalise import clean_text

pytestmark = pytest.mark.django_db
BOTH = frozenset(MERGEABLE)


def two() -> tuple[Customer, Customer]:
    return customer(phone="13800138000"), customer("王建国（旧号）", phone="13911112222")


def merged(kept: Customer, absorbed: Customer, *take: str) -> Merge:
    return merge_customers(
        by=zhou().actor, at=MONDAY, kept=kept, absorbed=absorbed, take=frozenset(take)
    )


def undone(merge: Merge) -> None:
    undo_merge(by=zhou().actor, at=MONDAY, merge=merge)


def test_each_field_comes_from_the_file_that_was_chosen() -> None:
    kept, other = two()
    words = {"tier": "vip", "notes": "旧档案", "special_needs": "听力不便"}
    change_customer(by=lin().actor, at=MONDAY, customer=other, **words)
    merged(kept, other, "special_needs", "tier")
    kept.refresh_from_db()

    assert (kept.name, kept.tier, kept.notes, kept.special_needs) == (
        "王建国",
        "vip",
        "",
        "听力不便",
    )


def test_both_phones_find_the_file_that_stays() -> None:
    kept, other = two()
    merged(kept, other)

    assert [customer("", phone=phone) for phone in ("13800138000", "13911112222")] == [kept, kept]
    assert (ways(kept), ways(other)) == (["+8613800138000", "+8613911112222"], [])
    assert (get_customer(other.pk), files_of(kept)) == (kept, [kept.pk, other.pk])


def test_their_complaints_show_together_and_are_found_by_either_phone() -> None:
    one, two_ = (
        wang_complains(customer={"name": "王建国", "phone": phone})
        for phone in ("13800138000", "13911112222")
    )
    assert one.customer
    assert two_.customer
    by = zhou().actor
    merge = on_file.merge_customers(
        by=by, at=MONDAY, kept=one.customer, absorbed=two_.customer, take=frozenset()
    )

    def found(phone: str) -> set[int]:
        wanted = read_filter({"search": [phone]})
        return {row.pk for row in list_complaints(by, wanted, at=MONDAY).rows}

    assert count_of(files_of(one.customer), actor=by).total == 2
    assert found("13800138000") == {one.pk, two_.pk}
    assert found("13911112222") >= {two_.pk}
    on_file.undo_merge_of_customers(by=by, at=MONDAY, merge=merge)
    assert [found("13800138000"), found("13911112222")] == [{one.pk}, {two_.pk}]


def test_both_stories_tell_of_the_merge_and_of_its_undoing() -> None:
    kept, other = two()
    undone(merged(kept, other))

    told = Entry.objects.filter(kind__startswith="customers.").values_list("about", "kind")
    assert sorted(told) == sorted(
        (f"customer/{pk}", kind)
        for pk in (kept.pk, other.pk)
        for kind in ("customers.merged", "customers.unmerged")
    )


def test_what_was_changed_by_hand_since_the_merge_stays() -> None:
    kept, other = two()
    merge = merged(kept, other, "name")
    change_customer(by=lin().actor, at=MONDAY, customer=kept, name="王建军", notes="已核实")
    undone(merge)
    kept.refresh_from_db()

    assert (kept.name, kept.notes) == ("王建军", "已核实")


def test_a_file_merged_twice_or_with_itself_is_refused() -> None:
    (kept, other), third = two(), customer("赵六", phone="13700001111")
    merged(kept, other)

    for one, two_ in ((kept, other), (third, other), (other, third), (third, kept), (kept, kept)):
        with pytest.raises(AlreadyMerged):
            merged(one, two_)


def test_merges_are_undone_newest_first_and_once() -> None:
    (kept, other), third = two(), customer("赵六", phone="13700001111")
    before = everything()
    first, second = merged(kept, other, "name"), merged(kept, third, "name")
    with pytest.raises(NotTheNewest):
        undone(first)
    assert merges_of(kept) == [second, first]
    undone(second)
    undone(first)
    with pytest.raises(Stale):
        undone(first)

    assert (everything(), merges_of(kept)) == (before, [])


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(str.strip)
FIELDS = st.fixed_dictionaries(
    {
        "name": TEXT,
        "tier": st.sampled_from(Customer.Tier.values),
        "language": st.sampled_from(["zh-hans", "en"]),
        "preferred_channel": st.sampled_from(["", *Customer.Way.values]),
        "preferences": TEXT,
        "special_needs": TEXT,
        "notes": TEXT,
    }
)
PHONES = st.lists(st.integers(0, 99_999_999), max_size=3, unique=True)


class Exactly(TestCase):
    """Undoing a merge leaves every word of both files as it was, whatever was chosen."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        ours=FIELDS,
        theirs=FIELDS,
        phones=PHONES,
        take=st.frozensets(st.sampled_from(MERGEABLE)),
    )
    def test_a_merge_is_undone(
        self, ours: dict[str, str], theirs: dict[str, str], phones: list[int], take: frozenset[str]
    ) -> None:
        pair = customer(phone="13800138000"), customer("李梅", phone="13911112222")
        by = zhou().actor
        for file, fields in zip(pair, (ours, theirs), strict=True):
            change_customer(by=by, at=MONDAY, customer=file, **fields)
        for number in phones:
            customer("", phone=f"136{number:08}", email="")
        before = everything()
        merge = merged(*pair, *take)
        kept = Customer.objects.get(pk=pair[0].pk)

        chosen = {name: (theirs if name in take else ours)[name] for name in MERGEABLE}
        assert {name: getattr(kept, name) for name in MERGEABLE} == _kept(chosen)
        undone(merge)
        assert everything() == before


def _kept(chosen: dict[str, str]) -> dict[str, str]:
    return {name: clean_text(value).strip() for name, value in chosen.items()}
