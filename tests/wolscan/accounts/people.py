"""Somebody at the login page, and the codes of their app."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PASSWORD = "wachtwoord"


def code_of(secret: str, halves: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + halves))


def give_app(user) -> str:
    """Sets up an app as second step, with recovery codes; gives back its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def give_passkey(user) -> Authenticator:
    """Sets up a passkey as second step; nobody holds the key that fits it."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    key = AttestedCredentialData.create(b"\0" * 16, b"sleutel", ES256.from_cryptography_key(point))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    said = AttestationObject.create("none", AuthenticatorData.create(b"\0" * 32, flags, 0, key), {})
    client = b'{"type": "webauthn.create", "challenge": "AA", "origin": "http://testserver"}'
    response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(bytes(said))}
    name = websafe_encode(b"sleutel")
    made = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": response}
    return WebAuthn.add(user, "mijn telefoon", made).instance


def sign_in(user, password: str = PASSWORD, **defaults: str) -> tuple[Client, str]:
    """A browser at the login page; it, and where that led."""
    client = Client(**defaults)
    answer = client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client, answer.headers.get("Location", "")


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
