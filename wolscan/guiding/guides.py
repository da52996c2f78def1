"""The three things that each role can do first, and where each of them is done. The texts alone: no database."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``page`` is the name of an address; ``at_place``: it needs one's own location."""

    title: str
    hint: str
    page: str
    at_place: bool = False


#: By the key of a role. Each has three, in the order in which they are usually done.
GUIDES: Mapping[str, tuple[Step, ...]] = {
    "coordinator": (
        Step(
            _("Start the scan, or go on where you were"),
            _("Your location has one page. It always shows the next step."),
            "location",
            at_place=True,
        ),
        Step(
            _("Name somebody who can stand in for you"),
            _("A deputy can do everything you can do. Handy when you are away."),
            "coordinators",
            at_place=True,
        ),
        Step(
            _("See what the programme office sees of you"),
            _("You see exactly the same. Share it with colleagues who have doubts."),
            "seen_by_office",
            at_place=True,
        ),
    ),
    "quality_officer": (
        Step(
            _("See how far your locations are"),
            _(
                "Below stands a card for each location, with its scan and its outcome. You read along; you "
                "change nothing."
            ),
            "location",
            at_place=True,
        ),
        Step(
            _("Look up good practices"),
            _("What other locations did at each theme, to take into the conversation."),
            "practices",
        ),
        Step(
            _("See what the programme office sees of a location"),
            _("No answers, and no outcome of one location in the figures."),
            "seen_by_office",
            at_place=True,
        ),
    ),
    "adviser": (
        Step(
            _("Open your work list"),
            _("It shows which scans wait for you, and which wait for the location."),
            "worklist",
        ),
        Step(
            _("Get to know the good practices"),
            _("You can give them along when you confirm a scan."),
            "practices",
        ),
        Step(
            _("Put your account in order"),
            _("Keep your backup codes in a safe place, apart from your phone."),
            "my_account",
        ),
    ),
    "programme_office": (
        Step(
            _("Admit locations that apply"),
            _("Or bring in many at once from a spreadsheet, under Import."),
            "application_list",
        ),
        Step(
            _("Give each scan an adviser"),
            _("Tick several at once. You see where a scan stands, never what was answered."),
            "assign_scans",
        ),
        Step(
            _("Follow the rounds, and publish figures"),
            _("You see how far each location is. Outcomes you see only of many locations together."),
            "operations",
        ),
    ),
    "administrator": (
        Step(
            _("Invite people and give them a role"),
            _("They get a mail with a link, and choose their own password."),
            "people",
        ),
        Step(
            _("Look in the log"),
            _("Who saw something, who changed something, who was refused."),
            "event_log",
        ),
        Step(
            _("Check how long data stay"),
            _("The site clears away by itself, and writes a receipt."),
            "retention",
        ),
    ),
}
