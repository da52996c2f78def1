"""What stands in the plan beside the actions: the reason why a theme has none, and what the councils say."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.merging import Given
from scoring.followup.access import Reader
from scoring.followup.forms import ConsultationForm, ReasonForm
from scoring.followup.presenters import low_topics
from scoring.followup.queries import frozen_outcome
from scoring.followup.services import (
    ChangedMeanwhile,
    HeldAlready,
    change_consultation,
    consult,
    give_reason,
    mark,
    remove_consultation,
)
from scoring.followup.views.door import writes
from scoring.followup.views.plan import theme_of
from scoring.models import Consultation, ThemeReason
from wolscan.dates import today

COUNCILS = "#raadpleging"


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def plan_reason(request: HttpRequest, reader: Reader, theme: str) -> HttpResponse:
    """Why a theme gets no action. Two people at once see both texts."""
    frozen = frozen_outcome(reader.scan)
    chosen = theme_of(frozen, theme)
    row = ThemeReason.objects.filter(scan=reader.scan, theme=theme).first()
    stands = row.reason if row else ""
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        initial={"text": stands, "seen": Given(note=stands).fingerprint},
    )
    context = {"scan": reader.scan, "theme": chosen, "form": form, "low": low_topics(frozen, chosen)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "followup/reason.html", context, status=422 if form.errors else 200)
    text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
    try:
        give_reason(scan=reader.scan, theme=theme, text=text, seen=seen, by=request.user)
    except ChangedMeanwhile as changed:
        context |= {"standing": changed.standing, "is_changed": True}
        context["form"] = ReasonForm({"text": text, "seen": Given(note=str(changed.standing)).fingerprint})
        return render(request, "followup/reason.html", context, status=409)
    messages.success(request, _("The reason is saved.") if text else _("The reason is taken away."))
    return redirect(f"{_plan(reader)}#thema-{theme}")


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def plan_consult(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What a council said about the plan."""
    is_new = request.method != "POST"
    form = ConsultationForm(
        None if is_new else request.POST, today=today(), initial={"body": request.GET.get("raad", "")}
    )
    if is_new or not form.is_valid():
        return _consultation(request, reader, form, None)
    try:
        consult(scan=reader.scan, by=request.user, **_given(form))
    except HeldAlready:
        return _held_already(request, reader, form, None)
    messages.success(request, _("Saved what the council says."))
    return redirect(_plan(reader) + COUNCILS)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def plan_consultation(request: HttpRequest, reader: Reader, consultation: int) -> HttpResponse:
    """A consultation to change, or to remove after asking once more."""
    standing = Consultation.objects.filter(scan=reader.scan, pk=consultation).first()
    if standing is None and request.method != "POST":
        raise Http404
    if request.POST.get("then") in {"ask", "remove"}:
        return _remove(request, reader, standing)
    initial = {"body": standing.body, "held_on": standing.held_on, "advice": standing.advice} if standing else {}
    data = request.POST if request.method == "POST" else None
    form = ConsultationForm(data, today=today(), initial=initial | {"seen": mark(standing) if standing else ""})
    if request.method != "POST" or not form.is_valid():
        return _consultation(request, reader, form, standing)
    return _change(request, reader, form, standing, consultation)


def _change(
    request: HttpRequest, reader: Reader, form: ConsultationForm, standing: Consultation | None, number: int
) -> HttpResponse:
    given, seen = _given(form), form.cleaned_data["seen"]
    try:
        change_consultation(scan=reader.scan, number=number, seen=seen, by=request.user, **given)
    except HeldAlready:
        return _held_already(request, reader, form, standing)
    except Consultation.DoesNotExist:
        return _consultation(request, reader, form, None, status=409, is_removed=True)
    except ChangedMeanwhile as changed:
        form.data = form.data.copy()
        form.data["seen"] = mark(changed.standing)
        return _consultation(request, reader, form, changed.standing, status=409, other=changed.standing)
    messages.success(request, _("Saved what the council says."))
    return redirect(_plan(reader) + COUNCILS)


def _remove(request: HttpRequest, reader: Reader, standing: Consultation | None) -> HttpResponse:
    if standing is None:
        return redirect(_plan(reader) + COUNCILS)
    context = {"scan": reader.scan, "held": standing, "seen": mark(standing)}
    if request.POST["then"] == "ask":
        return render(request, "followup/remove_consultation.html", context)
    try:
        seen = request.POST.get("seen", "")
        remove_consultation(scan=reader.scan, number=standing.pk, seen=seen, by=request.user)
    except ChangedMeanwhile:
        return render(request, "followup/remove_consultation.html", context | {"is_changed": True}, status=409)
    messages.success(request, _("The consultation is removed."))
    return redirect(_plan(reader) + COUNCILS)


def _held_already(
    request: HttpRequest, reader: Reader, form: ConsultationForm, standing: Consultation | None
) -> HttpResponse:
    form.add_error(
        "held_on",
        _("This council stands at this day already. Choose another day, or open what stands there and add to it."),
    )
    return _consultation(request, reader, form, standing)


def _consultation(
    request: HttpRequest,
    reader: Reader,
    form: ConsultationForm,
    standing: Consultation | None,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    consult_url = reverse("plan_consult", kwargs={"scan": reader.scan.pk})
    own = standing and reverse("plan_consultation", kwargs={"scan": reader.scan.pk, "consultation": standing.pk})
    context = {"scan": reader.scan, "form": form, "standing": standing, "action_url": own or consult_url} | more
    status = 422 if form.errors and status == 200 else status
    return render(request, "followup/consultation.html", context, status=status)


def _given(form: ConsultationForm) -> dict[str, object]:
    return {name: form.cleaned_data[name] for name in ("body", "held_on", "advice")}


def _plan(reader: Reader) -> str:
    return reverse("plan", kwargs={"scan": reader.scan.pk})
