"""The words of published figures: names of tables, breakdowns and groups, and why something is hidden."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from questionnaires.definitions import Level, Questionnaire, Text
from questionnaires.round.forms import TARGET_GROUPS
from scoring.domain import disclosure_model as model
from scoring.domain.levels import LEVELS
from scoring.publication.population import (
    NOT_COMPARABLE,
    OTHER_VERSION,
    REOPENED,
    REPEATED,
    UNFINISHED,
    WITHDRAWN,
)
from wolscan.models import Region

#: Between the names of levels that were put together: a level carries its words in both languages.
_AND = {"nl": " en ", "en": " and "}


def breakdown_name(breakdown: str) -> str:
    """What figures are broken down by."""
    return {
        model.COUNTRY: _("The whole country"),
        model.ZORGKANTOOR: _("By zorgkantoor"),
        model.REGION: _("By region"),
        model.SIZE: _("By size"),
        model.SMALL: _("Small scale or not"),
        model.TARGET: _("By target group"),
        model.PERIOD: _("By half-year of confirmation"),
    }[breakdown]


def group_names(breakdown: str) -> Mapping[str, str]:
    """The names of the groups of a breakdown; a group that is not in it is called by its key."""
    if breakdown == model.REGION:
        return dict(Region.objects.order_by("valid_from").values_list("key", "name"))
    return {
        model.COUNTRY: {model.NL: _("The Netherlands")},
        model.SIZE: {
            "1-24": _("1 to 24 residents"),
            "25-49": _("25 to 49 residents"),
            "50-99": _("50 to 99 residents"),
            "100-plus": _("100 residents or more"),
        },
        model.SMALL: {"yes": _("Small scale"), "no": _("Not small scale")},
        model.TARGET: {key: str(name) for key, name in TARGET_GROUPS},
    }.get(breakdown, {})


def group_name(breakdown: str, group: str, names: Mapping[str, str]) -> str:
    """The name of one group: a half-year in words, else by ``names``."""
    if breakdown == model.PERIOD:
        year, half = group.split("-")
        return (_("First half of %(year)s") if half == "1" else _("Second half of %(year)s")) % {"year": year}
    return names.get(group, group)


def step_name(step: str) -> str:
    """A step of the funnel."""
    return {
        "aangemeld": pgettext("funnel", "Applied or in preparation"),
        "open": pgettext("funnel", "Open for answers"),
        "ingevuld": pgettext("funnel", "Filled in"),
        "gesprek": pgettext("funnel", "Conversation held"),
        "ingediend": pgettext("funnel", "Sent in"),
        "vastgesteld": pgettext("funnel", "Confirmed"),
        "actie": pgettext("funnel", "Working on actions"),
        "herhaalscan": pgettext("funnel", "Repeat scan begun"),
    }[step]


def hidden_because(why: str) -> str:
    """Why a row has no figures, in one sentence."""
    return {
        model.FEW: _("Hidden: fewer than 10 locations or 3 organisations, or one organisation has more than half."),
        model.JOINED: _("Hidden: too few locations. They are counted in the figures of the zorgkantoor."),
        model.COMPLEMENT: _("Hidden: other figures minus these would give away a small group."),
        model.ONE_SIDED: _("Hidden: nearly all locations are at one level."),
        model.EXACT: _("Hidden: the rounded counts together would give exact counts away."),
        model.ATTACK: _("Hidden: together with other figures these would give away too much."),
        model.ABSENT: _("There is nothing to count here."),
    }.get(why, _("Hidden, to protect the locations."))


def exclusion_name(why: str) -> str:
    """Why scans do not count."""
    return {
        UNFINISHED: _("Not confirmed yet"),
        WITHDRAWN: _("Withdrawn"),
        REOPENED: _("Under review again"),
        OTHER_VERSION: _("Another version of the questionnaire or the rules"),
        REPEATED: _("Followed by a repeat scan; counts only in first against repeat"),
        NOT_COMPARABLE: _("Repeat scan of which the first used another version; not in first against repeat"),
    }.get(why, why)


def merged_level(asked: Questionnaire, key: str) -> Level:
    """The level of a cell; levels that were put together are one level with both names."""
    parts = [asked.levels[part] for part in key.split("+")]
    if len(parts) == 1:
        return parts[0]
    return Level(
        key="-".join(part.key for part in parts),
        rank=parts[0].rank,
        icon=parts[0].icon,
        label=_both(parts, "label"),
        short=_both(parts, "short"),
        definition=_both(parts, "definition"),
    )


def _both(parts: list[Level], field: str) -> Text:
    return Text(
        **{
            language: between.join(_in(getattr(part, field), language, i) for i, part in enumerate(parts))
            for language, between in _AND.items()
        }
    )


def _in(text: Text, language: str, place: int) -> str:
    found: str = getattr(text, language)
    return found if place == 0 else found[:1].lower() + found[1:]


def rank_of(level: str) -> int:
    """The worst rank of a cell."""
    return LEVELS.index(level.split("+")[0])
