"""A final scan with a plan to write, and one whose check is today."""

import pytest

from tests.kept import kept_begin
from tests.scoring.followup import plans


@pytest.fixture
@kept_begin
def final(cast):
    """Confirmed today; safety needs support on location, information light support."""
    return plans.make_scan_with_needs(cast, plans.TODAY)


@pytest.fixture
@kept_begin
def due(cast):
    """The same, confirmed ninety days ago: the check is today."""
    return plans.make_scan_with_needs(cast, plans.TODAY - plans.CHECK_DAYS)


@pytest.fixture
def coordinator(cast, as_user):
    """The browser of the coordinator."""
    return as_user(cast.coordinator)
