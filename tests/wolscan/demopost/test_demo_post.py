"""The letter box of the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "post")
    return settings


def send(subject: str, text: str) -> None:
    mail = EmailMultiAlternatives(subject, text, to=["fatma@demo.example"])
    mail.attach_alternative(f"<p>{text}</p>", "text/html")
    mail.send()


def test_mails_stand_on_the_page_newest_first(demo, client, db):
    send("Uitnodiging voor de scan – De Linde", "Begin hier: http://127.0.0.1:8000/d/abc\n\nGroet, Karin")
    send("Uw code", "De code is <b>123456</b>.")

    page = client.get(reverse("demo_post")).content.decode()

    assert page.index("Uw code") < page.index("Uitnodiging voor de scan – De Linde")
    assert '<a href="http://127.0.0.1:8000/d/abc"' in page
    assert "Aan: fatma@demo.example" in page
    assert "&lt;b&gt;123456&lt;/b&gt;" in page


def test_before_the_first_mail_the_page_says_how_to_get_one(demo, client, db):
    assert "Er is nog niets verstuurd" in client.get(reverse("demo_post")).content.decode()


def test_with_a_mail_server_of_its_own_the_box_is_empty(demo, client, db):
    demo.EMAIL_FILE_PATH = ""

    assert "Er is nog niets verstuurd" in client.get(reverse("demo_post")).content.decode()


def test_every_page_of_the_demo_leads_to_it(demo, client, db):
    assert f'href="{reverse("demo_post")}"' in client.get(reverse("account_login")).content.decode()


def test_letters_lie_in_the_folder_of_the_demo(tmp_path):
    """Not below wherever the server happens to be started."""
    kept = {name: value for name, value in os.environ.items() if name != "EMAIL_URL"}
    env = kept | {"DEMO": "1", "WOLSCAN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "wolscan.settings"}
    asked = [sys.executable, "-c", "from django.conf import settings; print(settings.EMAIL_FILE_PATH)"]
    told = subprocess.run(asked, cwd=Path(__file__).parents[3], env=env, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == str(tmp_path / "demo-post")
