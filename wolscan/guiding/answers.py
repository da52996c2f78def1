"""Help: what people really ask, answered in a few sentences, and the words of the scan. The texts alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer."""

    question: str
    answer: str


TAKING_PART: Final = (
    Answer(
        _("Can anybody see what I filled in?"),
        _(
            "No. When you send your sheet, your answers are copied without your name and the link with you "
            "is deleted. "
            "The coordinator sees how many people of a group sent theirs, never who."
        ),
    ),
    Answer(
        _("I do not know an answer. What do I choose?"),
        _("Choose “I don’t know”. That is an answer as well: it shows what people cannot see. You may also skip it."),
    ),
    Answer(
        _("Can I stop and go on later?"),
        _(
            "Yes. What you choose is saved by itself. Open the same link again, or type your code, on any device. "
            "You can go on until the last day."
        ),
    ),
    Answer(
        _("I have lost my link or my code."),
        _("Ask whoever invited you. The name and phone number stand in the mail or the letter."),
    ),
    Answer(
        _("I would rather do it on paper."),
        _("You can. Ask whoever invited you for a paper form. Somebody else than the coordinator types it over."),
    ),
)

ANSWERS: Final[Mapping[str, tuple[Answer, ...]]] = {
    "coordinator": (
        Answer(
            _("Where do I begin?"),
            _(
                "On the page of your location. Choose whether everybody fills in a sheet of their own, or "
                "you fill in "
                "one team sheet together. Then you choose the dates and invite people."
            ),
        ),
        Answer(
            _("Can I see who has sent their sheet?"),
            _(
                "No, nobody can. You see numbers per group, and you can send everybody who was invited a "
                "reminder, three times at most."
            ),
        ),
        Answer(
            _("Too few people have answered. What now?"),
            _(
                "Send a reminder, or move the last day, with a reason. A group of fewer than three sheets "
                "does not count "
                "on its own: together with other groups it does."
            ),
        ),
        Answer(
            _("Can I change something after sending the scan in?"),
            _(
                "Not by yourself. The adviser can return the scan with questions. Then you can change "
                "levels and send it in again."
            ),
        ),
        Answer(
            _("I go on leave. Who takes over?"),
            _(
                "Name a deputy under “Coordinators” on the page of your location. You can also hand the "
                "location over to somebody else."
            ),
        ),
    ),
    "quality_officer": (
        Answer(
            _("Which locations do I see?"),
            _("All locations of your organisation, with their scans. Not those of other organisations."),
        ),
        Answer(
            _("Can I change something?"),
            _("No. You read along, and you can download reports. The coordinator of the location does the rest."),
        ),
        Answer(
            _("May I compare my locations with each other?"),
            _(
                "You may, but read the notes first: levels come from a conversation, not from a "
                "measurement. The page "
                "“beside other locations” compares one location with many others."
            ),
        ),
        Answer(
            _("I miss a location."),
            _("Ask the programme office. They keep the list of locations and organisations."),
        ),
    ),
    "adviser": (
        Answer(
            _("When can I read a scan?"),
            _(
                "When it was sent in, or earlier if the location invited you to its conversation. Before "
                "that you see "
                "how far it is, and no answers."
            ),
        ),
        Answer(
            _("I see a topic differently from the location."),
            _("Put your own level beside it, with the reason. The level of the location stays as it is."),
        ),
        Answer(
            _("May I choose other support than the rule proposes?"),
            _("Yes, with a reason. Both are kept: what the rule proposed and what you chose."),
        ),
        Answer(
            _("I cannot look after a scan any more."),
            _(
                "Hand it over to a colleague from the page of the scan, or ask the programme office to "
                "give it to somebody else."
            ),
        ),
    ),
    "programme_office": (
        Answer(
            _("Why do I not see the outcome of a location?"),
            _(
                "That is how it was promised. A location fills in the scan honestly because its outcome "
                "stays with it "
                "and its adviser. You see the state, the dates and the support that was decided."
            ),
        ),
        Answer(
            _("Why is a number hidden?"),
            _(
                "It would say something about too few locations. Sometimes another number is hidden too, "
                "because the first could be worked out from it."
            ),
        ),
        Answer(
            _("An import went wrong."),
            _(
                "Nothing was changed before you confirmed: a file is checked first. Mend the rows that are named and "
                "offer the file again. Rows that are there already stay as they are."
            ),
        ),
        Answer(
            _("How do I give a scan another adviser?"),
            _("Under “Assign advisers”. Choose the scan, then the adviser. Both get a mail."),
        ),
    ),
    "administrator": (
        Answer(
            _("Somebody has lost their second step."),
            _(
                "Make sure that you speak to the right person. Then open the account under “Accounts and "
                "roles” and take the second step away."
            ),
        ),
        Answer(
            _("How do I make another administrator?"),
            _("Only on the server, with a command: make_administrator. The manual for running the site says how."),
        ),
        Answer(
            _("Can I open a scan to see what is wrong?"),
            _("No. Whoever keeps the accounts sees no scans. Ask the adviser or the coordinator to look."),
        ),
        Answer(
            _("Somebody leaves the organisation."),
            _(
                "End the role, or close the account. What that person decided stays; the account opens "
                "nothing any more."
            ),
        ),
    ),
}

#: The words that people meet, by a key that a page names (``_components/what_is.html``).
WORDS: Final[Mapping[str, Answer]] = {
    "code": Answer(
        _("What is a word code?"),
        _(
            "Two words and a number, such as TULP-REGEN-27, in your letter. It opens your own sheet. "
            "Capitals and hyphens do not matter."
        ),
    ),
    "nvt": Answer(
        _("What does “not applicable” mean?"),
        _(
            "That the topic has no place at this location at all. If it does, but you cannot see how it "
            "goes, choose “I don’t know”. "
            "Neither of the two counts as good or bad."
        ),
    ),
    "narrow": Answer(
        _("What does “narrow” mean?"),
        _(
            "One changed topic would give another proposal for support. So look at that topic once more "
            "before you decide."
        ),
    ),
    "on": Answer(
        _("What is a reference day?"),
        _(
            "The day on which is counted. What happened later is not in the figures of that day, and they "
            "do not change any more."
        ),
    ),
    "serious": Answer(
        pgettext_lazy("help", "What is a serious issue?"),
        _(
            "The lowest of the four levels: it has to get better now. The manager and the adviser hear of "
            "it on the same day. "
            "It is no report to the inspectorate."
        ),
    ),
    "minority": Answer(
        _("What happens when a group sees it differently?"),
        _("The difference stays visible in the report. Nobody is averaged away, and what clients say is shown apart."),
    ),
    "repeat": Answer(
        _("What is the repeat scan?"),
        _("The same scan, a year later. You fill it in blank; only then do you see how it was last time."),
    ),
}
