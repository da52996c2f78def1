"""The files that can be imported: which columns each has, what they are called and what goes into them.

One definition drives the templates to download, the reading of the files, and the explanation on the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ORGANISATIONS, LOCATIONS, ADVISERS = "organisaties", "locaties", "adviseurs"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key`` is its heading, ``others`` are headings that mean the same."""

    key: str
    others: tuple[str, ...]
    is_needed: bool
    explanation: Any
    example: str


@dataclass(frozen=True, slots=True)
class FileForm:
    """What a file of one kind looks like."""

    key: str
    title: Any
    columns: tuple[Column, ...]

    def heading(self, written: str) -> str | None:
        """The column that a heading stands for, in any case."""
        plain = " ".join(written.casefold().replace("_", " ").split())
        for column in self.columns:
            if plain in {column.key.replace("_", " "), *column.others}:
                return column.key
        return None


_KEY = Column(
    "kenmerk",
    ("key", "sleutel", "id"),
    False,
    _("Your own number or code. With it, a row is found again when its name has changed."),
    "4711",
)
_NAME_OF_ORGANISATION = _("Name of the organisation. No two organisations have the same name.")

FORMS: Mapping[str, FileForm] = {
    form.key: form
    for form in (
        FileForm(
            ORGANISATIONS,
            _("Organisations"),
            (
                _KEY,
                Column(
                    "organisatie", ("organisation", "naam", "name"), True, _NAME_OF_ORGANISATION, "Stichting De Hof"
                ),
            ),
        ),
        FileForm(
            LOCATIONS,
            _("Locations"),
            (
                _KEY,
                Column(
                    "organisatie",
                    ("organisation",),
                    True,
                    _("Name or key of an organisation that is known. Import organisations first."),
                    "Stichting De Hof",
                ),
                Column("locatie", ("location", "naam", "name"), True, _("Name of the location."), "De Linde"),
                Column("plaats", ("place", "town"), True, _("Town or village."), "Zutphen"),
                Column("regio", ("region", "zorgkantoorregio"), True, _("A region, in any usual spelling."), "Twente"),
                Column("bewoners", ("residents",), False, _("Number of residents, 1 to 2000."), "64"),
                Column("woongroepen", ("living groups",), False, _("Number of living groups, 1 to 200."), "8"),
                Column("kleinschalig", ("small scale",), False, _("ja or nee."), "ja"),
                Column(
                    "doelgroepen",
                    ("target groups",),
                    False,
                    _(
                        "One or more of pg, somatiek, gerontopsychiatrie, korsakov, jonge-mensen-met-dementie, "
                        "with a comma between them."
                    ),
                    "pg, somatiek",
                ),
                Column(
                    "gesloten_op",
                    ("closed on",),
                    False,
                    _("The day on which the location closed, such as 31-12-2026. Empty for a location that is open."),
                    "",
                ),
            ),
        ),
        FileForm(
            ADVISERS,
            _("Advisers"),
            (
                Column("naam", ("name",), True, _("First name and surname."), "Anna Adviseur"),
                Column(
                    "e-mail", ("email", "mail", "mailadres"), True, _("Mail address to sign in with."), "a@example.org"
                ),
                Column("actief", ("active",), False, _("nee closes the account, ja opens it again."), "ja"),
            ),
        ),
    )
}
