"""Everything the site knows of a person with an account, for that person: on a page, and as a file."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wolscan.accounts.devices import device_of
from wolscan.audit import record
from wolscan.models import Event, OutgoingMail, User
from wolscan.privacy.words import event_in_words, mail_in_words, subject_in_words

#: Of events and mails, the newest so many are shown on the page; the file has all.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the page: rows with the same columns. ``columns`` gives the words above them by their key."""

    key: str
    title: str
    columns: Mapping[str, str]
    rows: list[dict[str, Any]]
    note: str = ""
    #: What makes readable words of a value, by its key; the file keeps the value itself.
    words: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The rows as a page shows them: the heading of each cell, and its text."""
        return [[(name, self._text(key, row[key])) for key, name in self.columns.items()] for row in self.rows[:SHOWN]]

    def _text(self, key: str, value: Any) -> str:
        return self.words[key](value) if key in self.words and value else _shown(value)

    @property
    def is_longer(self) -> bool:
        return len(self.rows) > SHOWN


#: Gets the person, and whether that person is the reader: an administrator sees no content of scans.
Teller = Callable[[User, bool], Iterable[Part]]
_tellers: list[Teller] = []


def tells(teller: Teller) -> None:
    """Adds what an app knows of people; apps do so when they are ready."""
    _tellers.append(teller)


def parts_about(person: User, *, is_self: bool) -> list[Part]:
    """All that is known of a person, part by part."""
    found = [part for teller in [_account, _signing_in, *_tellers, _traces] for part in teller(person, is_self)]
    return [part for part in found if part.rows]


def export_person(*, person: User, by: User) -> str:
    """The same as JSON; that it was taken along is recorded."""
    parts = parts_about(person, is_self=person == by)
    record("person_exported", actor=by, subject=person, count=sum(len(part.rows) for part in parts))
    content = {"made_at": timezone.now()} | {part.key: part.rows for part in parts}
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _account(person: User, is_self: bool) -> Iterator[Part]:
    columns = {"name": _("Name"), "email": _("Mail address"), "since": _("Account since"), "last": _("Last signed in")}
    row = {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "since": person.date_joined,
        "last": person.last_login,
        "open": person.is_active,
        "guides_seen": person.guides_seen,
    }
    yield Part("account", _("Account"), columns, [row])
    columns = {"role": _("Role"), "organisation": _("Organisation"), "location": _("Location")}
    yield Part("roles", _("Roles"), columns, list(_roles(person)))


def _roles(person: User) -> Iterator[dict[str, Any]]:
    for role in person.memberships.select_related("organisation", "location__organisation").order_by("pk"):
        place = role.location
        yield {
            "role": str(role.get_role_display()),
            "organisation": str(role.organisation or (place and place.organisation) or ""),
            "location": str(place or ""),
            "deputy": role.is_deputy,
        }


def _signing_in(person: User, is_self: bool) -> Iterator[Part]:
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    means = Authenticator.objects.filter(user=person).order_by("pk")
    rows = [{"type": str(row.get_type_display()), "since": row.created_at, "last": row.last_used_at} for row in means]
    columns = {"type": _("Kind"), "since": _("Since"), "last": _("Last used")}
    yield Part("second_step", _("Second step"), columns, rows, _("The secret of a second step is not shown."))
    devices = UserSession.objects.filter(user=person).order_by("-last_seen_at")
    columns = {"user_agent": _("Browser"), "ip": _("IP address"), "last_seen_at": _("Last seen")}
    rows = list(devices.values("user_agent", "ip", "created_at", "last_seen_at"))
    yield Part("devices", _("Devices"), columns, rows, words={"user_agent": device_of})


def _traces(person: User, is_self: bool) -> Iterator[Part]:
    mails = OutgoingMail.objects.filter(to__iexact=person.email).order_by("-queued_at")
    columns = {"template": _("Kind of mail"), "at": _("When"), "state": pgettext("of a mail", "State")}
    rows = [
        {"template": mail.template, "at": mail.sent_at or mail.queued_at, "state": str(mail.get_state_display())}
        for mail in mails
    ]
    note = _("The text of a mail is not kept.")
    yield Part("mails", _("Mails"), columns, rows, note, {"template": mail_in_words})
    own, about = f"user:{person.pk}", {"at": _("When"), "name": _("What"), "subject": _("To what")}
    for key, title, found in (
        ("events", _("What was done with this account"), Event.objects.filter(actor=own)),
        ("events_about", _("What others did with this account"), Event.objects.filter(subject=own).exclude(actor=own)),
    ):
        rows = list(found.order_by("-at", "-pk").values("at", "name", "subject"))
        yield Part(key, title, about, rows, words={"name": event_in_words, "subject": subject_in_words})


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d-%m-%Y %H:%M}"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
