"""What the tests of the roster pages share: short ways to make rosters of a scan and to type shifts."""

from typing import Any

from questionnaires.models import Scan
from scoring.staffing import services
from scoring.staffing.models import StaffingRoster
from tests.scoring.staffing.rosters import SCENARIO_1
from wolscan.models import User

CURRENT, WISHED = StaffingRoster.Kind.CURRENT, StaffingRoster.Kind.WISHED


def group_of(shifts: list[dict[str, Any]], clients: int = 8, count: int = 1) -> dict[str, Any]:
    """A group as it is stored."""
    return {"clients": clients, "count": count, "shifts": shifts}


def make_roster(scan: Scan, by: User, *groups: dict[str, Any], kind: str = CURRENT, **settings: Any) -> StaffingRoster:
    """A roster of a scan with these groups; without groups that of scenario 1."""
    row = services.start_roster(scan=scan, kind=kind, source="nza", by=by)
    row.roster = {**row.roster, "groups": list(groups) or [group_of(SCENARIO_1, count=4)], **settings}
    row.names = [""] * len(row.roster["groups"])
    row.save()
    return row


def typed(*rows: dict[str, Any], clients: str = "8", count: str = "1", **other: str) -> dict[str, Any]:
    """The group page as it is sent: every row with start, end and level, the rest as in a new row."""
    data: dict[str, Any] = {"clients": clients, "count": count, "name": "", "rows": str(len(rows)), "do": "save"}
    for place, row in enumerate(rows):
        whole = {"share": "1", "break_minutes": "0", "days": list("1234567"), "paid": "on", "purpose": "zorg", **row}
        data |= {f"d{place}-{name}": value for name, value in whole.items() if value}
    return data | other


def line(times: str, level: str = "3", **other: Any) -> dict[str, Any]:
    """A typed row: ``line("7-1530", "3")``."""
    start, end = times.split("-")
    return {"start": start, "end": end, "level": level, **other}
