"""Where the pages of a round are, and days that one may choose on them."""

from datetime import timedelta

from django.urls import reverse


def url(round_, name, **more):
    return reverse(name, kwargs={"scan": round_.scan.pk} | more)


def dates(round_, closes_in=21, meets_in=23):
    return {
        "closes_on": (round_.today + timedelta(days=closes_in)).isoformat(),
        "meets_on": (round_.today + timedelta(days=meets_in)).isoformat(),
        "meets_time": "14:00",
    }
