"""What became of an action: on the plan page, and by the link in the mail, for which nobody has to sign in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from scoring.followup.access import Reader
from scoring.followup.checking import NotAsked, answer_action, answer_mark, answerable, generation_of
from scoring.followup.forms import AnswerForm
from scoring.followup.links import is_action_link
from scoring.followup.presenters import answer_view
from scoring.followup.services import ChangedMeanwhile
from scoring.followup.views.door import writes
from scoring.models import Action, ActionAnswer, Check, Phase
from wolscan.dates import today
from wolscan.models import User

#: The actions whose link was opened in this browser, each with the generation of its check.
OPENED = "opened_actions"
MOST_OPENED = 50
#: How long a browser without an account may answer.
SECONDS = 12 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def plan_answer(request: HttpRequest, reader: Reader, action: UUID) -> HttpResponse:
    """The answer to the check on the plan page: by one button, or here where words are needed."""
    found = Action.objects.filter(scan=reader.scan, pk=action).select_related("answer", "scan__location").first()
    check = Check.objects.filter(scan=reader.scan, due_on__lte=today()).first()
    if found is None or check is None or found.phase == Phase.GESTOPT:
        raise Http404
    plan_url = reverse("plan", kwargs={"scan": reader.scan.pk})
    return _answer(request, found, f"{plan_url}#check", request.user)


@login_not_required
@require_safe
def check_link(request: HttpRequest, action: UUID, token: str) -> HttpResponse:
    """Opens the link of one action. It changes nothing, for mail scanners open links too; the token leaves the address.

    A link that leads nowhere goes to the same page whatever the reason.
    """
    generation = generation_of(action)
    is_known = is_action_link(action, -1 if generation is None else generation, token)
    response = redirect("check_not_open")
    if is_known and generation is not None and answerable(action, generation, today()):
        _remember(request, action, generation)
        chosen = request.GET.get("antwoord", "")
        where = reverse("check_action", kwargs={"action": action})
        response = redirect(f"{where}?antwoord={chosen}" if chosen in ActionAnswer.Answer.values else where)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _remember(request: HttpRequest, action: UUID, generation: int) -> None:
    opened = request.session.get(OPENED, {})
    opened.pop(str(action), None)
    kept = [*opened.items(), (str(action), generation)][-MOST_OPENED:]
    request.session[OPENED] = dict(kept)
    if not request.user.is_authenticated:
        request.session.set_expiry(SECONDS)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_action(request: HttpRequest, action: UUID) -> HttpResponse:
    """The page behind the link: what one tapped in the mail is chosen already, the button keeps it."""
    generation = request.session.get(OPENED, {}).get(str(action))
    found = None if generation is None else answerable(action, generation, today())
    if found is None:
        return redirect("check_not_open")
    return _answer(request, found, reverse("check_action", kwargs={"action": action}), None)


@login_not_required
@require_safe
def check_not_open(request: HttpRequest) -> HttpResponse:
    """One page for every link that leads nowhere."""
    return render(request, "followup/not_open.html")


def _answer(request: HttpRequest, action: Action, then: str, by: User | None) -> HttpResponse:
    standing: ActionAnswer | None = getattr(action, "answer", None)
    shown = {"answer": standing.answer, "reason": standing.reason} if standing else {}
    chosen = {"answer": request.GET["antwoord"]} if request.GET.get("antwoord") in ActionAnswer.Answer.values else {}
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, initial=shown | chosen | {"seen": answer_mark(standing)})
    if request.method != "POST" or not form.is_valid():
        return _page(request, action, form, standing)
    try:
        answer_action(action=action, by=by, today=today(), **form.cleaned_data)
    except ChangedMeanwhile as changed:
        form.data = form.data.copy()
        form.data["seen"] = answer_mark(changed.standing)
        return _page(request, action, form, changed.standing, status=409)
    except NotAsked as error:
        raise Http404 from error
    messages.success(request, _("Your answer is saved. Thank you."))
    return redirect(then)


def _page(
    request: HttpRequest, action: Action, form: AnswerForm, standing: ActionAnswer | None, status: int = 200
) -> HttpResponse:
    title, _gap, rest = action.what.partition("\n")
    context = {
        "scan": action.scan,
        "action": action,
        "title": title,
        "rest": rest,
        "form": form,
        "standing": answer_view(standing) if standing else None,
        "is_changed": status == 409,
        "is_by_link": request.resolver_match.url_name == "check_action",
    }
    return render(request, "followup/answer.html", context, status=422 if form.errors and status == 200 else status)
