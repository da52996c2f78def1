"""Files that machines look for."""

from datetime import UTC, datetime, timedelta


def test_security_txt_says_where_to_report(client, db, settings):
    settings.SECURITY_CONTACT = ["mailto:veilig@example.org", "https://example.org/melden"]
    settings.SITE_URL = "https://wolscan.example"
    response = client.get("/.well-known/security.txt")
    lines = response.content.decode().splitlines()
    expires = datetime.fromisoformat(lines[2].removeprefix("Expires: ").replace("Z", "+00:00"))

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[:2] == ["Contact: mailto:veilig@example.org", "Contact: https://example.org/melden"]
    assert lines[3:] == ["Preferred-Languages: nl, en", "Canonical: https://wolscan.example/.well-known/security.txt"]
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)


def test_without_contact_there_is_no_security_txt(client, db, settings):
    settings.SECURITY_CONTACT = []

    assert client.get("/.well-known/security.txt").status_code == 404


def test_robots_find_nothing_here(client, db):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
