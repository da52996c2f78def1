"""The retention table and its receipts in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wolscan.models import Receipt
from wolscan.privacy.table import DataClass, Due, Words, classes

HAPPENS = {
    "delete": gettext_lazy("is deleted"),
    "anonymise": gettext_lazy("names and addresses are taken out"),
    "at_once": gettext_lazy("is deleted at once"),
    "keep": "",
    "elsewhere": gettext_lazy("is deleted by whoever keeps the server"),
}
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Term:
    """A class of the table; ``count`` says how much of it goes next, nothing where the site does not do that."""

    kept: DataClass
    how_long: str
    happens: str
    count: int | None


def terms(due: Iterable[Due] = ()) -> list[Term]:
    """The whole table, in its order."""
    counts = {found.kept.key: found.count for found in due}
    return [Term(kept, how_long(kept), str(HAPPENS[kept.action]), counts.get(kept.key)) for kept in classes()]


def how_long(kept: DataClass) -> str:
    """*2 years*, *30 days*, or that there is no term."""
    if kept.days is None:
        return _("no longer than needed") if kept.action == "at_once" else _("as long as it is used")
    years, rest = divmod(kept.days, _YEAR)
    if years and rest <= years // 4 + 1:  # leap days
        return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    return ngettext("%(count)d day", "%(count)d days", kept.days) % {"count": kept.days}


@dataclass(frozen=True, slots=True)
class Proof:
    """A receipt with the name of its class."""

    receipt: Receipt
    name: Words | None


def receipts(found: Iterable[Receipt]) -> list[Proof]:
    names = {kept.key: kept.name for kept in classes()}
    return [Proof(receipt, names.get(receipt.what)) for receipt in found]
