"""The door of the interface, its documentation, and the page on which programs get and lose their token."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scoring.api.forms import ClientForm
from scoring.api.limits import PER_MINUTE
from scoring.api.queries import clients_for, may_give, may_open, places_to_open
from scoring.api.services import make_client
from scoring.api.services import revoke_client as revoke
from scoring.api.words import maker_gone, operations_of, reads_words


@csrf_exempt  # no cookie counts here
@login_not_required  # programs show a token
def door(request: HttpRequest, rest: str) -> HttpResponse:
    """Everything under /api/v1/."""
    from scoring.api.answering import answer

    return answer(request, rest)


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; programs of other sites may read it too."""
    from scoring.api.answering import openapi_document
    from scoring.api.operations import VERSION

    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300", "API-Version": VERSION}
    text = json.dumps(openapi_document(), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


@login_not_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """What programs can ask, for people who write them."""
    from scoring.api.answering import openapi_document

    document = openapi_document()
    context = {
        "version": document["info"]["version"],
        "address": document["servers"][0]["url"],
        "operations": operations_of(document),
        "per_minute": PER_MINUTE,
        "may_have_token": request.user.is_authenticated and (may_give(request.user) or may_open(request.user)),
    }
    return render(request, "api/documentation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def api_access(request: HttpRequest) -> HttpResponse:
    """The programs this person gave a token, or may end; a POST makes one and shows its token this once."""
    user: Any = request.user
    if not (may_give(user) or may_open(user)):
        raise Http404
    locations, organisations = places_to_open(user)
    sent = request.POST if request.method == "POST" else None
    form = ClientForm(sent, locations=locations, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        made = make_client(**form.chosen, by=user)
        if made.token:
            return render(request, "api/token.html", {"client": made.client, "token": made.token})
        messages.info(request, _("This program was made already. Its token is not shown again."))
        return redirect("api_access")
    rows = [(client, reads_words(client), maker_gone(client)) for client in clients_for(user)]
    context = {"form": form, "rows": rows, "unwatched": sum(bool(gone) for _client, _reads, gone in rows)}
    return render(request, "api/access.html", context, status=422 if form.errors else 200)


@require_POST
def revoke_client(request: HttpRequest, client: UUID) -> HttpResponse:
    """Ends a program at once."""
    found = clients_for(request.user).filter(pk=client).first()
    if found is None:
        raise Http404
    if revoke(client=found, by=request.user):
        messages.success(request, _("%(name)s can read nothing any more.") % {"name": found.name})
    else:
        messages.info(request, _("%(name)s was ended already.") % {"name": found.name})
    return redirect("api_access")
