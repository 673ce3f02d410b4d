import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override
from jinja2 import UndefinedError


def rendered(source: str, **words: object) -> str:
    return engines["jinja2"].from_string(source).render(words)


def test_everything_is_escaped() -> None:
    assert rendered("{{ name }}", name="<b>") == "&lt;b&gt;"


def test_what_is_put_into_a_sentence_is_escaped_too() -> None:
    with override("zh-hans"):
        shown = rendered('{{ _("Menu of %(name)s", name=name) }}', name="<b>")

    assert shown == "&lt;b&gt;的菜单"


def test_a_misspelt_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("{{ nmae }}", name="x")


def test_sentences_follow_the_language_of_each_reader() -> None:
    with override("en"):
        english = rendered("{% trans %}Sign in{% endtrans %}")
    with override("zh-hans"):
        chinese = rendered("{% trans %}Sign in{% endtrans %}")

    assert (english, chinese) == ("Sign in", "登录")


def test_addresses_are_made_from_names() -> None:
    assert (
        rendered('{{ url("desk:account") }}{{ url_if_there("desk:no_such") }}') == "/desk/account/"
    )


def test_a_form_can_be_sent() -> None:
    request = RequestFactory().get("/")

    page = engines["jinja2"].from_string("{{ csrf_input }}").render({}, request)

    assert page.startswith('<input type="hidden" name="csrfmiddlewaretoken" value="')
