"""The progress report of a snapshot as one context: the page and the PDF show the same."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from questionnaires.definitions import Level
from scoring.domain import disclosure_model as model
from scoring.models import Period, Snapshot
from scoring.progress import chapters, tables
from scoring.progress.chapters import Words
from scoring.progress.national import client_ratings, employer_indicators
from scoring.progress.shapes import Chapter, Figure
from scoring.progress.summary import facts
from scoring.publication.presenters import Book
from scoring.publication.shapes import TableView
from scoring.publication.words import exclusion_name

#: The themes that have a chapter of their own.
_STAFFING, _INFORMATION = "personeelssamenstelling", "informatie"


def report_context(snapshot: Snapshot, words: Words, *, is_pdf: bool = False) -> dict[str, Any]:
    """Everything the templates of the report need, in the language of the moment."""
    writer = Writer(snapshot, words, get_language() or "nl")
    return {
        "snapshot": snapshot,
        "period": Period.objects.filter(counted_on=snapshot.on).first(),
        "introduction": writer.remark(chapters.INTRODUCTION),
        "facts": list(facts(writer.book)),
        "chapters": list(writer.chapters()),
        "legend": writer.legend,
        "all_topics": writer.book.topics(),
        "left_out": [(exclusion_name(why), left) for why, left in sorted(snapshot.excluded.items())],
        "account": writer.book.account(),
        "is_pdf": is_pdf,
    }


class Writer:
    """Writes the chapters; figures are numbered as they come."""

    def __init__(self, snapshot: Snapshot, words: Words, language: str) -> None:
        self.book, self.words, self.language = Book(snapshot), words, language
        self.legend = self.book.legend()
        self._numbers = count(1)

    def remark(self, chapter: str) -> str:
        return chapters.words_of(self.words, chapter, self.language)

    def chapters(self) -> Iterator[Chapter]:
        """All chapters that have a number, in the order of the progress report."""
        writers: dict[str, Callable[[], dict[str, Any]]] = {
            chapters.THEMES: self._themes,
            chapters.TOPICS: self._topics,
            chapters.STAFFING: self._staffing,
            chapters.INFORMATION: self._information,
            chapters.SUPPORT: self._support,
            chapters.TAKING_PART: self._taking_part,
            chapters.REPEAT: self._repeat,
            chapters.REGIONS: self._regions,
        }
        for number, (key, write) in enumerate(writers.items(), start=1):
            yield Chapter(key, number, chapters.chapter_title(key), self.remark(key), **write())

    def _figure(self, title: str, table: TableView, legend: Sequence[Level] = (), **more: Any) -> Figure:
        return Figure(next(self._numbers), title, table, legend=legend, **more)

    def _themes(self) -> dict[str, Any]:
        table = self.book.themes(model.COUNTRY, model.NL)
        return {"figures": [self._figure(_("Themes by level, the whole country"), table, self.legend)]}

    def _topics(self) -> dict[str, Any]:
        note = _(
            "Best are the topics with the largest share of locations at neutral or better; lowest those with the "
            "largest share at a point of attention or worse."
        )
        named = list(tables.named_topics(self.book))
        title = _("Topics that go best and topics that are lowest, per theme")
        return {
            "figures": [Figure(next(self._numbers), title, legend=self.legend, named=named)],
            "notes": [note],
        }

    def _staffing(self) -> dict[str, Any]:
        table = tables.topics_of(self.book, _STAFFING)
        figure = self._figure(_("Topics of the theme staffing, by level"), table, self.legend)
        return {"figures": [figure], "national": [employer_indicators()]}

    def _information(self) -> dict[str, Any]:
        table = tables.topics_of(self.book, _INFORMATION)
        figure = self._figure(_("Topics of the theme use of information, by level"), table, self.legend)
        return {"figures": [figure], "national": [client_ratings()]}

    def _support(self) -> dict[str, Any]:
        table = tables.support(self.book)
        notes = self.book.differences(model.COUNTRY, model.NL)
        figure = self._figure(_("Support: proposed and decided"), table, tables.tier_legend([table]), notes=notes)
        return {"figures": [figure]}

    def _taking_part(self) -> dict[str, Any]:
        table = self.book.funnel(model.COUNTRY, model.NL)
        return {"figures": [self._figure(_("Locations per step, the whole country"), table)] if table else []}

    def _repeat(self) -> dict[str, Any]:
        title = _("First scan and repeat scan of the same locations")
        return {"figures": [self._figure(title, self.book.transition(), self.legend)]}

    def _regions(self) -> dict[str, Any]:
        support = tables.support_by(self.book, model.ZORGKANTOOR)
        figures = [*self._by_zorgkantoor(), *self._by_region()]
        legend = tables.tier_legend([support])
        figures.append(self._figure(_("Support as decided, by zorgkantoor"), support, legend))
        figures.append(self._figure(_("Taking part, by zorgkantoor"), tables.funnel_by(self.book, model.ZORGKANTOOR)))
        return {"figures": figures, "notes": self._without_figures()}

    def _by_zorgkantoor(self) -> Iterator[Figure]:
        """One figure a theme; the legend stands at the first."""
        for place, theme in enumerate(self.book.asked.themes):
            table = self.book.by_group(model.ZORGKANTOOR, theme.key, _no_link)
            title = _("%(theme)s, by zorgkantoor") % {"theme": table.title}
            yield self._figure(title, table, () if place else self.legend)

    def _by_region(self) -> Iterator[Figure]:
        """One figure a theme, of the regions that have figures; none where all are hidden."""
        for theme in self.book.asked.themes:
            table = tables.with_figures(self.book.by_group(model.REGION, theme.key, _no_link))
            if table.rows:
                yield self._figure(_("%(theme)s, by region") % {"theme": table.title}, table)

    def _without_figures(self) -> list[str]:
        """The regions that have no figures of their own in any theme."""
        names = [group.name for group in self.book.groups(model.REGION) if not group.is_shown]
        if not names:
            return []
        return [_("Regions without figures of their own: %(names)s.") % {"names": ", ".join(names)}]


def _no_link(_group: str) -> str:
    return ""
