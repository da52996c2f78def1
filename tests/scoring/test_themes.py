"""Theme levels and needs: every threshold, exactly; and every reason."""

import itertools
from fractions import Fraction

import pytest

from scoring.domain.agreement import Sheet
from scoring.domain.judgement import Tally, judge
from scoring.domain.score import score_scan
from tests.scoring.synthetic import BEST, DONT_KNOW, LEVELS, LOW, NEUTRAL, NVT, RULES, SERIOUS, one_theme

RANK = {level: rank for rank, level in enumerate(reversed(LEVELS))}
WEIGHT = ["geen", "licht", "op_locatie"]


def theme(standing, critical=()):
    """The outcome of one theme whose topics stand like this; ``critical`` are places."""
    plan = one_theme([f"x{place}{'!' if place in critical else ''}" for place in range(len(standing))])
    answers = {f"x{place}": level for place, level in enumerate(standing) if level}
    return score_scan(plan, [Sheet("team", answers)]).themes["t"]


def codes(standing, critical=()):
    return [reason.code for reason in theme(standing, critical).reasons]


def filled(n, rest=NEUTRAL, **counts):
    """``n`` topics: so many ``serious``, ``low`` and ``best``, the others ``rest``."""
    found = [SERIOUS] * counts.get("serious", 0) + [LOW] * counts.get("low", 0) + [BEST] * counts.get("best", 0)
    assert len(found) <= n
    return found + [rest] * (n - len(found))


# The thresholds, just below, at and above ---------------------------------------------------------


@pytest.mark.parametrize(("scored", "total", "known"), [(4, 9, False), (5, 9, True), (4, 8, True), (3, 8, False)])
def test_half_of_all_topics_must_have_a_level(scored, total, known):
    for missing in (None, DONT_KNOW, NVT):
        found = theme([NEUTRAL] * scored + [missing] * (total - scored))
        assert (found.level, found.need) == ((NEUTRAL, "geen") if known else (None, None))


@pytest.mark.parametrize(("serious", "n", "level"), [(1, 4, SERIOUS), (1, 5, LOW), (2, 8, SERIOUS), (2, 9, LOW)])
def test_a_quarter_serious_makes_a_theme_serious(serious, n, level):
    assert theme(filled(n, serious=serious)).level == level
    assert theme(filled(n, serious=serious, rest=BEST)).level == level


@pytest.mark.parametrize(("low", "n", "level"), [(1, 3, LOW), (1, 4, NEUTRAL), (3, 9, LOW), (2, 9, NEUTRAL)])
def test_a_third_low_makes_a_theme_a_point_of_attention(low, n, level):
    assert theme(filled(n, low=low)).level == level


@pytest.mark.parametrize(("best", "n", "level"), [(4, 8, BEST), (3, 8, NEUTRAL), (5, 9, BEST), (4, 9, NEUTRAL)])
def test_half_outstanding_makes_a_theme_outstanding(best, n, level):
    assert theme(filled(n, best=best)).level == level


@pytest.mark.parametrize(("low", "n", "need"), [(3, 5, "op_locatie"), (5, 9, "licht"), (6, 9, "op_locatie")])
def test_three_fifths_low_needs_support_on_location(low, n, need):
    assert theme(filled(n, low=low)).need == need


def test_shares_run_over_topics_with_a_level():
    assert theme([SERIOUS, NEUTRAL, NEUTRAL, NEUTRAL, DONT_KNOW, NVT, None]).level == SERIOUS
    assert theme([SERIOUS, NEUTRAL, NEUTRAL, NEUTRAL, NEUTRAL, DONT_KNOW]).level == LOW


def test_one_critical_serious_topic_is_enough():
    assert theme(filled(12, serious=1), critical=[0]).level == SERIOUS
    assert theme(filled(12, serious=1), critical=[1]).level == LOW


def test_outstanding_needs_a_level_for_every_critical_topic_that_applies():
    for missing, level in ((None, NEUTRAL), (DONT_KNOW, NEUTRAL), (NVT, BEST)):
        assert theme([BEST, BEST, BEST, missing], critical=[3]).level == level
        assert theme([BEST, BEST, BEST, missing]).level == BEST


def test_outstanding_allows_nothing_low():
    assert theme(filled(9, low=1, best=8)).level == NEUTRAL


# All of it against the text, for every mix of up to twelve topics ---------------------------------


def tallies(largest=12):
    for total, scored in itertools.product(range(1, largest + 1), range(largest + 1)):
        for serious, low, best in itertools.product(range(scored + 1), repeat=3):
            if scored <= total and serious + low + best <= scored:
                for critical in {(0, 0), (min(serious, 1), 0), (0, min(low, 1)), (min(serious, 2), min(low, 1))}:
                    yield Tally(total, scored, serious, low, best, *critical, 0)
                if total > scored:
                    yield Tally(total, scored, serious, low, best, 0, 0, 1)


def expected(tally):
    if tally.scored < Fraction(1, 2) * tally.total:
        return None, None
    low = tally.serious + tally.attention
    many_low = low >= Fraction(3, 5) * tally.scored
    if tally.critical_serious or tally.serious >= Fraction(1, 4) * tally.scored:
        return SERIOUS, "op_locatie"
    if tally.serious or low >= Fraction(1, 3) * tally.scored:
        return LOW, "op_locatie" if many_low else "licht"
    if tally.best >= Fraction(1, 2) * tally.scored and not low and not tally.critical_open:
        return BEST, "geen"
    return NEUTRAL, "geen"


