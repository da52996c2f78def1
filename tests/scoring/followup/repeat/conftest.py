"""De Linde with a final scan, and with its repeat scan. The stranger's scan runs."""

import pytest

from questionnaires.services import open_scan
from tests import factories
from tests.kept import kept_begin
from tests.scoring.followup.repeat.days import CONFIRMED, INVITED, reload


@pytest.fixture
@kept_begin
def final(cast):
    """Confirmed a year ago; *privacy* stood low, *overdracht* high, and nobody knew about *eenzaamheid*."""
    levels = {"privacy": "aandachtspunt", "overdracht": "uitblinker", "eenzaamheid": "weet_ik_niet", "zingeving": "nvt"}
    factories.send_in_scan(cast.scan, cast.coordinator, **levels)
    factories.confirm_scan(cast.scan, cast.adviser, today=CONFIRMED)
    cast.scan = reload(cast.scan)
    return cast


@pytest.fixture
@kept_begin
def repeat(final):
    """The repeat scan, open with an empty team sheet."""
    return open_scan(location=final.location, by=final.coordinator, today=INVITED)
