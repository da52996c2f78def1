"""The start page says at first what a role can do here; help and manuals are for everybody."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from tests import factories
from wolscan.guiding.answers import ANSWERS
from wolscan.guiding.guides import GUIDES
from wolscan.guiding.manuals import FOLDER, IMAGES, NAMES, size_of
from wolscan.guiding.markdown import Renderer
from wolscan.guiding.queries import MANUALS
from wolscan.permissions import Role

TITLE = "Dit kunt u hier doen"
PEOPLE = ["coordinator", "quality_officer", "adviser", "programme_office", "administrator"]
ROOT = Path(__file__).parents[3]
README = ROOT / "README.md"


def test_every_role_has_three_steps_answers_and_a_manual():
    assert {key: len(steps) for key, steps in GUIDES.items()} == {role.value: 3 for role in Role}
    assert set(ANSWERS) == set(MANUALS) == set(Role.values)
    assert set(NAMES) == {path.stem for path in FOLDER.glob("*.md")}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_start_page_leads_to_three_things_that_open(cast, as_user, person):
    client = as_user(getattr(cast, person))

    page = client.get("/").content.decode()

    part = page[page.index("guide__lines") :]
    links = re.findall(r'<a href="([^"]+)"', part[: part.index("</ol>")])
    assert TITLE in page
    assert len(links) == 3
    assert [client.get(link).status_code for link in links] == [200, 200, 200]


def test_understood_puts_it_away_for_good_and_help_brings_it_back(cast, as_user):
    client = as_user(cast.coordinator)

    answer = client.post(reverse("guide_seen"), {"rol": "coordinator"}, follow=True)
    assert "guide__lines" not in answer.content.decode()
    assert TITLE not in as_user(cast.coordinator).get("/").content.decode()

    client.post(reverse("guides_again"))
    assert TITLE in client.get("/").content.decode()


def test_each_role_of_one_person_has_its_own_guide(cast, as_user):
    factories.Membership.objects.create(user=cast.adviser, role=Role.PROGRAMME_OFFICE)
    client = as_user(cast.adviser)

    both = client.get("/").content.decode()
    client.post(reverse("guide_seen"), {"rol": "adviser"})
    one = client.get("/").content.decode()

    assert (both.count("guide__lines"), one.count("guide__lines")) == (2, 1)
    assert 'value="programme_office"' in one


def test_a_role_that_does_not_exist_changes_nothing(cast, as_user):
    as_user(cast.coordinator).post(reverse("guide_seen"), {"rol": "koning"})

    cast.coordinator.refresh_from_db()
    assert cast.coordinator.guides_seen == []


def test_a_coordinator_of_a_closed_location_gets_no_dead_links(cast, as_user):
    cast.location.closed_on = "2020-01-01"
    cast.location.save()

    page = as_user(cast.coordinator).get("/").content.decode()

    assert TITLE in page


@pytest.mark.django_db
def test_help_is_there_for_who_has_no_account(client):
    page = client.get(reverse("help")).content.decode()

    assert "Kan iemand zien wat ik invulde?" in page
    assert "Waar begin ik?" not in page


def test_help_answers_for_the_roles_of_the_reader(cast, as_user):
    page = as_user(cast.coordinator).get(reverse("help")).content.decode()

    assert "Waar begin ik?" in page
    assert "Wanneer kan ik een scan lezen?" not in page


class Balance(HTMLParser):
    """Whether every element that is opened is closed, in order."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"img", "meta", "link", "input", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_manual_opens_with_its_pictures_and_without_signs_left_over(client, name):
    page = client.get(reverse("manual", args=[name])).content.decode()
    body = page[page.index('<article class="manual"') : page.index("</article>")]

    Balance().feed(body)
    assert body.count("<h1>") == 1
    assert not re.search(r"\*\*|^#|\]\(|^\|", re.sub(r"<[^>]+>", "", body), re.MULTILINE)
    assert set(re.findall(r'href="#([^"]+)"', body)) <= set(re.findall(r'id="([^"]+)"', body))


def test_a_manual_that_does_not_exist_is_not_there(client, db):
    assert client.get("/handleiding/koning/").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_manual_is_four_pages_at_most(name):
    """Some 420 words a page; a picture takes the room of 110 words, or less if it is as narrow as a phone."""
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    words = len(re.sub(r"!\[.*?\]\(.*?\)|<!--.*?-->", "", text.partition("## Wat kan wanneer")[0]).split())

    assert words + 110 * len(_pictures_of(FOLDER / f"{name}.md")) <= 4 * 420


def _pictures_of(path):
    return {Path(to).name for to in re.findall(r"!\[[^\]]*\]\(([^)\s]+\.png)\)", path.read_text("utf-8"))}


def test_every_picture_that_is_named_exists_and_none_is_left_over():
    texts = [README, *(ROOT / "docs").rglob("*.md")]
    named = set().union(*(_pictures_of(path) for path in texts))

    assert named == {path.name for path in IMAGES.iterdir()}


def test_pictures_are_small_and_have_words_for_who_cannot_see_them():
    for path in [README, *FOLDER.glob("*.md")]:
        assert all(len(alt) > 15 for alt in re.findall(r"!\[([^\]]*)\]", path.read_text("utf-8"))), path.name
    assert {path.name for path in IMAGES.iterdir() if path.stat().st_size > 120_000} == set()
    assert all(size_of(path)[0] in {360, 960, 1280} for path in IMAGES.iterdir())


def test_markdown_is_shown_and_never_run():
    made = Renderer(lambda to, alt: alt, lambda to: f"/{to}").manual(
        "# Titel\n\n## Een & twee\n\n1. **Eerst** <b>dit</b>\n   en dit\n2. *dan* [dat](x.md)\n\n- punt\n  verder\n"
        "\n| A | B |\n|---|---|\n| x | y |\n\n<!-- weg -->\n\n2 * 3 * 4"
    )

    assert made.title == "Titel"
    assert made.chapters == [("een-twee", "Een & twee")]
    assert "<li><strong>Eerst</strong> &lt;b&gt;dit&lt;/b&gt; en dit</li>" in made.body
    assert '<li><em>dan</em> <a href="/x.md">dat</a></li>' in made.body
    assert "<ul><li>punt verder</li></ul>" in made.body
    assert '<th scope="row">x</th><td>y</td>' in made.body
    assert made.body.endswith("<p>2 * 3 * 4</p>")
    assert "weg" not in made.body


@pytest.mark.django_db
def test_an_account_without_a_role_hears_whom_to_ask(as_user):
    nobody = factories.User.objects.create_user(email="nieuw@voorbeeld.nl", name="Nieuw")

    assert "Uw account heeft nog geen rol" in as_user(nobody).get("/").content.decode()


@pytest.mark.django_db
def test_an_organisation_without_locations_is_no_empty_page(as_user):
    officer = factories.make_quality_officer(factories.Organisation.objects.create(name="Stichting Leeg"))

    assert "Hier staat nog geen locatie." in as_user(officer).get("/").content.decode()


@pytest.mark.django_db
def test_words_are_explained_where_they_are_met_first(cast, as_user, client):
    assert "Wat is een woordcode?" in client.get(reverse("join")).content.decode()
    assert "Wat is een peildatum?" in as_user(cast.programme_office).get(reverse("figures")).content.decode()
