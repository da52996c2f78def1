"""*Wat te doen bij een ernstig issue*: what it means, what the provider must do itself, and a line of follow-up."""

from collections.abc import Mapping
from typing import Any

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
from scoring.conversation.queries import Table, serious_issues, table_of
from scoring.conversation.serious import ChangedMeanwhile, follow_up
from scoring.conversation.views.table import at_the_table, only_who_leads
from wolscan.models import User

#: What was typed and not saved, by topic.
Typed = Mapping[str, TextForm]


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_table(for_council=False, find=scan_warned_of)
def serious(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The serious issues of a scan; the location writes what it does about each, also after sending in.

    They are saved together, so that no text is lost by saving the one above it.
    """
    if request.method != "POST":
        return _page(request, seat, {}, {})
    only_who_leads(seat)
    issues = [issue for issue in serious_issues(seat.scan) if f"{issue.topic}-text" in request.POST]
    if not issues:
        raise Http404
    forms = {issue.topic: TextForm(request.POST, prefix=issue.topic) for issue in issues}
    unsaved = {topic: form for topic, form in forms.items() if not form.is_valid()}
    standing = _save([issue for issue in issues if issue.topic not in unsaved], forms, request.user)
    if unsaved or standing:
        typed = unsaved | {topic: forms[topic] for topic in standing}
        return _page(request, seat, typed, standing, status=422 if unsaved else 409)
    messages.success(request, _("Saved what you do about it."))
    return redirect("serious_issues", scan=seat.scan.pk)


def _save(issues: list[SeriousIssue], forms: Typed, by: User) -> dict[str, str]:
    """Gives back, by topic, what a colleague wrote meanwhile."""
    standing = {}
    for issue in issues:
        given = forms[issue.topic].cleaned_data
        try:
            follow_up(issue=issue, text=given["text"].strip(), seen=given["seen"], by=by)
        except ChangedMeanwhile as changed:
            standing[issue.topic] = changed.standing
    return standing


def _page(
    request: HttpRequest, seat: Seat, typed: Typed, standing: Mapping[str, str], *, status: int = 200
) -> HttpResponse:
    """``typed`` is what was not saved; ``standing`` is what a colleague wrote there meanwhile."""
    table, titles = table_of(seat.scan), load(seat.scan.questionnaire).topics
    rows = [
        _row(table, issue, typed.get(issue.topic)) | {"title": tr(titles[issue.topic].title)}
        for issue in serious_issues(seat.scan)
    ]
    for row in rows:
        row["standing"] = standing.get(row["issue"].topic)
    context = {"scan": seat.scan, "seat": seat, "rows": rows, "has_errors": status != 200}
    return render(request, "conversation/serious.html", context, status=status)


def _row(table: Table, issue: SeriousIssue, form: TextForm | None) -> dict[str, Any]:
    kept = Given(note=issue.follow_up).fingerprint
    return {
        "issue": issue,
        "now": value_word(table, table.topics[issue.topic].in_force),
        "text": form["text"].value() if form else issue.follow_up,
        "seen": form["seen"].value() if form and form.errors else kept,
        "errors": form.errors.get("text", []) if form else [],
    }
