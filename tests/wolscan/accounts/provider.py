"""A small OpenID Connect provider: says about whoever comes what a test put in ``claims``, signed with its own key."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = ("wolscan", "geheim-van-wolscan")


class Provider:
    """Served at ``address``; says ``claims`` to ``audience``, and ``userinfo`` beside it in its second answer."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.audience = CLIENT[0]
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": self}))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def knows(self, email: str, *, verified: Any = True, userinfo: dict[str, Any] | None = None) -> None:
        self.claims = {"sub": "7", "email": email, "email_verified": verified, "name": "Iemand"}
        self.userinfo, self.audience = userinfo or {}, CLIENT[0]

    def configuration(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys"} | {
            name: f"{self.address}/{place}" for name, place in places.items()
        }

    def token(self) -> dict[str, Any]:
        times = {"iat": int(time.time()), "exp": int(time.time()) + 60}
        said = self.claims | times | {"iss": self.address, "aud": self.audience}
        signed = jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "toegang", "token_type": "Bearer", "expires_in": 60, "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        page, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if page == "/authorize":
            back = urlencode({"code": "eenmalig", "state": asked["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
            self.end_headers()
        elif page == "/userinfo":
            self._json(self.provider.claims | self.provider.userinfo)
        else:
            self._json(self.provider.configuration())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._json(self.provider.token())

    def _json(self, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Says nothing."""
