"""Published figures with all their files, made once."""

from datetime import date

import pytest
from django.db import transaction

from tests.scoring.publication.figures import make_published
from wolscan.jobs.running import do_waiting_jobs

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """A published snapshot, and its files by kind and language."""
    with django_db_blocker.unblock(), transaction.atomic():
        snapshot = make_published(DAY)
        assert do_waiting_jobs() == 1
        files = {(file.kind, file.language): bytes(file.content) for file in snapshot.files.all()}
        yield snapshot, files
        transaction.set_rollback(True)
