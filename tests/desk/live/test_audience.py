from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.cast import chen, department, lin, logistics, wang_complains, wu, zhou
from zhuanji.desk.live.audience import News, living, shares
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db


def session_of(user: User | None) -> str:
    client = Client()
    session = client.session
    if user:
        client.force_login(user)
        session = client.session
    session.save()
    return str(session.session_key)


def test_a_session_tells_who_is_behind_it() -> None:
    keys = [session_of(lin()), session_of(chen())]

    assert living(keys, at=timezone.now()) == {keys[0]: lin().actor, keys[1]: chen().actor}


def test_nobody_is_behind_a_session_that_has_ended() -> None:
    nobody, expired, closed, renamed = (session_of(u) for u in (None, lin(), zhou(), chen()))
    Session.objects.filter(session_key=expired).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    User.objects.filter(pk=zhou().pk).update(is_active=False)
    with_new_password = chen()
    with_new_password.set_password("another one")
    with_new_password.save()

    assert living([nobody, expired, closed, renamed, "", "unknown"], at=timezone.now()) == {}


def test_asking_costs_the_same_for_one_and_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    keys = [session_of(user) for user in (lin(), chen(), wu())]

    for asked in (keys[:1], keys):
        with django_assert_num_queries(2):
            living(asked, at=timezone.now())


def test_everybody_hears_of_the_complaints_they_may_read_and_of_no_other() -> None:
    ours = wang_complains(place=department())
    theirs = wang_complains(place=logistics())
    mine = wang_complains(place=logistics(), owner=chen())
    one, other, own = (f"complaint-{complaint.pk}" for complaint in (ours, theirs, mine))
    news = News({one: 10, other: 12, own: 11, "customer-1": 13})

    assert shares([lin().actor, chen().actor, wu().actor], news) == {
        lin().actor: {one: 10, other: 12, own: 11, "customer-1": 13, "list": 12},
        chen().actor: {one: 10, own: 11, "list": 11},
        wu().actor: {other: 12, own: 11, "list": 12},
    }


def test_news_about_nothing_they_may_read_are_silence() -> None:
    hidden = wang_complains(place=logistics())
    news = News({f"complaint-{hidden.pk}": 5, "token-1": 6, "complaint-x": 7, "complaint-0": 8})

    assert shares([chen().actor], news) == {chen().actor: {}}


def test_sorting_out_costs_one_query_at_most(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    news = News({f"complaint-{wang_complains(place=department()).pk}": 1 for _ in range(3)})
    listeners = [(0, [lin(), zhou()]), (1, [lin(), chen()]), (1, [chen(), wu(), lin()])]

    for queries, people in listeners:
        actors = [person.actor for person in people]
        with django_assert_num_queries(queries):
            shares(actors, news)
