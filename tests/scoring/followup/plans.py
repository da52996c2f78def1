"""A final scan with two themes that need support, the words of actions for its plan, and how pages are read."""

import re
from datetime import date, timedelta
from uuid import uuid4

from django.urls import reverse

from questionnaires.models import Scan
from scoring.followup.services import ActionWords, add_action
from scoring.models import Check
from tests.scoring.givingback.conftest import ATTENTION, SERIOUS, make_final
from wolscan.dates import today

#: Safety needs support on location: a critical topic is serious. Information needs light support: four topics are low.
ON_SITE_THEME, LIGHT_THEME, CALM_THEME = "veiligheid", "informatie", "wonen-en-welzijn"
LOW_TOPIC = "veilig-huis"
WHAT = "Elke week een ontruimingsoefening"
LOW_LIGHT = ("privacy", "sturingsinformatie", "administratieve-lasten", "overdracht")
#: The clock on the wall: whoever answers does so now, so the check is moved, not the clock.
TODAY = today()
DUE = TODAY + timedelta(days=14)
CHECK_DAYS = timedelta(days=90)


def make_scan_with_needs(cast, confirmed_on: date) -> Scan:
    """The scan of the cast, sent in with these levels and confirmed."""
    return make_final(cast, today=confirmed_on, **{LOW_TOPIC: SERIOUS} | dict.fromkeys(LOW_LIGHT, ATTENTION))


def words(what=WHAT, **fields) -> ActionWords:
    given = {
        "theme": ON_SITE_THEME,
        "topic": LOW_TOPIC,
        "what": what,
        "owner": "Nachtteam",
        "due_on": DUE,
        "phase": "visie",
        "stopped_reason": "",
        "is_priority": False,
        "template": "",
    }
    return ActionWords(**given | fields)


def add(scan, by, what=WHAT, more=None, **fields):
    return add_action(scan=scan, key=uuid4(), words=words(what, **fields), by=by, more=more)


def form_data(**fields):
    """What a browser sends for an action."""
    given = {
        "what": WHAT,
        "owner": "Nachtteam",
        "due_on": DUE.isoformat(),
        "topic": LOW_TOPIC,
        "phase": "visie",
        "stopped_reason": "",
        "more_reason": "",
        "more_seen": "",
        "key": str(uuid4()),
        "theme": ON_SITE_THEME,
    }
    return {name: value for name, value in (given | fields).items() if value is not None}


def asked(scan, on: date = TODAY) -> Check:
    """The check of a scan, as if people were asked on this day."""
    Check.objects.filter(scan=scan).update(asked_on=on)
    return Check.objects.get(scan=scan)


def url(scan, name="plan", **gaps):
    return reverse(name, kwargs={"scan": scan.pk} | gaps)


def shown(answer):
    return answer.content.decode()


def text(answer):
    """The words on a page, without tags and line ends."""
    return " ".join(re.sub(r"<[^>]+>", " ", shown(answer)).split())


def post(client, scan, **fields):
    """Sends the form of a new action."""
    return client.post(url(scan, "plan_add", theme=ON_SITE_THEME), form_data(**fields))


def edit(client, scan, action, **fields):
    """Sends the form of an action to change."""
    return client.post(url(scan, "plan_action", action=action.pk), form_data(key=None, **fields))
