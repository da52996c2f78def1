"""The lines of the event log, as a page shows them and as a file for a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wolscan.audit import record
from wolscan.models import Event, Membership, User
from wolscan.privacy.queries import Wanted, events, names_of
from wolscan.privacy.words import event_in_words, group_in_words, kind_in_words, page_in_words, subject_in_words
from wolscan.spreadsheets import csv_text

#: What of an event is shown: numbers and names of things, never a word that somebody typed or a level.
SHOWN = {
    "page": gettext_lazy("page"),
    "role": pgettext_lazy("of a person", "role"),
    "group": gettext_lazy("group"),
    "count": gettext_lazy("how many"),
    "lines": gettext_lazy("lines"),
    "file": gettext_lazy("file"),
    "on": gettext_lazy("day"),
}
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    at: datetime
    who: str
    kind: str
    what: str
    about: str
    subject: str
    more: str


def lines(found: Iterable[Event]) -> list[Line]:
    """Events in words, with the names of those who have an account now. One query."""
    rows = list(found)
    names = names_of({row.actor for row in rows} | {row.subject for row in rows})
    return [_line(row, names) for row in rows]


def _line(event: Event, names: Mapping[str, str]) -> Line:
    return Line(
        at=event.at,
        who=_who(event.actor, names),
        kind=kind_in_words(event),
        what=event_in_words(event.name),
        about=names.get(event.subject) or subject_in_words(event.subject),
        subject=event.subject,
        more=_more(event),
    )


def _who(actor: str, names: Mapping[str, str]) -> str:
    if actor == "system":
        return _("the system")
    return names.get(actor) or _("somebody whose account is gone (%(key)s)") % {"key": actor}


def _more(event: Event) -> str:
    """What is shown of the detail; the page only where it is not what the event is about."""
    shown = {key: name for key, name in SHOWN.items() if _is_plain(event.detail.get(key))}
    if event.subject.startswith("page:"):
        shown.pop("page", None)
    return ", ".join(f"{name}: {_word(key, event.detail[key])}" for key, name in shown.items())


def _word(key: str, value: object) -> object:
    if key == "page":
        return page_in_words(str(value))
    if key == "group":
        return group_in_words(str(value))
    if key == "on":
        return _day(str(value))
    roles = dict(Membership._meta.get_field("role").choices or ())
    return roles.get(str(value), value) if key == "role" else value


def _day(text: str) -> str:
    """A day as people write it."""
    try:
        return date_format(date.fromisoformat(text), "j F Y")
    except ValueError:
        return text


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int) and value != "" and not isinstance(value, bool)


def log_file(*, wanted: Wanted, by: User) -> Iterator[str]:
    """The same as CSV, piece by piece; that it was taken along is recorded before the first line goes."""
    found = events(wanted)
    record("event_log_exported", actor=by, subject="event_log", lines=found.count())
    return _written(found)


def _written(found: QuerySet[Event]) -> Iterator[str]:
    yield "\ufeff" + csv_text([[_("When"), _("Who"), _("Kind"), _("What"), _("About what"), _("Key"), _("More")]])
    piece: list[Event] = []
    for event in found.iterator(chunk_size=AT_ONCE):
        piece.append(event)
        if len(piece) == AT_ONCE:
            yield csv_text(_cells(line) for line in lines(piece))
            piece = []
    yield csv_text(_cells(line) for line in lines(piece))


def _cells(line: Line) -> list[str]:
    when = timezone.localtime(line.at).isoformat(sep=" ", timespec="seconds")
    return [when, line.who, line.kind, line.what, line.about, line.subject, line.more]
