"""The days around a repeat scan of which the first scan was confirmed on 22 November 2026."""

from datetime import date, timedelta

from questionnaires.models import Scan

CONFIRMED = date(2026, 11, 22)
REPEAT = date(2027, 11, 22)
INVITED = date(2027, 10, 11)
FIRST, LAST = date(2027, 8, 22), date(2028, 2, 22)
DAY = timedelta(days=1)


def reload(scan):
    return Scan.objects.get(pk=scan.pk)
