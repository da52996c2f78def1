"""The operations of version 1. This module imports django-ninja, so it is imported only when the interface is asked."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import NinjaAPI, Query
from pydantic import Field

from questionnaires.definitions import load, versions
from scoring.api import documents, shapes
from scoring.api.bearer import Bearer
from scoring.api.handling import TextRenderer, handle_errors
from scoring.api.problems import absent
from scoring.api.queries import own_outcome, own_outcomes, snapshots
from scoring.api.scopes import OUTCOME, PUBLISHED
from scoring.models import Snapshot
from scoring.outcomes.queries import in_force
from scoring.publication.queries import published_on
from wolscan.dates import today

VERSION = "1.0.0"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

api = NinjaAPI(
    title="Wolscan",
    version=VERSION,
    description=(
        "Questionnaires, published figures and the outcomes of one's own locations. "
        "Taking part in the scan is voluntary; the figures are not representative of the sector."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=TextRenderer(),
)
handle_errors(api)

PageNumber = Annotated[shapes.Number, Field(ge=1)]
PageSize = Annotated[shapes.Number, Field(ge=1, le=100)]
SIZE: Any = Query(20, alias="pageSize")


def operation(path: str, shape: Any, *scopes: str) -> Callable[[Any], Any]:
    """Adds a GET of a document in this shape, for tokens with one of these scopes."""

    def add(function: Any) -> Any:
        name = re.sub(r"_(\w)", lambda found: found[1].upper(), function.__name__)
        more = {"operation_id": name, "summary": function.__doc__.splitlines()[0], "description": function.__doc__}
        extra = {"x-scopes": list(scopes)}
        return api.get(path, response=shape, auth=Bearer(*scopes), by_alias=True, openapi_extra=extra, **more)(function)

    return add


@operation("/questionnaires", shapes.Questionnaires, PUBLISHED, OUTCOME)
def list_questionnaires(request: HttpRequest, page: PageNumber = 1, page_size: PageSize = SIZE) -> Any:
    """The published versions of the questionnaire, oldest first."""
    return _page(request, versions(), page, page_size, lambda version: documents.questionnaire_entry(load(version)))


@operation("/questionnaires/{version}", shapes.Questionnaire, PUBLISHED, OUTCOME)
def get_questionnaire(request: HttpRequest, version: str) -> Any:
    """One version of the questionnaire: its scale, themes and topics in Dutch and English."""
    if version not in versions():
        raise absent()
    return documents.questionnaire(load(version))


@operation("/snapshots", shapes.Snapshots, PUBLISHED)
def list_snapshots(request: HttpRequest, page: PageNumber = 1, page_size: PageSize = SIZE) -> Any:
    """The days with published figures, newest first."""
    return _page(request, snapshots(), page, page_size, documents.snapshot_entry)


@operation("/snapshots/{on}", shapes.Snapshot, PUBLISHED)
def get_snapshot(request: HttpRequest, on: str) -> Any:
    """The published figures of exactly this day: what they rest on, and what does not count."""
    found = _snapshot_of(on)
    if found is None:
        raise absent()
    return documents.snapshot(found)


@operation("/outcome-tables", shapes.OutcomeTables, PUBLISHED)
def get_outcome_tables(
    request: HttpRequest, on: shapes.Day | None = None, breakdown: shapes.Breakdown = "country"
) -> Any:
    """The tables of the last figures published on or before a day (default: today), of one breakdown.

    Taking part is voluntary; the outcomes are not representative of the sector. Counts are rounded to 5. Hidden
    numbers are null. This is the document of `manage.py outcomes`.
    """
    found = published_on(on or today())
    if found is None:
        raise absent()
    return documents.outcome_tables(found, breakdown)


@operation("/outcomes", shapes.Outcomes, OUTCOME)
def list_outcomes(request: HttpRequest, page: PageNumber = 1, page_size: PageSize = SIZE) -> Any:
    """The confirmed scans of the location or organisation of this token, newest first."""
    return _page(request, own_outcomes(request.auth), page, page_size, documents.outcome_entry)


@operation("/outcomes/{id}", shapes.Outcome, OUTCOME)
def get_outcome(request: HttpRequest, id: str) -> Any:  # noqa: A002 - the name in the address
    """The outcome of one of those scans: agreed levels and the support."""
    scan = own_outcome(request.auth, UUID(id)) if _UUID.fullmatch(id) else None
    holds = in_force(scan) if scan else None
    if scan is None or holds is None or holds.decision is None:
        raise absent()
    return documents.outcome(scan, holds.assessment, holds.decision)


def _snapshot_of(on: str) -> Snapshot | None:
    try:
        day = shapes.strict_day(on)
    except ValueError:
        return None
    found = published_on(day)
    return found if found and found.on == day else None


def _page(
    request: HttpRequest, found: Sequence[Any] | Any, page: int, size: int, entry: Callable[[Any], Any]
) -> dict[str, Any]:
    """A part of a list with the addresses of the parts beside it."""
    count = found.count() if hasattr(found, "query") else len(found)
    start = (page - 1) * size

    def address(number: int) -> str:
        return request.build_absolute_uri(f"{request.path}?page={number}&pageSize={size}")

    last = max(1, -(-count // size))
    return {
        "count": count,
        "next": address(page + 1) if page < last else None,
        "previous": address(min(page - 1, last)) if page > 1 else None,
        "results": [entry(row) for row in found[start : start + size]],
    }
