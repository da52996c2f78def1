"""The kinds of jobs of an import, and files that were checked and then left lying."""

from datetime import date, timedelta

from django.utils import timezone

from wolscan.jobs.models import Job

#: A file that was checked (and waits for a yes), and the import itself.
CHECK, IMPORT = "import_check", "import_places"
KEPT = timedelta(days=1)


def clear_checks(today: date) -> int:
    """Files that were checked and never imported go after a day; a daily job."""
    old = Job.objects.filter(kind=CHECK, ended_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
