"""The door of the plan: who writes in it gets in, and nobody loses what they typed when it closes meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from scoring.followup.access import Reader, plan_reader
from scoring.followup.services import NotFinal

Page = Callable[..., HttpResponse]
#: What a form sends besides the words of a person.
HIDDEN = frozenset({"csrfmiddlewaretoken", "key", "revision", "seen", "more_seen", "template", "theme", "then"})


def writes(page: Page) -> Page:
    """Gives a page the ``Reader`` instead of the key of a scan; 404 for whoever only reads.

    While a scan is opened again its plan stands still: a page leads back to the plan, and what was sent comes back.
    """

    @wraps(page)
    def guarded(request: HttpRequest, scan: UUID, **kwargs: Any) -> HttpResponse:
        reader = plan_reader(request.user, scan)
        if not reader.may_follow_up:
            raise Http404
        try:
            if reader.may_write:
                return page(request, reader, **kwargs)
        except NotFinal:
            pass
        return _stands_still(request, reader)

    return guarded


def _stands_still(request: HttpRequest, reader: Reader) -> HttpResponse:
    if request.method != "POST":
        messages.info(request, _("The outcome is being looked at again. The plan stays as it is until that is done."))
        return redirect("plan", scan=reader.scan.pk)
    typed = [value for name, value in request.POST.items() if name not in HIDDEN and value.strip()]
    return render(request, "followup/stands_still.html", {"scan": reader.scan, "texts": typed}, status=409)
