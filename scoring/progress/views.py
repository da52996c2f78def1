"""The progress report and the files of published figures: for the programme office, and open data for everybody."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scoring.models import PublicationFile, Snapshot
from scoring.progress import queries
from scoring.progress.listing import open_days, rows_of
from wolscan.audit import record
from wolscan.models import User
from wolscan.permissions import Permission, can_everywhere

_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@require_safe
def progress_report(request: HttpRequest, on: date) -> HttpResponse:
    """The report as a page, with its files."""
    from scoring.progress.context import report_context

    snapshot = _to_report(request.user, on)
    written = queries.written_for(snapshot)
    context = report_context(snapshot, written.words) | rows_of(snapshot, written)
    return render(request, "progress/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def progress_texts(request: HttpRequest, on: date) -> HttpResponse:
    """The words in the report; saving them has its files made again."""
    from scoring.progress import services
    from scoring.progress.forms import TextsForm

    snapshot = _to_report(request.user, on)
    form = TextsForm(request.POST if request.method == "POST" else None, queries.written_for(snapshot))
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"]
            services.write_words(snapshot=snapshot, words=form.words(), revision=revision, by=request.user)
        except services.ChangedMeanwhile as meanwhile:
            form.was_changed(meanwhile.written)
        else:
            messages.success(request, _("The words are saved. The PDF is being made again; that takes a few minutes."))
            return redirect("progress_report", on=on)
    return render(
        request, "progress/texts.html", {"form": form, "snapshot": snapshot}, status=422 if form.errors else 200
    )


@require_POST
def make_files(request: HttpRequest, on: date) -> HttpResponse:
    """Has the files made in the background."""
    from scoring.progress.services import ask_for_files

    job = ask_for_files(snapshot=_to_report(request.user, on), by=request.user)
    return redirect("job", job=job.pk)


@require_safe
def progress_file(request: HttpRequest, on: date, name: str) -> HttpResponse:
    """One file, for the programme office."""
    snapshot = _to_report(request.user, on)
    file = _named(queries.files_of(snapshot), on, name)
    record("figures_downloaded", actor=request.user, subject=snapshot, file=name)
    return _download(file, name)


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The open data of all published figures, for everybody."""
    return render(request, "progress/open_data.html", {"days": open_days()})


@login_not_required
@require_safe
def open_file(request: HttpRequest, on: date, name: str) -> HttpResponse:
    """One file of the open data. Programs of other sites may read it too."""
    file = _named(queries.open_files().filter(snapshot__on=on), on, name)
    response = _download(file, name)
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _to_report(user: User, on: date) -> Snapshot:
    found = queries.published_exactly(on) if can_everywhere(user, Permission.PUBLISH) else None
    if found is None:
        raise Http404
    return found


def _named(files: queries.Files, on: date, name: str) -> PublicationFile:
    found = next((file for file in files if queries.file_name(file, on) == name), None)
    if found is None:
        raise Http404
    return found


def _download(file: PublicationFile, name: str) -> HttpResponse:
    response = HttpResponse(queries.content_of(file), content_type=_TYPES[file.kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{file.sha256}"'
    return response
