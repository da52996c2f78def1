"""Small words of the outcome: names of needs, tiers, flags and groups, shares in words, and names in a row."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from questionnaires.definitions import TEAM, Level, Questionnaire
from questionnaires.presenters import tr
from scoring.domain.rules import Share
from scoring.models import Tier


def level_word(level: Level) -> str:
    """A level inside a sentence."""
    return tr(level.short).lower()


def quoted(name: str) -> str:
    """The name of a topic or theme inside a sentence."""
    return _("‘%(name)s’") % {"name": name}


def listed(names: Sequence[str]) -> str:
    """Names in a row: ‘a’, ‘b’ and ‘c’."""
    marked = [quoted(name) for name in names]
    if len(marked) < 2:
        return "".join(marked)
    return _("%(most)s and %(last)s") % {"most": ", ".join(marked[:-1]), "last": marked[-1]}


def share_words(share: Share) -> str:
    """A share as people say it."""
    words = {
        Share(1, 4): pgettext("share", "a quarter"),
        Share(1, 3): pgettext("share", "a third"),
        Share(1, 2): pgettext("share", "half"),
    }
    return words.get(share) or _("%(number)d%%") % {"number": round(100 * share.numerator / share.denominator)}


def need_word(need: str | None) -> str:
    """What a theme needs, short enough for a table."""
    return {
        "geen": pgettext("need", "None"),
        "licht": _("Light support"),
        "op_locatie": _("Support on location"),
        None: _("Cannot be said yet"),
    }[need]


def tier_meaning(tier: str | None) -> str:
    """What a tier means for the location, in a few sentences."""
    return {
        Tier.ZELF: _(
            "The location works on the outcome itself, without an adviser. The repeat scan still comes after a year."
        ),
        Tier.LICHT: _(
            "An adviser passes on knowledge, or brings the location into contact with another location to learn from "
            "each other. The repeat scan comes after a year."
        ),
        Tier.EXTRA: _(
            "An adviser comes to the location and works closely with the team on one theme. The repeat scan comes "
            "after a year."
        ),
        Tier.INTENSIEF: _(
            "Advisers come to the location and work with the team on several themes, because much has to get better. "
            "The repeat scan comes after a year."
        ),
        None: _(
            "There are too few answers for a proposal. The adviser talks with the location and decides which support "
            "fits."
        ),
    }[Tier(tier) if tier else None]


def tier_name(tier: str | None) -> str:
    """The name of a tier, or that there is no proposal yet."""
    return str(Tier(tier).label) if tier else _("No proposal yet")


def flag_sentence(flag: str, group_names: Sequence[str]) -> str:
    """What a flag says about a topic. ``group_names``: who called a critical topic serious."""
    return {
        "verschil": _("The groups see this very differently."),
        "stem_van_de_client": _("Residents and client representatives are less positive than the others."),
        "ernstig_gezien": _("Named a serious issue by: %(groups)s.") % {"groups": ", ".join(group_names)},
        "weinig_zicht": _("In one of the groups many people do not know."),
    }[flag]


def flag_mark(flag: str) -> str:
    """The same in two or three words, for where there is little room."""
    return {
        "verschil": _("large difference"),
        "stem_van_de_client": _("clients less positive"),
        "ernstig_gezien": _("named serious"),
        "weinig_zicht": _("many do not know"),
    }[flag]


def unit_name(questionnaire: Questionnaire, key: str) -> str:
    """The name of those who speak with one voice: a group, the team, or a pool of small groups."""
    pools = {
        TEAM: _("The team together"),
        "overig_medewerkers": _("Other staff"),
        "overig_naasten": _("Other relatives and volunteers"),
        "overig": _("Others"),
    }
    return pools.get(key) or next(tr(group.label) for group in questionnaire.groups if group.key == key)


def warning_subject(code: str) -> str:
    """What a warning of the check before sending in is about, in a few words."""
    subjects = {
        "een_groep": _("Only one group"),
        "niet_meegeteld": _("Sheets that do not count"),
        "stem_client_ontbreekt": _("Voice of residents missing"),
        "alles_gelijk": _("All answers the same"),
        "veel_weet_ik_niet": _("Often ‘I do not know’"),
        "niet_besproken": _("Topics without a decision"),
        "zonder_reden": _("Decisions without a reason"),
        "verschillende_visies": _("Differing views"),
        "hulp_ontbreekt": _("Themes without an answer about help"),
        "reactie_ontbreekt": _("No reaction of the client council"),
        "vragen_onbeantwoord": _("Questions of the adviser without an answer"),
        "ernstig_zonder_opvolging": _("Serious issue without a follow-up"),
    }
    return subjects.get(code, code)
