"""The pulse check in two steps."""

import re
from datetime import timedelta

import pytest

from scoring.followup.templates import for_topic
from scoring.models import PulseCheck
from tests.scoring.followup.plans import (
    LOW_TOPIC,
    TODAY,
    add,
    shown,
    text,
    url,
)


def test_pulse_check_in_two_steps(final, cast, coordinator):
    action = add(final, cast.coordinator, template=for_topic(LOW_TOPIC)[0].key)
    chosen = shown(coordinator.get(url(final, "pulse"), {"actie": action.pk}))
    ticked = re.findall(r'value="([\w-]+)" id="id_onderwerp_[\w-]+" checked', chosen)
    assert LOW_TOPIC in ticked
    address = f"{url(final, 'pulse_fill')}?" + "&".join(f"onderwerp={topic}" for topic in ticked)
    page = shown(coordinator.get(address))
    assert "Hoe is het nu?" in page
    assert "badge--level" not in page  # blank: the level of then comes afterwards
    answer = coordinator.post(address, dict.fromkeys(ticked, "neutraal") | {"held_on": TODAY, "note": "Rustiger."})
    result = text(coordinator.get(answer.url))

    assert answer.url.endswith("#pulscheck")
    assert PulseCheck.objects.get().levels == dict.fromkeys(ticked, "neutraal")
    assert "Toen: Ernstig issue Ernstig issue → Nu: Neutraal Neutraal Een hoger niveau dan toen" in result
    assert "Rustiger." in result


@pytest.mark.parametrize(
    "chosen", [[], ["privacy"], ["privacy", "toezicht", "onzin"], ["privacy", "privacy", "toezicht"]]
)
def test_too_few_or_unknown_topics_are_told(final, coordinator, chosen):
    answer = coordinator.get(url(final, "pulse_fill"), {"onderwerp": chosen})

    assert answer.status_code == 422
    assert "Dit klopt nog niet" in shown(answer)


def test_pulse_check_with_a_gap_keeps_what_was_chosen(final, coordinator):
    address = f"{url(final, 'pulse_fill')}?onderwerp=privacy&onderwerp=toezicht&onderwerp=eenzaamheid"
    answer = coordinator.post(
        address, {"privacy": "uitblinker", "toezicht": "neutraal", "held_on": TODAY, "note": "Ja"}
    )
    page = shown(answer)

    assert answer.status_code == 422
    assert "Kies wat nu past. Weet u het niet? Kies dan ‘Weet ik niet’." in page
    assert re.search(r'id="id_privacy_uitblinker" value="uitblinker"[^>]*checked', page)
    assert "Ja</textarea>" in page.replace("\n", "")
    assert not PulseCheck.objects.exists()


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1), "morgen", ""])
def test_day_of_a_pulse_check_lies_between_scan_and_today(final, coordinator, day):
    address = f"{url(final, 'pulse_fill')}?onderwerp=privacy&onderwerp=toezicht&onderwerp=eenzaamheid"
    given = dict.fromkeys(["privacy", "toezicht", "eenzaamheid"], "neutraal")

    assert coordinator.post(address, given | {"held_on": day}).status_code == 422


def test_pulse_check_is_removed_after_asking(final, coordinator):
    address = f"{url(final, 'pulse_fill')}?onderwerp=privacy&onderwerp=toezicht&onderwerp=eenzaamheid"
    given = dict.fromkeys(["privacy", "toezicht", "eenzaamheid"], "neutraal")
    coordinator.post(address, given | {"held_on": TODAY})
    remove = url(final, "pulse_remove", pulse=PulseCheck.objects.get().pk)
    assert "Privacy" in shown(coordinator.get(remove))
    assert PulseCheck.objects.exists()
    coordinator.post(remove)

    assert not PulseCheck.objects.exists()
    assert coordinator.get(remove).url.endswith("#pulscheck")
