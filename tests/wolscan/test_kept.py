"""Parts of a page that are rendered once: the same text for the same values, and nothing of the rest of the page."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from wolscan.templatetags import kept


def render(template, **context):
    return template.render(Context(context))


def test_only_what_is_given_is_there():
    template = Template("{% kept number=page.number %}{{ number }}{{ person }}{{ page }}{{ csrf_token }}{% endkept %}")

    assert render(template, page={"number": 3}, person="Anna", csrf_token="geheim") == "3"


def test_is_rendered_once_for_each_value():
    seen = []
    template = Template("{% kept key=key %}<p>{{ key }}</p>{% endkept %}")
    node = template.nodelist[0]
    render_once = node.nodelist.render
    node.nodelist.render = lambda context: seen.append(context["key"]) or render_once(context)

    texts = [render(template, key=key) for key in ("een", "twee", "een", "twee")]

    assert texts == ["<p>een</p>", "<p>twee</p>", "<p>een</p>", "<p>twee</p>"]
    assert seen == ["een", "twee"]


def test_each_language_has_its_own():
    template = Template("{% load i18n %}{% kept %}{% translate 'Sign out' %}{% endkept %}")
    texts = []
    for language in ("nl", "en", "nl"):
        with override(language):
            texts.append(render(template))

    assert texts == ["Uitloggen", "Sign out", "Uitloggen"]


def test_values_are_escaped_and_gaps_are_small():
    template = Template("{% kept text=text %}<p>\n    <b>{{ text }}</b>  a  </p>{% endkept %}")

    assert render(template, text="<i>") == "<p>\n<b>&lt;i&gt;</b>  a  </p>"


def test_values_without_end_do_not_pile_up(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    template = Template("{% kept key=key %}{{ key }}{% endkept %}")

    assert [render(template, key=key) for key in range(6)] == list("012345")
    assert len(template.nodelist[0].kept) == 3


def test_takes_names_and_values_only():
    with pytest.raises(TemplateSyntaxError):
        Template("{% kept page %}{% endkept %}")
