"""How people sign in, as settings; ``wolscan.settings`` takes them over. Why: docs/decisions/0007-accounts.md."""

from urllib.parse import urlsplit

import environ

env = environ.Env()

# Slow and hungry for memory; what was hashed otherwise is hashed anew when its owner signs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "wolscan.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "wolscan.forms.LoginForm",
    "request_login_code": "wolscan.forms.RequestLoginCodeForm",
    "confirm_login_code": "wolscan.forms.ConfirmLoginCodeForm",
    "reauthenticate": "wolscan.forms.ReauthenticateForm",
    "reset_password": "wolscan.forms.ResetPasswordForm",
    "reset_password_from_key": "wolscan.forms.ResetPasswordKeyForm",
    "change_password": "wolscan.forms.ChangePasswordForm",
    "set_password": "wolscan.forms.SetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # long enough to find an app for codes and install it
# A code by mail instead of a password; who needs a second step shows it as well.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
# "key" is account and address together (wolscan/accounts/adapter.py): nobody locks out a colleague from elsewhere.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/5m/ip,3/5m/key",
    "reset_password": "20/5m/ip",
}
# The second step (wolscan/accounts): an app, passkeys, and codes for when those are lost.
MFA_ADAPTER = "wolscan.accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody makes an account for somebody else's address: accounts are given out
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "wolscan.accounts.forms.AuthenticateForm",
    "reauthenticate": "wolscan.accounts.forms.ReauthenticateForm",
    "activate_totp": "wolscan.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "wolscan.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "wolscan.accounts.forms.AuthenticatePasskeyForm",
    "login_webauthn": "wolscan.accounts.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "wolscan.accounts.forms.ReauthenticatePasskeyForm",
}

# Signing in at one's own organisation, off unless there is an issuer: then nothing of it is loaded.
OIDC_ISSUER = env.str("OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", "OpenID Connect")
OIDC_TRUST_SECOND_FACTOR = env.bool("OIDC_TRUST_SECOND_FACTOR", False)
OIDC_APPS: list[str] = []
OIDC_ORIGINS: list[str] = []
if OIDC_ISSUER:
    OIDC_APPS = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    OIDC_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER))]
    SOCIALACCOUNT_ADAPTER = "wolscan.accounts.oidc.adapter.SocialAdapter"
    SOCIALACCOUNT_STORE_TOKENS = False
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisatie",
                    "name": OIDC_NAME,
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