def test_level_and_need_for_every_mix_of_topics():
    for tally in tallies():
        verdict = judge(RULES, tally)
        assert (verdict.level, verdict.need) == expected(tally), tally


def classes(n, critical):
    """Every way in which ``n`` plain and some critical topics can have levels, as sorted tuples of ranks."""
    plain = itertools.combinations_with_replacement(range(4), n)
    return itertools.product(plain, itertools.combinations_with_replacement(range(4), critical))


def tally_of(plain, critical):
    both = plain + critical
    counts = both.count(0), both.count(1), both.count(3)
    return Tally(len(both), len(both), *counts, critical.count(0), critical.count(1), 0)


def steps(plain, critical):
    """Every single step up of one topic."""
    for place, rank in enumerate(plain):
        if rank < 3:
            yield tuple(sorted((*plain[:place], rank + 1, *plain[place + 1 :]))), critical
    for place, rank in enumerate(critical):
        if rank < 3:
            yield plain, tuple(sorted((*critical[:place], rank + 1, *critical[place + 1 :])))


@pytest.mark.parametrize(("plain", "critical"), [(1, 0), (3, 0), (4, 1), (5, 0), (6, 2), (8, 1), (7, 3), (10, 0)])
def test_every_step_up_from_every_mix(plain, critical):
    """Monotone; what lies one step away; and the price of a lighter need, against a search over all ways up."""
    cheapest = {}
    for mix in sorted(classes(plain, critical), key=lambda mix: -sum(mix[0] + mix[1])):
        verdict = judge(RULES, tally_of(*mix))
        above = [judge(RULES, tally_of(*other)) for other in steps(*mix)]
        assert all(RANK[other.level] >= RANK[verdict.level] for other in above)
        assert all(WEIGHT.index(other.need) <= WEIGHT.index(verdict.need) for other in above)
        prices = [1 + cheapest[other, verdict.need] for other in steps(*mix)]
        for need in WEIGHT:
            is_lighter = WEIGHT.index(verdict.need) < WEIGHT.index(need)
            ways = [1 + cheapest[other, need] for other in steps(*mix)]
            cheapest[mix, need] = 0 if is_lighter else min(ways, default=1000)
        if verdict.need != "geen":
            assert sum(verdict.price) == min(prices)
        down = {verdict.need for other in [mix] for verdict in below(*other)}
        near = ({other.need for other in above} | down) - {verdict.need}
        assert verdict.nearby == {(verdict.need, need) for need in near}


def below(plain, critical):
    """The verdict after every single step down: the ways up, mirrored."""
    mirrored = [tuple(sorted(3 - rank for rank in part)) for part in (plain, critical)]
    for other in steps(*mirrored):
        yield judge(RULES, tally_of(*(tuple(3 - rank for rank in part) for part in other)))


# Reasons ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "critical", "expected"),
    [
        ([NEUTRAL, None, NVT], [], [("onvoldoende_beeld", ("x1", "x2"))]),
        ([None], [0], [("onvoldoende_beeld", ("x0",))]),
        (
            [NEUTRAL, SERIOUS, LOW, SERIOUS, BEST],
            [1, 4],
            [
                ("kritisch_ernstig", ("x1",)),
                ("kwart_ernstig", ("x1", "x3")),
                ("steun_thema_ernstig", ("x1", "x3")),
            ],
        ),
        (filled(5, serious=1), [0], [("kritisch_ernstig", ("x0",)), ("steun_thema_ernstig", ("x0",))]),
        (filled(4, serious=1), [], [("kwart_ernstig", ("x0",)), ("steun_thema_ernstig", ("x0",))]),
        (filled(5, serious=1), [], [("ernstig_topic", ("x0",)), ("steun_licht", ("x0",))]),
        (filled(3, low=1), [], [("derde_laag", ("x0",)), ("steun_licht", ("x0",))]),
        (
            filled(5, serious=1, low=2),
            [],
            [
                ("ernstig_topic", ("x0",)),
                ("derde_laag", ("x0", "x1", "x2")),
                ("steun_drievijfde_laag", ("x0", "x1", "x2")),
            ],
        ),
        ([BEST, NEUTRAL, BEST, NVT], [3], [("helft_uitblinker", ("x0", "x2"))]),
        ([BEST, NEUTRAL, NEUTRAL, NVT], [], [("minder_dan_helft_uitblinker", ("x1", "x2"))]),
        (filled(5, low=1, best=4), [], [("laag_topic", ("x0",))]),
        ([BEST, BEST, None, None], [2], [("kritisch_zonder_niveau", ("x2",))]),
        (
            [BEST, NEUTRAL, LOW, NEUTRAL, DONT_KNOW, NVT],
            [0, 4, 5],
            [
                ("minder_dan_helft_uitblinker", ("x1", "x2", "x3")),
                ("laag_topic", ("x2",)),
                ("kritisch_zonder_niveau", ("x4",)),
            ],
        ),
    ],
)
def test_reasons_name_the_topics_that_made_it_so(standing, critical, expected):
    assert theme(standing, critical).reasons == tuple(expected)


def test_every_mix_of_levels_is_explained():
    for standing in itertools.product([*LEVELS, None, NVT], repeat=4):
        found = theme(standing, critical=[0])
        assert found.reasons
        assert all(reason.topics for reason in found.reasons)
        has_need_reason = any(reason.code.startswith("steun_") for reason in found.reasons)
        assert has_need_reason == (found.need in ("licht", "op_locatie"))
