"""The pages of the programme office: periods, making and publishing figures, and the tables."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questionnaires.presenters import tr
from scoring.domain.disclosure_model import BREAKDOWNS, COUNTRY, NL
from scoring.models import Snapshot
from scoring.publication.forms import PeriodForm, Wanted
from scoring.publication.listing import period_rows
from scoring.publication.presenters import Book
from scoring.publication.queries import snapshot_to_see
from scoring.publication.tables import as_csv
from scoring.publication.words import breakdown_name, exclusion_name, group_name, group_names
from wolscan.audit import record
from wolscan.dates import today
from wolscan.models import User
from wolscan.permissions import Permission, can_everywhere


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    """The periods with their figures; a POST opens a period."""
    from scoring.publication.services import NameTaken, TooClose, open_period

    _only_who_publishes(request.user)
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            period = open_period(**form.cleaned_data, by=request.user)
        except NameTaken:
            form.add_error("name", _("There is a period with this name already. Choose another name."))
        except TooClose:
            words = _(
                "Choose a day at least five months from that of every other period: figures appear per half-year."
            )
            form.add_error("counted_on", words)
        else:
            messages.success(request, _("%(name)s is open.") % {"name": period.name})
            return redirect("figures")
    context = {"rows": period_rows(today()), "form": form}
    return render(request, "publication/list.html", context, status=422 if form.errors else 200)


@require_POST
def make_figures(request: HttpRequest, on: date) -> HttpResponse:
    """Has the figures of a period's day made in the background."""
    from scoring.publication import services

    _only_who_publishes(request.user)
    try:
        job = services.ask_for_snapshot(on=on, by=request.user)
    except services.NoPeriod as absent:
        raise Http404 from absent
    except services.DayNotOver:
        messages.error(request, _("This day is not over yet. Choose today or an earlier day."))
    except services.SeriesGoesForward:
        messages.error(request, _("Figures of this day or a later one are published already; choose a later day."))
    else:
        return redirect("job", job=job.pk)
    return redirect("figures")


@require_POST
def publish_figures(request: HttpRequest, on: date) -> HttpResponse:
    """Publishes a draft."""
    from scoring.publication import services

    snapshot = _to_see(request.user, on)
    try:
        services.publish_snapshot(snapshot=snapshot, by=request.user)
    except services.AlreadyPublished:
        messages.info(request, _("These figures were published already."))
    except services.MixedData:
        messages.error(request, services.REFUSALS[services.MixedData])
    except (services.SeriesGoesForward, services.MadeBefore):
        messages.error(
            request, _("Other figures were published meanwhile. Make these again, so that they are checked together.")
        )
    else:
        messages.success(request, _("The figures are published. They do not change any more."))
    return redirect("figures_on", on=on)


@require_safe
def figures_on(request: HttpRequest, on: date) -> HttpResponse:
    """The tables of a day; of a draft only how much is shown and hidden."""
    snapshot = _to_see(request.user, on)
    book = Book(snapshot)
    context = {"snapshot": snapshot, "left_out": _left_out(snapshot), "account": book.account()}
    if snapshot.published_at is None:
        return render(request, "publication/draft.html", context)
    wanted = Wanted(request.GET, [theme.key for theme in book.asked.themes])
    context |= {
        "wanted": wanted,
        "breakdowns": [(key, breakdown_name(key)) for key in BREAKDOWNS],
        "legend": book.legend(),
    }
    page, more = _country(book) if wanted.breakdown == COUNTRY else _broken_down(book, wanted, request.path)
    return render(request, page, context | more)


def _country(book: Book) -> tuple[str, dict[str, Any]]:
    return "publication/country.html", {
        "themes": book.themes(COUNTRY, NL),
        "tiers": book.tiers(COUNTRY, NL),
        "differences": book.differences(COUNTRY, NL),
        "funnel": book.funnel(COUNTRY, NL),
        "transition": book.transition(),
        "topics": book.topics(),
    }


def _broken_down(book: Book, wanted: Wanted, path: str) -> tuple[str, dict[str, Any]]:
    def url(**choice: str) -> str:
        return f"{path}?{urlencode({'per': wanted.breakdown} | choice)}"

    groups = book.groups(wanted.breakdown)
    context = {"breakdown": breakdown_name(wanted.breakdown), "groups_url": url()}
    if wanted.group not in {group.key for group in groups}:
        themes = [
            (theme.key == wanted.theme, f"{theme.number}. {tr(theme.short)}", url(thema=theme.key))
            for theme in book.asked.themes
        ]
        table = book.by_group(wanted.breakdown, wanted.theme, lambda group: url(groep=group))
        return "publication/groups.html", context | {"theme_links": themes, "table": table}
    return "publication/group.html", context | {
        "name": group_name(wanted.breakdown, wanted.group, group_names(wanted.breakdown)),
        "themes": book.themes(wanted.breakdown, wanted.group),
        "tiers": book.tiers(wanted.breakdown, wanted.group),
        "differences": book.differences(wanted.breakdown, wanted.group),
        "funnel": book.funnel(wanted.breakdown, wanted.group),
    }


@require_safe
def figures_csv(request: HttpRequest, on: date) -> HttpResponse:
    """All tables of published figures in one file."""
    snapshot = _to_see(request.user, on)
    if snapshot.published_at is None:
        raise Http404
    record("figures_downloaded", actor=request.user, subject=snapshot)
    response = HttpResponse(as_csv(snapshot, None), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="wolscan-cijfers-{on.isoformat()}.csv"'
    return response


def _left_out(snapshot: Snapshot) -> list[tuple[str, int]]:
    return [(exclusion_name(why), count) for why, count in sorted(snapshot.excluded.items())]


def _only_who_publishes(user: User) -> None:
    if not can_everywhere(user, Permission.PUBLISH):
        raise Http404


def _to_see(user: User, on: date) -> Snapshot:
    _only_who_publishes(user)
    found = snapshot_to_see(on)
    if found is None:
        raise Http404
    return found
