"""A scan of De Linde in conversation: five groups, with one topic of every kind."""

import pytest

from questionnaires.models import Invitation, Scan
from tests import factories
from tests.kept import kept_begin

SERIOUS, ATTENTION, NEUTRAL, BEST = "ernstig_issue", "aandachtspunt", "neutraal", "uitblinker"
UNSURE, NVT = "weet_ik_niet", "nvt"

#: A topic on which clients say less (two levels apart), one that is critical and called serious, one nobody knows.
CLIENT_TOPIC, CRITICAL_TOPIC, UNKNOWN_TOPIC = "eigen-kamer", "veilig-huis", "schone-ruimtes"
CALM_TOPIC = "gastvrijheid"
FIVE = {"zorgpersoneel": 4, "ondersteuning": 3, "management": 3, "clientvertegenwoordigers": 3, "vrijwilligers": 3}


def fill_groups(scan: Scan, special: dict[str, dict[str, str]] | None = None, groups: dict[str, int] = FIVE) -> None:
    """Sent sheets, all neutral; ``special`` has other answers by group."""
    for group, people in groups.items():
        for _person in range(people):
            factories.add_sheet(scan, group, **(special or {}).get(group, {}))


@pytest.fixture
@kept_begin
def scan(cast) -> Scan:
    """In conversation; everything neutral except the three topics above."""
    found = factories.in_conversation(cast.scan)
    fill_groups(
        found,
        {
            "zorgpersoneel": {CLIENT_TOPIC: BEST, CRITICAL_TOPIC: SERIOUS},
            "clientvertegenwoordigers": {CLIENT_TOPIC: ATTENTION, UNKNOWN_TOPIC: UNSURE},
        },
    )
    return found


@pytest.fixture
def council(scan, client):
    """A browser at the seat of the client council."""
    seat = Invitation.objects.create(
        scan=scan, group="clientvertegenwoordigers", kind="council", token_lookup="t", code_lookup="c"
    )
    session = client.session
    session["way_in"] = str(seat.pk)
    session.save()
    return client
