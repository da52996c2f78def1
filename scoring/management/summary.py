"""The outcome of a scan as a page of Dutch text, for whoever scores at a terminal. Imports no models.

The pages of the site have their own, longer sentences (``scoring.outcomes``); codes are those of
``scoring.domain.themes`` and ``scoring.domain.tiers``.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from questionnaires.definitions import Questionnaire, Theme
from scoring.domain import plan as plans
from scoring.domain.plan import Plan
from scoring.domain.rules import Rules, Share
from scoring.domain.schedule import invitation_on
from scoring.domain.score import Outcome
from scoring.domain.themes import ThemeOutcome
from scoring.domain.tiers import TierOutcome

TIERS = {
    "zelf": "Zelf aan de slag",
    "licht": "Lichte ondersteuning",
    "extra": "Extra ondersteuning",
    "intensief": "Intensieve ondersteuning",
    None: "nog geen voorstel",
}
NEEDS = {
    "geen": "geen ondersteuning nodig",
    "licht": "lichte ondersteuning",
    "op_locatie": "ondersteuning op locatie",
    None: "ondersteuning nog niet te zeggen",
}
FLAGS = {
    "verschil": "groepen denken er heel verschillend over",
    "stem_van_de_client": "cliënten zijn minder positief dan de anderen",
    "ernstig_gezien": "een groep noemt het een ernstig issue",
    "weinig_zicht": "veel mensen weten het niet",
}
WARNINGS = {"ernstig_zonder_steun": "er is een ernstig issue, terwijl er geen adviseur op locatie komt"}


def as_text(outcome: Outcome) -> str:
    """The outcome as text, ending in an empty line so that several stand apart."""
    plan = plans.load(outcome.questionnaire, outcome.rules)
    lines = [
        f"Uitkomst van de scan (vragenlijst {outcome.questionnaire}, regels {outcome.rules})",
        "",
        *_tier(plan, outcome.tier),
        *_dates(plan.rules, outcome.repeat_on),
        "",
    ]
    for theme in plan.questionnaire.themes:
        lines += _theme(plan, theme, outcome.themes[theme.key])
    return "\n".join([*lines, *_to_talk_about(plan, outcome), "", ""])


def theme_reasons(rules: Rules) -> dict[str, str]:
    """Why a theme has its level or need, by code."""
    return {
        "onvoldoende_beeld": f"minder dan {_share(rules.enough_scored)} van de onderwerpen heeft een niveau",
        "kritisch_ernstig": "een kritisch onderwerp is ernstig issue",
        "kwart_ernstig": f"{_share(rules.serious_share)} of meer is ernstig issue",
        "ernstig_topic": "er is een ernstig issue",
        "derde_laag": f"{_share(rules.attention_share)} of meer is aandachtspunt of lager",
        "helft_uitblinker": f"{_share(rules.best_share)} of meer is uitblinker, niets is aandachtspunt of lager",
        "minder_dan_helft_uitblinker": f"minder dan {_share(rules.best_share)} is uitblinker",
        "laag_topic": "er is een aandachtspunt",
        "kritisch_zonder_niveau": "een kritisch onderwerp heeft geen niveau",
        "steun_thema_ernstig": "op locatie, want het thema is ernstig issue",
        "steun_drievijfde_laag": f"op locatie, want {_share(rules.on_site_share)} of meer is aandachtspunt of lager",
        "steun_licht": "licht, want het thema is aandachtspunt",
    }


def tier_reasons(rules: Rules) -> dict[str, str]:
    """Why a tier is proposed, by code."""
    return {
        "twee_op_locatie": f"{rules.intensive_themes} of meer thema's hebben ondersteuning op locatie nodig",
        "een_op_locatie": "één thema heeft ondersteuning op locatie nodig",
        "drie_licht": f"{rules.light_themes} of meer thema's hebben lichte ondersteuning nodig",
        "hoogstens_twee_licht": f"minder dan {rules.light_themes} thema's hebben lichte ondersteuning nodig",
        "geen_steun": "geen thema heeft ondersteuning nodig",
        "onvoldoende_beeld": "er zijn te weinig antwoorden bij",
    }


def _tier(plan: Plan, tier: TierOutcome) -> Iterator[str]:
    yield f"Ondersteuning: {TIERS[tier.proposal]}"
    titles = {theme.key: theme.title.nl for theme in plan.questionnaire.themes}
    for code, themes in tier.reasons:
        named = f": {_row([titles[key] for key in themes])}" if len(themes) < len(titles) else ""
        yield f"  Want {tier_reasons(plan.rules)[code]}{named}."
    for warning in tier.warnings:
        yield f"  Let op: {WARNINGS[warning]}."
    if tier.narrow:
        yield "  Nipt: één stap op één onderwerp geeft andere ondersteuning."
    if tier.what_if:
        yield f"  Lichter na stappen omhoog ({len(tier.what_if)}):"
    for topic, start, end in tier.what_if:
        levels = plan.questionnaire.levels
        yield f"    {_titles(plan.questionnaire, [topic])}: van {levels[start].short.nl} naar {levels[end].short.nl}"


def _dates(rules: Rules, repeat_on: date | None) -> Iterator[str]:
    if repeat_on:
        yield f"Herhaalscan: {repeat_on:%d-%m-%Y} (uitnodiging: {invitation_on(rules, repeat_on):%d-%m-%Y})"


def _theme(plan: Plan, theme: Theme, outcome: ThemeOutcome) -> Iterator[str]:
    level = plan.questionnaire.levels[outcome.level].label.nl if outcome.level else "Onvoldoende beeld"
    yield f"{theme.number}. {theme.title.nl}: {level}; {NEEDS[outcome.need]}"
    for code, topics in outcome.reasons:
        yield f"   - {theme_reasons(plan.rules)[code]}: {_titles(plan.questionnaire, topics)}"


def _to_talk_about(plan: Plan, outcome: Outcome) -> Iterator[str]:
    flagged = {key: topic.flags for key, topic in outcome.topics.items() if topic.flags}
    if flagged:
        yield "\nOm over te praten:"
    for key, flags in flagged.items():
        yield f"- {_titles(plan.questionnaire, [key])}: {'; '.join(FLAGS[flag] for flag in flags)}"


def _titles(questionnaire: Questionnaire, topics: Sequence[str]) -> str:
    return _row([questionnaire.topics[key].title.nl for key in topics])


def _row(names: Sequence[str]) -> str:
    return "; ".join(names)


def _share(share: Share) -> str:
    return f"{share.numerator}/{share.denominator}"
