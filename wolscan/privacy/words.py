"""The words of the event log: every event and every kind of thing by name, in the language of the page."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wolscan.models import Event
from wolscan.privacy.event_words import EVENTS
from wolscan.privacy.mail_words import MAILS
from wolscan.privacy.page_words import PAGES
from wolscan.privacy.queries import CHANGED, EXPORTED, OVERRULED, PURGED, REFUSED, VIEWED, kind_of_event

KINDS: Final[Mapping[str, str | Promise]] = {
    VIEWED: pgettext_lazy("kind of event", "Seen"),
    EXPORTED: pgettext_lazy("kind of event", "Taken along"),
    REFUSED: pgettext_lazy("kind of event", "Refused"),
    OVERRULED: pgettext_lazy("kind of event", "Overruled"),
    PURGED: pgettext_lazy("kind of event", "Cleared away"),
    CHANGED: pgettext_lazy("kind of event", "Changed"),
}
SUBJECTS: Final[Mapping[str, str | Promise]] = {
    "scan": gettext_lazy("a scan"),
    "location": gettext_lazy("a location"),
    "user": gettext_lazy("a person"),
    "application": gettext_lazy("an application"),
    "match": gettext_lazy("two locations brought together"),
    "job": gettext_lazy("work in the background"),
    "snapshot": gettext_lazy("figures"),
    "period": gettext_lazy("a period"),
    "retention": gettext_lazy("a class of data"),
    "staffingroster": gettext_lazy("a roster"),
}


def kind_in_words(event: Event) -> str:
    return str(KINDS[kind_of_event(event.name, event.detail)])


def event_in_words(name: str) -> str:
    """What happened; an event that is not known here shows its own name."""
    known = EVENTS.get(name)
    return str(known) if known else name.replace("_", " ")


def page_in_words(name: str) -> str:
    """What a page is called; one that is not known here, for it is there no more, shows its own name."""
    known = PAGES.get(name)
    return str(known) if known else name.replace("_", " ")


#: How groups of people who take part are called, by whoever knows them.
_groups: list[Callable[[str], str]] = []


def groups_called(name_of: Callable[[str], str]) -> None:
    """Declares who knows the names of groups; it gives an empty text for a key that is no group."""
    _groups.append(name_of)


def group_in_words(key: str) -> str:
    """What a group is called; one that nobody knows shows its own key."""
    return next((found for name_of in _groups if (found := name_of(key))), key)


def mail_in_words(template: str) -> str:
    """What kind of mail it was; one that is sent no more shows its own name."""
    known = MAILS.get(template)
    return str(known) if known else template.replace("_", " ")


def subject_in_words(subject: str) -> str:
    """*a scan (1b9d…)*: enough to tell things apart; the whole key stands beside it in the file."""
    model, divided, key = subject.partition(":")
    if model == "page":
        return page_in_words(key)
    known = SUBJECTS.get(model)
    if not (divided and known):
        return subject.replace("_", " ")
    return _("%(thing)s (%(key)s)") % {"thing": known, "key": key if len(key) < 30 else f"{key[:8]}…"}
