"""Somebody who takes part, without an account: opens a link, types a code, begins, answers, sends."""

from dataclasses import dataclass, field
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from questionnaires.invitations import make_ways, way_in
from questionnaires.models import AnswerSheet, Invitation

#: Rows that may change when a page is opened: who came in with what browser.
OF_THE_VISIT = {"django_session"}


@dataclass
class Person:
    """A browser with an invitation."""

    invitation: Invitation
    client: Client = field(default_factory=Client)

    @property
    def way(self):
        return way_in(self.invitation)

    def open_link(self):
        return self.client.get(reverse("link", args=[self.way.token]))

    def type_code(self, code=None, **fields):
        return self.client.post(reverse("join"), {"code": code or self.way.code} | fields)

    def begin(self, mode="zelf", **fields):
        """Opens the link and presses *Begin*."""
        self.open_link()
        return self.client.post(reverse("begin"), {"mode": mode, "named": "nee"} | fields)

    @property
    def sheet(self):
        own = AnswerSheet.objects.filter(participation__invitation=self.invitation)
        return (own | AnswerSheet.objects.filter(participation__invitation__parent=self.invitation)).get()

    def url(self, name, **where):
        return reverse(name, kwargs={"sheet": self.sheet.pk} | where)

    def answer(self, topic, value="neutraal", note="", **fields):
        """Answers one question on its own page."""
        page = self.client.get(self.url("question", topic=topic))
        data = {"seen": page.context["seen"], topic: value, f"{topic}-note": note}
        return self.client.post(self.url("question", topic=topic), data | fields)

    def send(self):
        return self.client.post(self.url("send_sheet"))


@pytest.fixture
def person(open_round_):
    """Makes somebody of a group with a way in: ``person("vrijwilligers", "link", cap=3)``."""

    def make(group="zorgpersoneel", kind="letter", **fields):
        way = make_ways(scan=open_round_.scan, group=group, kind=kind, count=1, by=open_round_.coordinator, **fields)
        return Person(way[0])

    return make


@pytest.fixture
def anna(person):
    """Somebody of the care staff who has begun."""
    anna = person()
    anna.begin()
    return anna


@pytest.fixture
def vera(person):
    """A volunteer who has begun: seven of the eight themes."""
    vera = person("vrijwilligers")
    vera.begin()
    return vera


def text_of(response):
    return " ".join(response.content.decode().split())


def theme_page(someone, step):
    page = someone.client.get(someone.url("theme", step=step))
    data = {"blad-current_step": step, "seen": page.context["seen"]}
    for question in page.context["questions"]:
        data[question.name], data[question.note_name] = question.value, question.note
    return page, data


def every_row():
    """A fingerprint of every table, visits left out."""
    prints = {}
    for table in sorted(connection.introspection.table_names()):
        if table in OF_THE_VISIT or table.startswith("sqlite"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  our own tables
            rows = sorted(repr(row) for row in cursor.fetchall())
        prints[table] = sha256("\n".join(rows).encode()).hexdigest()
    assert {model._meta.db_table for model in apps.get_models()} - OF_THE_VISIT <= set(prints)
    return prints
