"""What the pages say about the interface."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from scoring.api.scopes import OUTCOME, PUBLISHED
from scoring.models import ApiClient


def operation_words() -> Mapping[str, str]:
    """What each operation gives, in one sentence."""
    return {
        "listQuestionnaires": _("The published versions of the questionnaire."),
        "getQuestionnaire": _("One version: its scale, themes and topics, in Dutch and English."),
        "listSnapshots": _("The days with published figures, newest first."),
        "getSnapshot": _("The figures of exactly this day: what they rest on, and how many scans do not count."),
        "getOutcomeTables": _(
            "The tables of the last figures on or before a day, of one breakdown. Hidden numbers are null."
        ),
        "listOutcomes": _("The confirmed scans of your location or organisation, newest first."),
        "getOutcome": _("The outcome of one scan: agreed levels and the support."),
    }


def scope_words() -> Mapping[str, str]:
    return {PUBLISHED: _("Questionnaires and published figures"), OUTCOME: _("Outcomes of the own location")}


def reads_words(client: ApiClient) -> str:
    """What a program may read."""
    if OUTCOME not in client.scopes:
        return _("Questionnaires and published figures")
    if client.location:
        return _("Also the outcomes of %(name)s") % {"name": client.location.name}
    return _("Also the outcomes of all locations of %(name)s") % {"name": client.organisation}


def maker_gone(client: ApiClient) -> str:
    """Why nobody may be watching over a program any more, for who looks through the list; else nothing."""
    if client.revoked_at:
        return ""
    maker = client.made_by
    if maker is None:
        return _("made on the server, or by somebody whose account was erased")
    if not maker.is_active:
        return _("whose account is closed")
    return "" if maker.memberships.all() else _("who has no role any more")


def operations_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The operations of an OpenAPI document for a page: address, what it gives, what can be asked, which scope."""
    said, scopes = operation_words(), scope_words()
    return [
        {
            "path": path,
            "words": said[operation["operationId"]],
            "parameters": [_parameter(found) for found in operation["parameters"] if found["in"] == "query"],
            "scopes": [scopes[scope] for scope in operation["x-scopes"]],
        }
        for path, operations in document["paths"].items()
        for operation in operations.values()
    ]


def _parameter(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": found["name"], "values": found["schema"].get("enum", [])}
