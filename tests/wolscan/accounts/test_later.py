"""The pages of the second step load what they need when they are opened, and are guarded as allauth's own."""

import pytest
from django.urls import URLPattern
from django.utils.module_loading import import_string

from wolscan.accounts import urls

LATER = [pattern for pattern in urls.second_step if pattern.name != "mfa_list_webauthn"]
#: What the middleware of the site asks a view, and what it takes when nothing is said.
ASKED = {"login_required": True, "csrf_exempt": False}


def page_of(pattern: URLPattern) -> str:
    """The dotted name that a view holds."""
    view = pattern.callback
    return dict(zip(view.__code__.co_freevars, [cell.cell_contents for cell in view.__closure__]))["page"]


@pytest.mark.parametrize("pattern", LATER, ids=lambda pattern: pattern.name)
def test_page_is_there_and_asks_the_same(pattern):
    real = import_string(page_of(pattern))

    assert callable(real)
    for name, default in ASKED.items():
        assert getattr(pattern.callback, name, default) == getattr(real, name, default), name


def test_all_of_them_wait():
    assert len(LATER) == len({page_of(pattern) for pattern in LATER}) == 11
