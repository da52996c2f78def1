"""Where a request comes from. Only a proxy that is named in the settings may say so on behalf of somebody else.

Everything that counts attempts (codes, passwords) goes by ``REMOTE_ADDR``. Behind a proxy that is the proxy; the
address of the client is what the last trusted proxy wrote in ``X-Forwarded-For``. Whatever stands before that in the
header, the client may have written itself.
"""

from collections.abc import Callable
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
Network = IPv4Network | IPv6Network
#: A proxy on the same machine that comes through a socket in a folder, and so without an address.
SOCKET = "unix"
#: Who is not trusted can say none of these.
SAID_BY_PROXIES = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_X_REQUEST_ID",
)


@cache
def _networks(named: tuple[str, ...]) -> tuple[bool, tuple[Network, ...]]:
    """Whether a socket is trusted, and which networks are."""
    try:
        return SOCKET in named, tuple(ip_network(name) for name in named if name != SOCKET)
    except ValueError as error:
        raise ImproperlyConfigured(f"TRUSTED_PROXIES: {error}. Write addresses or networks, or: unix.") from error


def is_trusted(address: str) -> bool:
    """Whether a request with this peer comes through one of our proxies."""
    socket, networks = _networks(tuple(settings.TRUSTED_PROXIES))
    if not address:
        return socket
    try:
        known = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(known, "ipv4_mapped", None) or known
    return any(mapped in network for network in networks)


def client_of(peer: str, forwarded_for: str) -> str:
    """The client behind our proxies: the last address in the header that is not one of them."""
    for said in reversed([part.strip() for part in forwarded_for.split(",")]):
        if not _is_address(said):
            return peer
        if not is_trusted(said):
            return said
        peer = said
    return peer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class ProxyMiddleware:
    """Puts the client's address in ``REMOTE_ADDR``, and forgets what nobody trusted said. Stands before all others."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        _networks(tuple(settings.TRUSTED_PROXIES))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        if is_trusted(peer):
            request.META["REMOTE_ADDR"] = client_of(peer, request.META.pop("HTTP_X_FORWARDED_FOR", ""))
        else:
            for name in SAID_BY_PROXIES:
                request.META.pop(name, None)
        return self.get_response(request)
