"""What is said before the site is put on the internet with settings that do not fit together."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register


@register(Tags.security)
def https_has_its_proxy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a trusted proxy nothing can say that a request came by https: every page would redirect to itself."""
    if not settings.HTTPS or settings.TRUSTED_PROXIES:
        return []
    hint = "Name the proxy in TRUSTED_PROXIES: its address or network, or unix for a socket on this machine."
    return [checks.Error("HTTPS=1 needs a proxy that may say so.", hint=hint, id="wolscan.E001")]


@register(Tags.security)
def demo_stays_on_this_machine(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """In the demo everybody may sign in as anybody, without a second step."""
    elsewhere = set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]", "testserver"}
    if not settings.DEMO or not elsewhere:
        return []
    hint = "Leave DEMO out, or ALLOWED_HOSTS."
    return [checks.Error("DEMO=1 is for this machine only.", hint=hint, id="wolscan.E002")]


@register(Tags.security, deploy=True)
def site_is_ready_for_people(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Settings without which mails go nowhere, links lead astray or a secret serves two ends."""
    loose = [
        (settings.DEMO, "DEMO=1 shows accounts with their password.", "Leave DEMO out."),
        (not settings.SITE_URL.startswith("https://"), "SITE_URL is no https address.", "It stands in every mail."),
        ("console" in settings.EMAIL_BACKEND, "Mail goes to the console.", "Set EMAIL_URL."),
        ("localhost" in settings.DEFAULT_FROM_EMAIL, "Mail comes from localhost.", "Set DEFAULT_FROM_EMAIL."),
        (settings.CODE_SECRET == settings.SECRET_KEY, "CODE_SECRET is the SECRET_KEY.", "Set it: it outlives the key."),
        (not settings.SECURITY_CONTACT, "There is no security.txt.", "Set SECURITY_CONTACT."),
    ]
    return [
        checks.Warning(said, hint=hint, id=f"wolscan.W{number:03}")
        for number, (is_loose, said, hint) in enumerate(loose, start=1)
        if is_loose
    ]
