"""What the programme office finds on its first page: where to go, and what waits there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.applying.queries import count_new
from questionnaires.assigning.queries import count_without_adviser
from wolscan.permissions import Permission, can_everywhere


def office_tasks(user: Any) -> list[dict[str, str]]:
    """Links with a word on what each is for; those that this person may open, so none for most people."""
    if not can_everywhere(user, Permission.OVERSEE):
        return []
    return [
        {"title": title, "url": reverse(name), "text": text() if callable(text) else text}
        for permission, name, title, text in _tasks()
        if can_everywhere(user, permission)
    ]


def _tasks() -> list[tuple[Permission, str, str, Any]]:
    published = _(
        "The outcomes of all scans together, per half-year. Nobody can read the outcome of one location from them."
    )
    cleared = _("How long data stay, and what was cleared away.")
    how_far = _("State, dates, adviser and decided support")
    return [
        (Permission.ADMIT, "application_list", _("Applications"), _waiting),
        (Permission.ASSIGN, "assign_scans", _("Assign advisers"), _without_adviser),
        (Permission.OVERSEE, "operations", _("How far the locations are"), how_far),
        (Permission.PUBLISH, "figures", _("Figures"), published),
        (Permission.KEEP_PLACES, "place_list", _("Locations"), _("Change, move, merge, split, close; coordinators")),
        (Permission.KEEP_PLACES, "imports", _("Import"), _("Organisations, locations and advisers from a file")),
        (Permission.KEEP_PLACES, "region_list", _("Regions"), _("Zorgkantoren, spellings, from when till when")),
        (Permission.GIVE_TOKENS, "api_access", _("Programs (API)"), _("Computer programs that may read with a token")),
        (Permission.SEE_RETENTION, "retention", _("Retention terms"), cleared),
    ]


def _waiting() -> str:
    count = count_new()
    if not count:
        return _("No application waits.")
    return ngettext("%(count)d application waits", "%(count)d applications wait", count) % {"count": count}


def _without_adviser() -> str:
    count = count_without_adviser()
    if not count:
        return _("Every running scan has an adviser.")
    words = ngettext(
        "%(count)s running scan has no adviser yet.", "%(count)s running scans have no adviser yet.", count
    )
    return words % {"count": count}
