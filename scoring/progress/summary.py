"""What stands at the front of the report: the few figures that people ask for first."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from questionnaires.presenters import tr
from scoring.domain import disclosure_model as model
from scoring.domain.tiers import EXTRA, INTENSIVE
from scoring.progress.shapes import Fact
from scoring.progress.tables import low_count
from scoring.publication.presenters import Book


def facts(book: Book) -> Iterator[Fact]:
    """The summary. What rests on a hidden row is left out."""
    tiers = {row["key"]: row for row in book.rows(model.TIER, model.COUNTRY, model.NL) if row["n"]}
    if decided := tiers.get(model.DECIDED):
        yield Fact(_("Locations in these figures"), _("about %(n)s") % {"n": decided["n"]})
    rows = [row for row in book.rows(model.THEMES, model.COUNTRY, model.NL) if row["n"]]
    if rows:
        low = max(rows, key=lambda row: low_count(row) / row["n"])
        high = min(rows, key=lambda row: low_count(row) / row["n"])
        yield Fact(_("Most often a point of attention or a serious issue"), _share(book, low, low_count(low)))
        yield Fact(_("Most often neutral or in order"), _share(book, high, high["n"] - low_count(high)))
    if decided and {EXTRA, INTENSIVE} <= decided["cells"].keys():
        count = sum(decided["cells"][tier]["count"] for tier in (EXTRA, INTENSIVE))
        yield Fact(_("Extra or intensive support decided"), _of(count, decided["n"]))


def _share(book: Book, row: Mapping[str, Any], count: int) -> str:
    return f"{tr(book.asked.theme(row['key']).short)}: {_of(count, row['n'])}"


def _of(count: int, n: int) -> str:
    return _("%(count)s of %(n)s locations (%(percent)s%%)") % {
        "count": count,
        "n": n,
        "percent": round(100 * count / n),
    }
