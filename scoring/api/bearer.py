"""Who asks: the token of a program, what it may read, and whether it has to wait."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from scoring.api.limits import seconds_to_wait
from scoring.api.problems import not_in_scope, too_many, unknown_token
from scoring.api.queries import client_with
from scoring.api.services import note_use
from scoring.models import ApiClient
from wolscan.dates import today


class Bearer(HttpBearer):
    """``Authorization: Bearer wolscan_…``, of a program with one of these scopes. No cookie and no session count."""

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def __call__(self, request: HttpRequest) -> ApiClient:
        found: ApiClient | None = super().__call__(request)
        if found is None:
            raise unknown_token()
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiClient | None:
        client = client_with(token)
        if client is None:
            return None
        if seconds := seconds_to_wait(client):
            raise too_many(seconds)
        if not set(self.scopes) & set(client.scopes):
            raise not_in_scope(" or ".join(self.scopes))
        note_use(client, today())
        return client
