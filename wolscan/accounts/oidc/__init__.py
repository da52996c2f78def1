"""Signing in at one's own organisation (OpenID Connect). Loaded only where the settings name an issuer."""

#: The place of the provider in addresses and settings; there is one.
PROVIDER = "organisatie"
