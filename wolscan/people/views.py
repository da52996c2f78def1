"""The pages of the administrator: who may come in. Nothing here reads a scan."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wolscan.dates import today
from wolscan.models import Membership, User
from wolscan.pages import other_query
from wolscan.people import details, services
from wolscan.people.forms import DetailsForm, FilterForm, InviteForm
from wolscan.people.mails import in_words
from wolscan.people.queries import people, without_roles
from wolscan.people.review import access_review
from wolscan.permissions import Permission, can_everywhere, needs_second_step

PER_PAGE = 50


def _gate(request: HttpRequest) -> None:
    if not can_everywhere(request.user, Permission.MANAGE_PEOPLE):
        raise Http404


@require_safe
def list_people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, with roles and places."""
    _gate(request)
    filters = FilterForm(request.GET)
    wanted = filters.wanted
    page = Paginator(people(wanted), PER_PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        "filters": filters,
        "wanted": wanted,
        "page": page,
        "pages": other_query(request.GET, "bladzijde"),
        "without_roles": without_roles(),
    }
    return render(request, "people/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    """Gives somebody a role; a mail with a link goes out."""
    _gate(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = services.give_role(**form.cleaned_data, by=request.user)
        except services.AccountClosed:
            form.add_error("email", _("This person’s account is closed. Find it under Closed, and open it first."))
        else:
            _told(request, given)
            return redirect("person", given.user.pk)
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


def _told(request: HttpRequest, given: services.Given) -> None:
    if given.is_new_role:
        messages.success(request, _("%(name)s gets a mail.") % {"name": given.user.name})
    else:
        messages.info(request, _("%(name)s had this role already. No mail was sent.") % {"name": given.user.name})


@require_safe
def person(request: HttpRequest, person: int) -> HttpResponse:
    """One account: roles, and what can be done about it."""
    _gate(request)
    found = get_object_or_404(people(), pk=person)
    context = {
        "person": found,
        "is_self": found.pk == request.user.pk,
        "needs_second_step": needs_second_step(found),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: HttpRequest, person: int) -> HttpResponse:
    """Another name or mail address; a new address answers by a link in a mail."""
    _gate(request)
    found = get_object_or_404(people(), pk=person)
    form = DetailsForm(request.POST or None, initial={"name": found.name, "email": found.email})
    if request.method == "POST" and form.is_valid():
        try:
            kept = details.change_details(user=found, **form.cleaned_data, by=request.user)
        except details.Taken:
            form.add_error("email", _("Another account has this mail address. Enter another one."))
        except services.AccountClosed:
            form.add_error(None, _("This account is closed. Open it first."))
        else:
            messages.success(request, _said_of(kept, form.cleaned_data))
            return redirect("person", found.pk)
    context = {"form": form, "person": found}
    return render(request, "people/change.html", context, status=422 if form.errors else 200)


def _said_of(kept: details.Kept, chosen: Mapping[str, str]) -> str:
    if kept.invited:
        return _("The mail address is changed. A link to choose a password goes to %(email)s.") % chosen
    if kept.asked:
        said = _(
            "A mail goes to %(email)s. The address changes once the link in it is opened; until then the old one works."
        )
        return said % chosen
    return _("The name is changed.") if kept.name else _("Nothing was changed.")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the mail to a new address leads. Opening changes nothing: mail scanners open links as well."""
    try:
        user, email = details.who_confirms(secret)
        if request.method == "POST":
            user = details.confirm_address(key=secret)
            said = _("Your new mail address is %(email)s. From now on you sign in with it.")
            messages.success(request, said % {"email": email})
            return redirect("my_account" if request.user.pk == user.pk else "account_login")
    except (details.NoSuchLink, details.Taken):
        return render(request, "people/confirm_address.html", status=404)
    return render(request, "people/confirm_address.html", {"person": user, "email": email})


@require_POST
def keep_account(request: HttpRequest, person: int) -> HttpResponse:
    """Closes an account, or opens it again."""
    _gate(request)
    found = get_object_or_404(User, pk=person)
    try:
        if request.POST.get("account") == "close":
            services.close_account(user=found, by=request.user)
            messages.success(request, _("The account of %(name)s is closed.") % {"name": found.name})
        elif request.POST.get("account") == "open":
            services.open_account(user=found, by=request.user)
            messages.success(request, _("The account of %(name)s is open again.") % {"name": found.name})
    except services.LastAdministrator:
        messages.error(request, _last_administrator())
    return redirect("person", found.pk)


@require_POST
def send_link(request: HttpRequest, person: int) -> HttpResponse:
    """Sends the link to choose a password once more."""
    _gate(request)
    found = get_object_or_404(User, pk=person)
    try:
        services.send_link_again(user=found, by=request.user)
    except (services.HasPassword, services.AccountClosed):
        messages.info(request, _("No mail was sent: this person has a password, or a closed account."))
    else:
        messages.success(request, _("%(name)s gets a mail.") % {"name": found.name})
    return redirect("person", found.pk)


@require_POST
def reset_second_step(request: HttpRequest, person: int) -> HttpResponse:
    """Takes away a second step that somebody lost; a mail tells them."""
    _gate(request)
    found = get_object_or_404(User, pk=person)
    try:
        services.reset_second_step(user=found, by=request.user)
    except services.NoSecondStep:
        said = _("%(name)s has no second step, so there is nothing to take away.")
        messages.info(request, said % {"name": found.name})
    except services.OwnSecondStep:
        messages.info(request, _("Change your own second step at your own account."))
    else:
        said = _("The second step of %(name)s is taken away. A mail tells so; the next sign-in sets up another one.")
        messages.success(request, said % {"name": found.name})
    return redirect("person", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, membership: int) -> HttpResponse:
    """Ends a role, after one question."""
    _gate(request)
    held = get_object_or_404(Membership.objects.select_related("user", "organisation", "location"), pk=membership)
    error = ""
    if request.method == "POST":
        try:
            services.end_role(membership=held, by=request.user)
        except services.Refused as refused:
            error = str(refused)
        except services.LastAdministrator:
            error = _last_administrator()
        else:
            messages.success(request, _("%(name)s no longer has this role.") % {"name": held.user.name})
            return redirect("person", held.user_id)
    said = services.objections(held) if not error else []
    context = {"held": held, "role": in_words(held), "error": error, "said": said}
    return render(request, "people/end_role.html", context, status=422 if error else 200)


def _last_administrator() -> str:
    return _("This is the only administrator. Make another one first, with manage.py make_administrator.")


@require_safe
def access_file(request: HttpRequest) -> StreamingHttpResponse:
    """The access review as a file for a spreadsheet."""
    _gate(request)
    name = f"wolscan-{_('access')}-{today():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    written = [] if request.method == "HEAD" else access_review(by=request.user)
    return StreamingHttpResponse(written, content_type="text/csv; charset=utf-8", headers=headers)
