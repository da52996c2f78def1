"""The world of the access tests, in which every form is sent what nobody should send."""

from tests.wolscan.test_access import world  # noqa: F401 - the fixture
