"""A scan that is final, with the code that opens its outcome."""

import pytest

from questionnaires.models import Scan
from scoring.givingback.codes import code_of
from tests import factories
from tests.kept import kept_begin

SERIOUS, ATTENTION, BEST = "ernstig_issue", "aandachtspunt", "uitblinker"


def make_final(cast, value="neutraal", tier=None, today=factories.TODAY, **by_topic):
    """Sends the scan in with these levels and confirms the tier of the rule."""
    assessment = factories.send_in_scan(cast.scan, cast.coordinator, value=value, **by_topic)
    cast.scan.refresh_from_db()
    proposed = assessment.outcome["tier"]["proposal"]
    factories.confirm_scan(cast.scan, cast.adviser, tier or proposed, reason="Afgesproken met de locatie.", today=today)
    return Scan.objects.select_related("location__organisation").get(pk=cast.scan.pk)


@pytest.fixture
@kept_begin
def final(cast):
    return make_final(
        cast,
        **{"schone-ruimtes": SERIOUS, "eten-en-drinken": ATTENTION, "privacy": ATTENTION, "eenzaamheid": BEST},
    )


@pytest.fixture
def code(final):
    return code_of(final)
