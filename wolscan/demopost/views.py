"""The page with the mails of the demo."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolscan.demopost.letters import newest


@login_not_required
@require_safe
def demo_post(request: HttpRequest) -> HttpResponse:
    """What the demo would have mailed. Open to all: whoever gets a code by mail is not signed in yet."""
    if not settings.DEMO:
        raise Http404
    return render(request, "demopost/page.html", {"letters": newest()})
