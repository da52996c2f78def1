"""*Gespreksbord*: the list of topics, and one topic a page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scoring.conversation.access import Seat
from scoring.conversation.forms import DecisionForm
from scoring.conversation.presenters import ALL, BY_GUIDE, BY_THEME, OPEN, board_view, topic_url, value_word
from scoring.conversation.queries import Decision, Table, TableTopic, notes_at, serious_issues, table_of
from scoring.conversation.services import ChangedMeanwhile, NotTalking, accept_calm, agree
from scoring.conversation.topics import choices, topic_view
from scoring.conversation.views.table import at_the_table, only_who_leads, sent_in_meanwhile
from scoring.followup.repeat.queries import levels_before
from wolscan.dates import today

NEXT, PREVIOUS, LATER = "volgende", "vorige", "later"


@require_safe
@at_the_table()
def board(request: HttpRequest, seat: Seat) -> HttpResponse:
    """How far the team is, what is still to be discussed, and what all see alike."""
    order, shown = _order(request), ALL if request.GET.get("toon") == ALL else OPEN
    table = table_of(seat.scan)
    context = {
        "scan": seat.scan,
        "seat": seat,
        "board": board_view(table, order=order, shown=shown),
        "order": order,
        "shown": shown,
        "serious": [] if seat.is_council else serious_issues(seat.scan),
    }
    return render(request, "conversation/board.html", context)


@require_POST
@at_the_table(for_council=False)
def board_accept(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Takes over the proposals on which everybody sees it alike."""
    only_who_leads(seat)
    try:
        count = accept_calm(scan=seat.scan, by=request.user)
    except NotTalking:
        return sent_in_meanwhile(request, seat, [])
    words = ngettext("%(count)d proposal taken over.", "%(count)d proposals taken over.", count)
    messages.success(request, words % {"count": count})
    return redirect("board", scan=seat.scan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_table()
def board_topic(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """One topic: who sees what, and what the team decides. By button or by itself (htmx)."""
    table = table_of(seat.scan)
    if topic not in table.topics:
        raise Http404
    if request.method != "POST":
        return _topic(request, seat, table, table.topics[topic])
    only_who_leads(seat)
    form = DecisionForm(request.POST, questionnaire=table.plan.questionnaire)
    if not form.is_valid():
        return _refused(request, seat, table, table.topics[topic], form)
    try:
        agree(scan=seat.scan, topic=topic, decision=form.decision, by=request.user, today=today())
    except ChangedMeanwhile as changed:
        return _conflict(request, seat, table.topics[topic], form, changed.standing)
    except NotTalking:
        return sent_in_meanwhile(request, seat, [form.decision.reason, form.decision.rests_on])
    return _saved(request, seat, topic)


def _saved(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    table = table_of(seat.scan)
    view = topic_view(table, table.topics[topic], _order(request))
    if request.htmx:
        context = {"view": view, "scan": seat.scan, "at": timezone.localtime()}
        context["before"] = _last_time(table, table.topics[topic])
        return render(request, "conversation/_saved.html", context)
    then = request.POST.get("then")
    board_url = reverse("board", kwargs={"scan": seat.scan.pk})
    where = {NEXT: view.next_url or board_url, PREVIOUS: view.previous_url or board_url, LATER: board_url}
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"})
    return redirect(where.get(then or "", topic_url(table, topic, _order(request))))


def _refused(request: HttpRequest, seat: Seat, table: Table, topic: TableTopic, form: DecisionForm) -> HttpResponse:
    if request.htmx:
        return render(request, "questionnaires/_not_saved.html", {"form": form})
    typed = Decision(*(form.data.get(name, "") for name in ("value", "reason", "rests_on")), topic.decided.revision)
    return _topic(request, seat, table, topic, form=form, typed=typed, status=422)


def _conflict(
    request: HttpRequest, seat: Seat, topic: TableTopic, form: DecisionForm, standing: Decision
) -> HttpResponse:
    """Two editors changed the same topic: both texts are shown and nothing is overwritten."""
    if request.htmx:
        return render(request, "conversation/_conflict_saved.html", {})
    return _topic(
        request, seat, table_of(seat.scan), topic, form=form, typed=form.decision, standing=standing, status=409
    )


def _topic(
    request: HttpRequest,
    seat: Seat,
    table: Table,
    topic: TableTopic,
    *,
    form: DecisionForm | None = None,
    typed: Decision | None = None,
    standing: Decision | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a topic. ``typed`` was not saved and stays in the form; ``standing`` is what another editor wrote."""
    shown = typed or topic.decided
    revision = standing.revision if standing else topic.decided.revision
    context = {
        "scan": seat.scan,
        "seat": seat,
        "order": _order(request),
        "view": topic_view(table, topic, _order(request)),
        "choices": choices(table, topic, shown.value),
        "shown": shown,
        "revision": "" if revision is None else revision,
        "form": form,
        "before": _last_time(table, topic),
        "standing": standing,
        "standing_word": value_word(table, standing.value) if standing else "",
        "notes": notes_at(seat.scan, topic.key) if seat.reads_notes else [],
    }
    return render(request, "conversation/topic.html", context, status=status)


def _last_time(table: Table, topic: TableTopic) -> str | None:
    """What was agreed last time, in words: empty while nothing is decided, ``None`` where there is nothing to show."""
    agreed = levels_before(table.scan).get(topic.key)
    if agreed is None:
        return None
    return value_word(table, agreed) if topic.decided.value else ""


def _order(request: HttpRequest) -> str:
    return BY_THEME if request.GET.get("volgorde") == BY_THEME else BY_GUIDE
