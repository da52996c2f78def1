"""Importing: templates, handing a file in, what it would do, and the yes that sets it going."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wolscan.jobs.queries import recent_jobs
from wolscan.places.columns import FORMS, FileForm
from wolscan.places.handing_in import IMPORT, AlreadyUsed, confirm, hand_in, sentence
from wolscan.places.presenters import fact_name
from wolscan.places.queries import check_to_see
from wolscan.places.reading import SIZE_LIMIT, Unreadable
from wolscan.places.sheets import csv_template, xlsx_template
from wolscan.places.views import only_keepers

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RECENT = 10


class UploadForm(forms.Form):
    """The file that is handed in."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("CSV or XLSX, at most 5 MB and 10,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages=dict.fromkeys(
            ["required", "missing", "empty"], gettext_lazy("Choose a file that is not empty.")
        ),
    )


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What can be imported, and the last imports."""
    only_keepers(request.user)
    jobs = list(recent_jobs(IMPORT)[:RECENT])
    rows = [
        (job, FORMS[job.payload["what"]].title, sentence(job) if job.state == job.State.DONE else "") for job in jobs
    ]
    return render(request, "places/imports.html", {"forms": FORMS.values(), "jobs": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, what: str) -> HttpResponse:
    """The columns of a file, its templates, and handing it in: it is checked, and nothing is changed yet."""
    only_keepers(request.user)
    shape = _shape(what)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            check = hand_in(kind=what, content=file.read(SIZE_LIMIT + 1), name=file.name, by=request.user)
            return redirect("import_check", check=check.pk)
        except Unreadable as why:
            form.add_error("file", str(why))
    return render(request, "places/import.html", {"shape": shape, "form": form}, status=422 if form.errors else 200)


@require_safe
def import_template(request: HttpRequest, what: str, suffix: str) -> HttpResponse:
    """An empty file to fill in."""
    only_keepers(request.user)
    shape = _shape(what)
    if suffix not in TYPES:
        raise Http404
    content = csv_template(shape) if suffix == CSV else xlsx_template(shape)
    response = HttpResponse(content, content_type=TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{shape.key}.{suffix}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_check(request: HttpRequest, check: UUID) -> HttpResponse:
    """What a file would do, or its faults; a POST imports it."""
    only_keepers(request.user)
    found = check_to_see(check)
    if request.method == "POST":
        try:
            return redirect("job", job=confirm(check=found, by=request.user).pk)
        except AlreadyUsed as used:
            if used.job:
                return redirect("job", job=used.job)
            messages.info(request, _("There is nothing to import. Hand the file in once more."))
            return redirect("import_file", what=found.payload["what"])
    result = found.result
    changes = [(name, [(fact_name(key), old, new) for key, old, new in facts]) for name, facts in result["changes"]]
    context = {
        "check": found,
        "shape": FORMS[found.payload["what"]],
        "result": result,
        "changes": changes,
        "more_new": max(0, result["made"] - len(result["new"])),
        "more_changes": max(0, result["changed"] - len(changes)),
        "more_faults": max(0, result["fault_count"] - len(result["faults"])),
        "can_go_on": not result["fault_count"] and bool(result["made"] or result["changed"]),
    }
    return render(request, "places/check.html", context)


def _shape(what: str) -> FileForm:
    if what not in FORMS:
        raise Http404
    return FORMS[what]
