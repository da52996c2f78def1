"""One action of the plan: writing it, changing it together, and removing it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.definitions import Theme
from questionnaires.merging import Given
from questionnaires.models import Scan
from questionnaires.presenters import tr
from scoring.followup import templates
from scoring.followup.access import Reader
from scoring.followup.forms import ActionForm
from scoring.followup.presenters import action_view
from scoring.followup.queries import PlanRows, plan_rows
from scoring.followup.services import (
    ChangedMeanwhile,
    ReasonChanged,
    TooManyPriorities,
    add_action,
    change_action,
    remove_action,
)
from scoring.followup.views.door import writes
from scoring.followup.views.plan import theme_of
from scoring.models import Action, Phase
from wolscan.dates import today

#: An example is something to try in two weeks.
TRY_DAYS = 14


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def plan_add(request: HttpRequest, reader: Reader, theme: str) -> HttpResponse:
    """A new action for a theme, empty or begun with an example."""
    rows = plan_rows(reader.scan)
    chosen = theme_of(rows.frozen, theme)
    form = _form(request, rows, chosen, None, _first_words(request, chosen))
    if request.method != "POST" or not form.is_valid():
        return _page(request, reader.scan, rows, form)
    return _save(request, reader, rows, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def plan_action(request: HttpRequest, reader: Reader, action: UUID) -> HttpResponse:
    """An action to change. One that was removed meanwhile comes back as a new one: nothing typed is lost."""
    rows = plan_rows(reader.scan)
    standing = next((row for row in rows.actions if row.pk == action), None)
    if standing is None:
        return _removed_meanwhile(request, reader, rows)
    theme = theme_of(rows.frozen, standing.theme)
    form = _form(request, rows, theme, standing, ActionForm.of(standing))
    if request.method != "POST" or not form.is_valid():
        return _page(request, reader.scan, rows, form, standing)
    return _save(request, reader, rows, form, standing)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def plan_remove(request: HttpRequest, reader: Reader, action: UUID) -> HttpResponse:
    """Asks once more before an action is removed."""
    rows = plan_rows(reader.scan)
    standing = next((row for row in rows.actions if row.pk == action), None)
    if standing is None:
        raise Http404
    context = {"scan": reader.scan, "action": action_view(rows, standing, today()), "revision": standing.revision}
    if request.method != "POST":
        return render(request, "followup/remove_action.html", context)
    revision = request.POST.get("revision", "")
    try:
        remove_action(
            scan=reader.scan, key=action, revision=int(revision) if revision.isdecimal() else -1, by=request.user
        )
    except ChangedMeanwhile:
        return render(request, "followup/remove_action.html", context | {"is_changed": True}, status=409)
    messages.success(request, _("The action is removed."))
    return redirect("plan", scan=reader.scan.pk)


def _form(
    request: HttpRequest, rows: PlanRows, theme: Theme, standing: Action | None, initial: dict[str, Any]
) -> ActionForm:
    others = sum(action.is_priority for action in rows.actions if action != standing)
    more = {"more_reason": rows.more_reason, "more_seen": Given(note=rows.more_reason).fingerprint}
    data = request.POST if request.method == "POST" else None
    return ActionForm(data, theme=theme, today=today(), other_priorities=others, initial=more | initial)


def _first_words(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    """What a new action begins with: a topic that was pointed at, or the words of an example."""
    initial = {"key": uuid4(), "topic": request.GET.get("onderwerp", ""), "phase": Phase.VISIE}
    example = templates.find(request.GET.get("voorbeeld", ""))
    if example is None or example.theme != theme.key:
        return initial
    lines = [tr(example.title), *(f"– {tr(step)}" for step in example.steps)]
    day = today() + timedelta(days=TRY_DAYS)
    return initial | {"topic": example.topic, "what": "\n".join(lines), "due_on": day, "template": example.key}


def _save(
    request: HttpRequest, reader: Reader, rows: PlanRows, form: ActionForm, standing: Action | None
) -> HttpResponse:
    given = {"scan": reader.scan, "words": form.words, "by": request.user, "more": form.more}
    try:
        if standing is None:
            add_action(key=form.new_key, **given)
        else:
            seen = form.cleaned_data["revision"]
            change_action(key=standing.pk, revision=-1 if seen is None else seen, **given)
    except TooManyPriorities:
        form.has_three = True
        return _refused(request, reader.scan, rows, form, standing)
    except ReasonChanged as changed:
        return _reason_changed(request, reader.scan, rows, form, standing, str(changed.standing))
    except (ChangedMeanwhile, Action.DoesNotExist) as changed:
        return _conflict(request, reader, form, getattr(changed, "standing", None))
    messages.success(request, _("The action is saved."))
    where = reverse("plan", kwargs={"scan": reader.scan.pk})
    return redirect(f"{where}#thema-{form.theme.key}")


def _refused(
    request: HttpRequest, scan: Scan, rows: PlanRows, form: ActionForm, standing: Action | None
) -> HttpResponse:
    form.add_error(
        "more_reason",
        _("There are three priorities already. Untick “This is a priority” here or at another action, or write why."),
    )
    return _page(request, scan, rows, form, standing)


def _reason_changed(
    request: HttpRequest, scan: Scan, rows: PlanRows, form: ActionForm, standing: Action | None, theirs: str
) -> HttpResponse:
    """Somebody else wrote why there are more priorities: both texts are on the page, and what was shown is renewed."""
    form.has_three = True
    _renew(form, more_seen=Given(note=theirs).fingerprint)
    form.add_error(
        "more_reason",
        _("Somebody else wrote here too: “%(text)s”. Put both together and save again.") % {"text": theirs},
    )
    return _page(request, scan, rows, form, standing, status=409)


def _conflict(request: HttpRequest, reader: Reader, form: ActionForm, theirs: Action | None) -> HttpResponse:
    """Two people changed one action: theirs stands above what was typed, and saving again settles it."""
    rows = plan_rows(reader.scan)
    if theirs is None:
        _renew(form, key=str(uuid4()), revision="")
        return _page(request, reader.scan, rows, form, None, status=409, is_removed=True)
    _renew(form, revision=str(theirs.revision))
    now = next(action for action in rows.actions if action.pk == theirs.pk)
    other = action_view(rows, now, today())
    return _page(request, reader.scan, rows, form, now, status=409, other=other)


def _removed_meanwhile(request: HttpRequest, reader: Reader, rows: PlanRows) -> HttpResponse:
    themes = {theme.key: theme for theme in rows.frozen.questionnaire.themes}
    theme = themes.get(request.POST.get("theme", ""))
    if request.method != "POST" or theme is None:
        raise Http404
    form = _form(request, rows, theme, None, {})
    _renew(form, key=str(uuid4()), revision="")
    return _page(request, reader.scan, rows, form, None, status=409, is_removed=True)


def _renew(form: ActionForm, **hidden: str) -> None:
    """Puts other values in the hidden fields of a form that goes back to the page."""
    form.data = form.data.copy()
    form.data.update(hidden)


def _page(
    request: HttpRequest,
    scan: Scan,
    rows: PlanRows,
    form: ActionForm,
    standing: Action | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    template = templates.find(form["template"].value() or "")
    theme_url = reverse("plan_add", kwargs={"scan": scan.pk, "theme": form.theme.key})
    own_url = standing and reverse("plan_action", kwargs={"scan": scan.pk, "action": standing.pk})
    context = {
        "scan": scan,
        "theme": form.theme,
        "form": form,
        "standing": standing,
        "action_url": own_url or theme_url,
        "after_two_weeks": tr(template.after_two_weeks) if template else "",
        "more_reason": rows.more_reason,
    } | more
    return render(request, "followup/action.html", context, status=422 if form.errors and status == 200 else status)
