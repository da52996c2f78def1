"""The same questions asked row by row, in Python: slow, and plain enough to believe."""

from questionnaires.models import FINAL, Application, Scan, State
from wolscan.models import Location

PREPARED = {State.AANGEMELD, State.VOORBEREIDING}


class Oracle:
    """Everything there is, read once; then asked about one location after another."""

    def __init__(self):
        self.places = list(Location.objects.select_related("organisation", "region"))
        self.scans = list(Scan.objects.select_related("adviser").prefetch_related("decisions"))
        self.applications = list(Application.objects.all())

    def scans_of(self, place):
        return [scan for scan in self.scans if scan.location_id == place.pk]

    def last(self, place):
        """The newest scan that was not withdrawn, else the newest."""
        found = self.scans_of(place)
        kept = [scan for scan in found if scan.state != State.VERVALLEN] or found
        return max(kept, key=lambda scan: (scan.opened_on, scan.pk.hex), default=None)

    def routes_admitted(self, place):
        return {a.route for a in self.applications if a.location_id == place.pk and a.state == "admitted"}

    def takes_part(self, place):
        return self.last(place) is not None or bool(self.routes_admitted(place))

    def fits(self, place, wanted):
        last = self.last(place)
        states = {"aangemeld"} if last is None else {last.state}
        routes = self.routes_admitted(place) | ({last.route} if last else set())
        return all([
            self.takes_part(place),
            all(word.lower() in f"{place.name}|{place.place}".lower() for word in wanted.text.split()),
            wanted.region in {None, place.region_id},
            not wanted.state or wanted.state in states,
            wanted.adviser is None or (last is not None and last.adviser_id == wanted.adviser),
            not wanted.route or wanted.route in routes,
            not wanted.tier or self.tier(place) == wanted.tier,
        ])  # fmt: skip

    def tier(self, place):
        last = self.last(place)
        decisions = list(last.decisions.all()) if last and last.state in FINAL else []
        return decisions[-1].tier if decisions else None

    def listed(self, wanted):
        return [place for place in self.places if self.fits(place, wanted)]

    def funnel(self, wanted, now):
        """How many of the listed locations have a scan that came so far."""
        found = dict.fromkeys(reached(None, now), 0)
        for place in self.listed(wanted):
            came = [reached(scan, now) for scan in self.scans_of(place)]
            for stage in found:
                found[stage] += any(steps[stage] for steps in came)
        return {"aangemeld": len(self.listed(wanted)) + self.waiting(wanted)} | found

    def waiting(self, wanted):
        """Applications nobody decided yet; of a filter on scans none fits."""
        if wanted.adviser is not None or wanted.state not in {"", "aangemeld"} or wanted.tier:
            return 0
        return sum(
            a.state == "new"
            and all(word.lower() in f"{a.location_name}|{a.place}".lower() for word in wanted.text.split())
            and wanted.region in {None, a.region_id}
            and wanted.route in {"", a.route}
            for a in self.applications
        )


def reached(scan, now):
    """Which stages one scan reached."""
    counts = scan is not None and scan.state != State.VERVALLEN
    sent = counts and scan.submitted_at is not None
    talking = counts and scan.state == State.GESPREK
    return {
        "open": counts and scan.state not in PREPARED,
        "ingevuld": sent or talking,
        "gesprek": sent or (talking and scan.meets_at is not None and scan.meets_at <= now),
        "ingediend": sent,
        "vastgesteld": counts and (scan.state in FINAL or bool(scan.decisions.all())),
        "actie": counts and scan.state == State.OPVOLGING,
        "herhaalscan": counts and scan.previous_id is not None,
    }
