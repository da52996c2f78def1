"""Good practices ready to be shown: a card, the filters of the library, and what is proposed for a scan."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.definitions import Questionnaire
from questionnaires.presenters import tr
from scoring.followup.library import Practice, for_topic
from scoring.practices.searching import Sought
from wolscan.pages import other_query


@dataclass(frozen=True, slots=True)
class Card:
    """A good practice in the language of the page. ``themes`` and ``topics`` pair a key with its title."""

    key: str
    url: str
    title: str
    summary: str
    first_step: str
    note: str
    organisation: str
    source: str
    evidence: str
    who: str
    contact: str
    last_checked: date
    themes: list[tuple[str, str]]
    topics: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter as a link."""

    name: str
    query: str
    is_chosen: bool


def card(practice: Practice, questionnaire: Questionnaire) -> Card:
    """A practice with the titles of its themes and topics, as far as this questionnaire knows them."""
    themes = {theme.key: theme for theme in questionnaire.themes}
    topics = questionnaire.topics
    return Card(
        key=practice.key,
        url=reverse("practice", kwargs={"key": practice.key}),
        title=tr(practice.title),
        summary=tr(practice.summary),
        first_step=tr(practice.first_step),
        note=tr(practice.note) if practice.note else "",
        organisation=practice.organisation,
        source=f"{practice.source} ({practice.year})",
        evidence=_("Experience of a location, not a proven effect."),
        who=_who(practice.scope),
        contact=practice.contact,
        last_checked=practice.last_checked,
        themes=[(key, tr(themes[key].title)) for key in practice.themes if key in themes],
        topics=[(key, tr(topics[key].title)) for key in practice.topics if key in topics],
    )


def _who(scope: str) -> str:
    return {
        "team": _("A team can do this itself."),
        "organisation": _("This needs the organisation."),
        "region": _("This needs partners in the region."),
    }[scope]


def theme_choices(questionnaire: Questionnaire, sought: Sought) -> list[Choice]:
    """All themes as links that keep the words somebody typed."""
    everything = Choice(_("All themes"), _query(sought.text), not sought.theme)
    return [everything] + [
        Choice(f"{theme.number}. {tr(theme.title)}", _query(sought.text, theme.key), theme.key == sought.theme)
        for theme in questionnaire.themes
    ]


def topic_choices(questionnaire: Questionnaire, sought: Sought) -> list[Choice]:
    """The topics of the chosen theme that have a practice, as links; none while no theme is chosen."""
    if not sought.theme:
        return []
    everything = Choice(_("All topics"), _query(sought.text, sought.theme), not sought.topic)
    return [everything] + [
        Choice(tr(topic.title), _query(sought.text, sought.theme, topic.key), topic.key == sought.topic)
        for topic in questionnaire.theme(sought.theme).topics
        if topic.key == sought.topic or for_topic(topic.key)
    ]


def _query(text: str, theme: str = "", topic: str = "") -> str:
    return other_query(QueryDict(), q=text, thema=theme, onderwerp=topic).rstrip("&")
