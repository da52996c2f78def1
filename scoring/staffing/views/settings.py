"""The page of what holds for the whole roster."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from scoring.domain.staffing import rules as staffing_rules
from scoring.staffing import services
from scoring.staffing.access import may_change
from scoring.staffing.documents import settings_of
from scoring.staffing.forms import BUILD_UP, OWN, SettingsForm
from scoring.staffing.models import StaffingRoster
from scoring.staffing.overview import preset_choices, settings_view
from scoring.staffing.views.shared import Work, closed, work_on
from scoring.staffing.words import decimal_text


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, scan: UUID, kind: str) -> HttpResponse:
    """What holds for the whole roster."""
    work = work_on(request, scan, kind)
    if not may_change(request.user, work.scan):
        return closed(request, work.scan)
    rules = staffing_rules.load()
    presets = preset_choices(rules)
    if request.method != "POST":
        form = SettingsForm(initial=_settings_initial(work.row, rules), rules=rules, presets=presets)
        return _settings_page(request, work, form)
    form = SettingsForm(request.POST, rules=rules, presets=presets)
    if not form.is_valid():
        return _settings_page(request, work, form, status=422)
    try:
        services.save_settings(
            scan=work.scan,
            kind=kind,
            settings=form.settings,
            build_up=form.build_up,
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except services.ChangedMeanwhile as changed:
        work.row.refresh_from_db()
        return _settings_page(request, work, form, other=settings_view(changed.standing[0], rules), status=409)
    except services.NoRoster:
        return redirect("staffing", scan=work.scan.pk)
    except services.ScanHasEnded:
        return closed(request, work.scan)
    messages.success(request, _("The settings are saved."))
    return redirect("staffing_outcome", scan=work.scan.pk, kind=kind)


def _settings_page(
    request: HttpRequest, work: Work, form: SettingsForm, *, other: Any = None, status: int = 200
) -> HttpResponse:
    fresh = request.method != "POST" or other is not None
    context = {
        "scan": work.scan,
        "row": work.row,
        "form": form,
        "parts": [form[name] for name in BUILD_UP],
        "other": other,
        "seen": services.settings_mark(work.row) if fresh else request.POST.get("seen", ""),
    }
    return render(request, "scoring/staffing/settings.html", context, status=status)


def _settings_initial(row: StaffingRoster, rules: staffing_rules.StaffingRules) -> dict[str, Any]:
    standing = settings_view(settings_of(row.roster), rules)
    productivity = Decimal(str(row.roster.get("productivity", float(rules.productivity))))
    return {
        "preset": standing.preset,
        "own_windows": standing.windows if standing.preset == OWN else None,
        "mode": standing.mode,
        "nurse": {True: "yes", False: "no", None: ""}[standing.nurse],
        "productivity": decimal_text(productivity * 100),
        **{name: decimal_text(Decimal(value)) for name, value in row.build_up.items()},
    }
