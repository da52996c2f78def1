"""*Wat te doen bij een ernstig issue*: what it means, what the provider must do itself, and a line of follow-up."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.definitions import load
from questionnaires.merging import Given
from questionnaires.models import SeriousIssue
from questionnaires.presenters import tr
from questionnaires.queries import scan_warned_of
from scoring.conversation.access import Seat
from scoring.conversation.forms import TextForm
from scoring.conversation.presenters import value_word
from scoring.conversation.queries import serious_issues, table_of
from scoring.conversation.serious import ChangedMeanwhile, follow_up
from scoring.conversation.views.table import at_the_table, only_who_leads


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_table(for_council=False, find=scan_warned_of)
def serious(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The serious issues of a scan; the location writes what it does about each, also after sending in."""
    if request.method != "POST":
        return _page(request, seat)
    only_who_leads(seat)
    issue = SeriousIssue.objects.filter(scan=seat.scan, topic=request.POST.get("topic", "")).first()
    if issue is None:
        raise Http404
    form = TextForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, issue, form, status=422)
    try:
        text = form.cleaned_data["text"].strip()
        follow_up(issue=issue, text=text, seen=form.cleaned_data["seen"], by=request.user)
    except ChangedMeanwhile as changed:
        return _page(request, seat, issue, form, standing=changed.standing, status=409)
    messages.success(request, _("Saved what you do about it."))
    return redirect("serious_issues", scan=seat.scan.pk)


def _page(
    request: HttpRequest,
    seat: Seat,
    issue: SeriousIssue | None = None,
    form: TextForm | None = None,
    *,
    standing: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """``issue`` is the one whose ``form`` was not saved; ``standing`` is what a colleague wrote there meanwhile."""
    table, titles = table_of(seat.scan), load(seat.scan.questionnaire).topics
    rows = [
        {
            "issue": found,
            "title": tr(titles[found.topic].title),
            "now": value_word(table, table.topics[found.topic].in_force),
            "text": form.data.get("text", "") if form and found == issue else found.follow_up,
            "seen": form.data.get("seen", "")
            if status == 422 and form and found == issue
            else Given(note=found.follow_up).fingerprint,
            "errors": form.errors.get("text", []) if form and found == issue else [],
            "standing": standing if found == issue else None,
        }
        for found in serious_issues(seat.scan)
    ]
    context = {"scan": seat.scan, "seat": seat, "rows": rows, "has_errors": status != 200}
    return render(request, "conversation/serious.html", context, status=status)
