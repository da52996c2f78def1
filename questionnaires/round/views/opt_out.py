"""No more mail, please: for people without an account, by the link at the foot of a mail."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from questionnaires.round.inviting import opt_out as keep_opt_out
from questionnaires.round.links import is_opt_out


# Mail programs post here by themselves when somebody presses their own button (RFC 8058); the token is the proof.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, invitation: UUID, token: str) -> HttpResponse:
    """GET asks, POST does. A link that was never made gives the page of an address that does not exist."""
    if not is_opt_out(invitation, token):
        return render(request, "404.html", status=404)
    if request.method == "POST":
        keep_opt_out(invitation=invitation)
    response = render(request, "round/opt_out.html", {"is_done": request.method == "POST"})
    response["Referrer-Policy"] = "no-referrer"
    return response
