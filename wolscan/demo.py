"""Who can be tried in the demo: one account for each role, all with one password. Fictitious, and only in a demo."""

from dataclasses import dataclass

from wolscan.permissions import Role

DEMO_PASSWORD = "demo-wolscan-2026"  # noqa: S105  meant to be read: it stands on the login page of the demo


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo. ``role`` is the key of a role, ``name`` what the header shows."""

    role: Role
    email: str
    name: str
    password: str = DEMO_PASSWORD


DEMO_ACCOUNTS: list[DemoAccount] = [
    DemoAccount(Role.COORDINATOR, "coordinator@demo.example", "Sanne de Wit"),
    DemoAccount(Role.QUALITY_OFFICER, "kwaliteit@demo.example", "Karim Bouzid"),
    DemoAccount(Role.ADVISER, "adviseur@demo.example", "Marijke Postma"),
    DemoAccount(Role.PROGRAMME_OFFICE, "programma@demo.example", "Joris van Leeuwen"),
    DemoAccount(Role.ADMINISTRATOR, "beheer@demo.example", "Beheer van de demo"),
]


def login_choices() -> list[dict[str, str]]:
    """The accounts as the login page shows them, with the role in the language of the page."""
    return [
        {"role": str(account.role.label), "email": account.email, "password": account.password}
        for account in DEMO_ACCOUNTS
    ]
