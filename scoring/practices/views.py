"""The library of good practices, and the page on which an adviser chooses from it for a scan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires.definitions import load, versions
from questionnaires.models import Scan
from questionnaires.queries import may, scan_to_read
from scoring.practices.forms import RecommendForm, SearchForm
from scoring.practices.presenters import card, theme_choices, topic_choices
from scoring.practices.proposals import Proposals, packed
from scoring.practices.queries import CHOOSING, low_of, recommended
from scoring.practices.searching import Sought, found, known, practice_of
from scoring.practices.services import DecidedAlready, recommend
from wolscan.models import User
from wolscan.pages import other_query
from wolscan.permissions import Permission

PAGE = 10


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The library, to search by words and to narrow by theme and topic."""
    questionnaire = load(versions()[-1])
    form = SearchForm(request.GET, questionnaire=questionnaire)
    sought = form.sought
    page = Paginator(found(sought, get_language() or "nl"), PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        "form": form,
        "sought": sought,
        "themes": theme_choices(questionnaire, sought),
        "topics": topic_choices(questionnaire, sought),
        "page": page,
        "cards": [card(practice, questionnaire) for practice in page.object_list],
        "pages": other_query(request.GET, "bladzijde"),
    }
    return render(request, "practices/library.html", context)


@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """One good practice."""
    told = practice_of(key)
    if told is None:
        raise Http404
    return render(request, "practices/practice.html", {"card": card(told, load(versions()[-1]))})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendations(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The adviser chooses practices for a scan; from the decision on the choice is fixed."""
    scan_found = _scan_to_guide(request.user, scan)
    if request.method != "POST":
        return _page(request, scan_found, None, {})
    form = RecommendForm(request.POST)
    if not form.is_valid():
        return _page(request, scan_found, form, {}, status=422)
    try:
        merged = recommend(scan=scan_found, seen=form.cleaned_data["seen"], typed=form.typed, by=request.user)
    except DecidedAlready:
        scan_found.refresh_from_db(fields=["state"])
        messages.error(request, _("The scan was confirmed meanwhile, so your choice was not saved. It stands below."))
        return _page(request, scan_found, form, {}, status=409)
    if merged.conflicts:
        return _page(request, scan_found, form, merged.conflicts, status=409)
    messages.success(request, _("Saved which good practices you recommend."))
    return redirect(request.get_full_path())


def _scan_to_guide(user: User, scan: UUID) -> Scan:
    found_scan = scan_to_read(user, scan)
    if not may(user, Permission.GUIDE, found_scan):
        raise Http404
    return found_scan


def _page(
    request: HttpRequest, scan: Scan, form: RecommendForm | None, conflicts: dict[str, Any], status: int = 200
) -> HttpResponse:
    low = low_of(scan)
    if low is None:
        raise Http404
    standing = recommended(scan)
    text = request.GET.get("q", "").strip()[:100]
    by_words = [p for p in _search(text) if p.key not in standing]
    chosen = [p for key in standing if (p := known(key)) is not None]
    context = {
        "scan": scan,
        "form": form,
        "text": text,
        "nothing_found": bool(text) and not by_words,
        "sections": Proposals(low, standing, form, conflicts).sections(by_words, chosen),
        "seen": form.data.get("seen", "") if status == 422 and form else packed(standing),
        "conflicts": conflicts,
        "may_choose": scan.state in CHOOSING,
        "count": len(standing),
    }
    return render(request, "practices/recommendations.html", context, status=status)


def _search(text: str) -> list[Any]:
    return list(found(Sought(text=text), get_language() or "nl"))[:PAGE] if text else []
