"""The page on which programs get and lose a token, its documentation, and the command."""

import io
import re
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from scoring.api.scopes import OUTCOME, PUBLISHED
from scoring.api.services import NoPlace, make_client
from scoring.models import ApiClient
from tests.scoring.api.conftest import ask
from wolscan.models import Event

PAGE = "/api-toegang/"


def form(client):
    return client.get(PAGE).context["form"]


def sent(client, **fields):
    return {"name": "Dashboard", "reads": "published", "key": str(form(client)["key"].value())} | fields


def token_in(answer):
    return re.search(r'value="(wolscan_[\w-]{43})"', answer.content.decode())[1]


def choices(client):
    return [key for key, _name in form(client).fields["reads"].choices]


@pytest.mark.parametrize("who", ["programme_office", "administrator"])
def test_office_gives_a_token_for_what_is_published(cast, as_user, who):
    client = as_user(getattr(cast, who))

    answer = client.post(PAGE, sent(client))

    token = token_in(answer)
    assert ask(token, "questionnaires").status == 200
    assert ApiClient.objects.get().scopes == [PUBLISHED]
    assert token not in client.get(PAGE).content.decode()
    assert Event.objects.filter(name="api_client_made").count() == 1


@pytest.mark.parametrize("who", ["programme_office", "administrator"])
def test_office_cannot_open_an_outcome(cast, as_user, who):
    client = as_user(getattr(cast, who))

    answers = [
        client.post(PAGE, sent(client, reads=f"location:{cast.location.pk}")),
        client.post(PAGE, sent(client, reads=f"organisation:{cast.location.organisation_id}")),
    ]

    assert choices(client) == ["published"]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert not ApiClient.objects.exists()


def test_coordinator_opens_the_outcomes_of_the_own_location(cast, as_user):
    client = as_user(cast.coordinator)

    token = token_in(client.post(PAGE, sent(client, reads=f"location:{cast.location.pk}")))

    assert choices(client) == ["published", f"location:{cast.location.pk}"]
    assert ask(token, "outcomes").status == 200
    made = ApiClient.objects.get()
    assert (made.location, made.organisation, made.scopes) == (cast.location, None, [PUBLISHED, OUTCOME])


def test_quality_officer_opens_those_of_the_organisation(cast, as_user):
    client = as_user(cast.quality_officer)
    owner = cast.location.organisation

    client.post(PAGE, sent(client, reads=f"organisation:{owner.pk}"))

    assert ApiClient.objects.get().organisation == owner


@pytest.mark.parametrize("reads", ["", "x", "location:", "outcome:read", "\x00", "organisation:²", "x" * 9000])
def test_choice_that_is_not_there_is_refused(cast, as_user, reads):
    client = as_user(cast.coordinator)

    answer = client.post(PAGE, sent(client, reads=reads))

    assert answer.status_code == 422
    assert "Dashboard" in answer.content.decode()
    assert not ApiClient.objects.exists()


def test_place_of_another_is_refused(cast, as_user):
    client = as_user(cast.coordinator)

    assert client.post(PAGE, sent(client, reads=f"location:{cast.strangers_location.pk}")).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Vul een naam in voor het programma."),
        ({"name": "x" * 81}, "Maak de naam korter dan 81 tekens."),
        ({"reads": ""}, "Kies wat het programma mag lezen."),
    ],
)
def test_what_is_missing_is_said(cast, as_user, wrong, sentence):
    client = as_user(cast.programme_office)

    answer = client.post(PAGE, sent(client, **wrong))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("key", ["", "x", "\x00", "1"])
def test_page_without_its_key_makes_nothing(cast, as_user, key):
    client = as_user(cast.programme_office)

    assert client.post(PAGE, sent(client, key=key)).status_code == 422
    assert not ApiClient.objects.exists()


def test_page_that_is_sent_twice_makes_one_and_shows_its_token_once(cast, as_user):
    client = as_user(cast.programme_office)
    fields = sent(client)

    first, second = client.post(PAGE, fields), client.post(PAGE, fields)

    assert token_in(first)
    assert (second.status_code, second.headers["Location"]) == (302, PAGE)
    assert ApiClient.objects.count() == 1


@pytest.mark.parametrize("who", ["programme_office", "administrator", "coordinator", "quality_officer"])
def test_program_of_a_location_is_ended_by_its_people_and_by_the_office(cast, as_user, who):
    made = make_client(name="huisprogramma", by=None, scopes=(OUTCOME,), location=cast.location)
    client = as_user(getattr(cast, who))

    assert "huisprogramma" in client.get(PAGE).content.decode()
    client.post(reverse("revoke_client", args=[made.client.pk]))

    assert ask(made.token, "outcomes").status == 401
    assert "Beëindigd op" in client.get(PAGE).content.decode()
    client.post(reverse("revoke_client", args=[made.client.pk]))
    assert Event.objects.filter(name="api_client_revoked").count() == 1


