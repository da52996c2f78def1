"""The list *verschil met voorbeeld*, as bijlagen 5 and 6 of the NZa make it by hand."""

from django.utils import translation

from scoring.domain.staffing.examples import example
from scoring.staffing.differences import example_views
from tests.scoring.staffing.rosters import ALTERNATIVE_6, NIGHT, RULES, roster, shift


def rows(own, key):
    return {label: values for label, *values in next(e.rows for e in example_views(own, RULES) if e.key == key)}


def test_example_does_not_differ_from_itself():
    views = {view.key: view for view in example_views(example("nza", RULES).roster, RULES)}

    assert views["nza"].rows == []
    assert (views["nza"].fte_per_client, views["actiz"].fte_per_client) == ("0,88", "0,83")


def test_actiz_beside_the_nza():
    assert rows(example("nza", RULES).roster, "actiz") == {
        "Betaalde uren per groep per dag (netto)": ["36,0", "34,0"],
        "Niveaus in het rooster": ["2, 3, 4", "2, 3"],
        "Betaalde uren voor alleen zingeving, per groep per dag": ["geen", "8,0"],
        "Onbetaalde uren per groep per dag": ["geen", "8,0"],
        "Productiviteit": ["66%", "80%"],
    }


def test_size_of_groups_and_night():
    own = roster([*ALTERNATIVE_6[:4], shift(NIGHT, 3, share=0.1, purpose="nacht")], clients=6, productivity=0.81)

    found = rows(own, "nza")

    assert found["Cliënten per groep"] == ["6", "8"]
    assert found["Cliënten per betaalde medewerker ’s nachts"] == ["60", "32"]
    assert found["Productiviteit"] == ["81%", "66%"]


def test_nobody_at_night():
    with translation.override("en"):
        found = rows(roster([shift("07:00-15:00", 3)]), "nza")

    assert found["Clients per paid person at night"] == ["nobody in the roster", "32"]
