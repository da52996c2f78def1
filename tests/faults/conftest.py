"""A server that a test may break, and where it writes its figures."""

import json
import os

import pytest

from questionnaires.models import Scan
from tests.faults.post import Post
from tests.faults.server import Server
from tests.questionnaires.conftest import Round
from wolscan.dates import today

#: The share of the long lists that script/prove asks for; 0 in script/test.
SHARE = float(os.environ.get("WOLSCAN_PROVE") or 0)


@pytest.fixture
def many():
    """How often: ``many(3, 100)`` is three times in script/test, a hundred in script/prove."""

    def often(few, proof):
        return max(few, type(proof)(proof * SHARE)) if SHARE else few

    return often


@pytest.fixture
def figures(request):
    """What was counted; script/prove prints it. ``figures(rounds=100)``."""

    def write(**found):
        if path := os.environ.get("WOLSCAN_FIGURES"):
            with open(path, "a") as file:
                file.write(json.dumps({"test": request.node.name, **found}) + "\n")

    return write


@pytest.fixture
def serve(transactional_db, tmp_path):
    """Makes a server on the database of the test; all of them are gone afterwards."""
    made = []

    def make(**env):
        made.append(Server(tmp_path, **env))
        return made[-1]

    yield make
    for server in made:
        server.stop()


@pytest.fixture
def open_round(transactional_db):
    """A round that is open today."""
    made = Round()
    Scan.objects.filter(pk=made.scan.pk).update(opened_on=today(), closes_on=today().replace(year=today().year + 1))
    made.scan.refresh_from_db()
    return made


@pytest.fixture
def post():
    """A mail server that keeps what it is given."""
    made = Post()
    yield made
    made.shutdown()
    made.server_close()