def test_stranger_neither_sees_nor_ends_it(cast, as_user):
    made = make_client(name="huisprogramma", by=None, scopes=(OUTCOME,), location=cast.location)
    stranger = as_user(cast.stranger)

    assert "huisprogramma" not in stranger.get(PAGE).content.decode()
    assert stranger.post(reverse("revoke_client", args=[made.client.pk])).status_code == 404
    assert stranger.post(reverse("revoke_client", args=[uuid4()])).status_code == 404
    assert ask(made.token, "outcomes").status == 200


@pytest.mark.parametrize("who", ["adviser", "other_adviser"])
def test_advisers_have_no_such_page(cast, as_user, who):
    assert as_user(getattr(cast, who)).get(PAGE).status_code == 404


def test_list_takes_the_same_queries_for_many(cast, as_user, django_assert_max_num_queries):
    for number in range(6):
        make_client(name=f"p{number}", by=cast.coordinator, scopes=(OUTCOME,), location=cast.location)
    client = as_user(cast.programme_office)
    with django_assert_max_num_queries(9):
        client.get(PAGE)


def test_outcomes_need_a_place(db):
    with pytest.raises(NoPlace):
        make_client(name="x", by=None, scopes=(OUTCOME,))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_documentation_names_every_operation(db, language):
    client = Client()
    client.cookies["django_language"] = language
    found = client.get("/api/").content.decode()

    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        assert f"GET {path}<" in found
    assert re.findall(r'(?:src|href)="(https?:)?//', found) == []


def test_documentation_leads_to_tokens_for_who_may_give_them(cast, as_user):
    assert PAGE in as_user(cast.coordinator).get("/api/").content.decode()
    assert PAGE not in as_user(cast.adviser).get("/api/").content.decode()
    assert "/api/" in Client().get("/open-data/").content.decode()


def command(*words):
    out = io.StringIO()
    call_command("api_client", *words, stdout=out)
    return out.getvalue()


def test_command_makes_lists_and_ends(cast):
    made = command("make", "Dashboard", "--location", str(cast.location.pk))
    token = re.search(r"wolscan_[\w-]{43}", made)[0]
    assert ask(token, "outcomes").status == 200
    listed = command("list")
    assert "Dashboard (De Linde)" in listed
    assert token not in listed

    command("revoke", made.split()[0])

    assert ask(token, "outcomes").status == 401
    assert "ended" in command("list")


def test_command_makes_one_for_an_organisation(cast):
    command("make", "Groep", "--organisation", "Stichting Lindehof")

    assert ApiClient.objects.get().organisation == cast.location.organisation


@pytest.mark.parametrize(
    "words",
    [
        ("make", " "),
        ("make", "x" * 81),
        ("make", "x", "--location", "²"),
        ("make", "x", "--location", str(uuid4())),
        ("make", "x", "--organisation", "Bestaat niet"),
        ("revoke", "x"),
        ("revoke", str(uuid4())),
    ],
)
def test_command_says_what_is_wrong(db, words):
    with pytest.raises(CommandError) as error:
        command(*words)

    assert error.value.returncode == 2
    assert not ApiClient.objects.exists()


def test_page_says_when_the_maker_of_a_token_is_gone(cast, as_user):
    make_client(name="Gebleven", by=cast.programme_office)
    make_client(name="Gesloten", by=cast.coordinator)
    make_client(name="Server", by=None)
    client = as_user(cast.administrator)
    cast.coordinator.is_active = False
    cast.coordinator.save()

    page = client.get(PAGE)
    gone = {found.name: words for found, _reads, words in page.context["rows"]}

    assert gone == {
        "Gebleven": "",
        "Gesloten": "van wie het account is gesloten",
        "Server": "op de server gemaakt, of door iemand van wie het account is gewist",
    }
    assert "2 programma’s lezen door terwijl de maker weg is." in page.content.decode()


def test_one_press_ends_a_token_whose_maker_is_gone(cast, as_user):
    made = make_client(name="Gesloten", by=cast.coordinator)
    cast.coordinator.memberships.all().delete()
    client = as_user(cast.administrator)
    assert client.get(PAGE).context["unwatched"] == 1

    client.post(reverse("revoke_client", args=[made.client.pk]))

    assert ask(made.token, "questionnaires").status == 401
    assert client.get(PAGE).context["unwatched"] == 0
