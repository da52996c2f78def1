"""Pages of the site itself: the start page, and what is shown when something is refused."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views.decorators.http import require_safe

from questionnaires.operations.tasks import office_tasks
from questionnaires.queries import locations_with_scans
from scoring.followup.tasks import plan_tasks
from scoring.worklist.views import worklist_context
from wolscan.dates import today
from wolscan.guiding.queries import guides_of
from wolscan.keeping import from_our_own_page, is_away, kept, not_now
from wolscan.permissions import scope
from wolscan.styleguide import sample_context


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person: own locations with their scan, and the work list of an adviser."""
    seen = scope(request.user)
    context = {
        "guides": guides_of(request.user),
        "locations": locations_with_scans(request.user) if seen.locations or seen.organisations else [],
        "work": worklist_context(request) if seen.adviser else None,
        "office": office_tasks(request.user),
        "scope": seen,
        "plan_tasks": plan_tasks(request.user, today()) if seen.locations else [],
    }
    return render(request, "home.html", context)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page that sent this was too old or not ours. What came from a page of ours is held out, to be sent again."""
    return render(request, "403_csrf.html", kept(request) if from_our_own_page(request) else {}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. When it is the database, what was typed stays on the screen, and trying again may help."""
    return not_now(request) if is_away() else HttpResponseServerError(render_to_string("500.html"))


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The living style page: every component in every state. Its samples are Dutch, so all of it is."""
    with override("nl"):
        return render(request, "styleguide/page.html", sample_context())
