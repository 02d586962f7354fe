"""Sign-in by django-allauth: the one door, for the Wagtail admin as well."""

from config.env import env

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "people.passwords.GuessableValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# allauth wants an address where proof of it is mandatory; our form and stages take either.
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.NameForm"
ACCOUNT_FORMS = {
    "login": "people.signin_forms.LoginForm",
    "signup": "people.signin_forms.SignupForm",
    "change_phone": "people.signin_forms.PhoneForm",
    "request_login_code": "people.signin_forms.LoginCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Digits alone: typed on a phone's number pad, read out over a telephone. Three attempts a code.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "people.names.display_name"
# Behind a proxy the visitor's address is what that proxy added; what visitors claim does not count.
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies
# Hundreds of people share one intranet address, so nothing that many do at nine o'clock is counted
# by address; what an account's password is tried with counts by account and device
# (people/throttle.py). A code of six digits can be asked for 20 times a day: 60 guesses of a
# million.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",  # the second factor
    "signup": "600/m/ip",
    "reset_password": "600/m/ip,3/m/key,10/d/key",
    "reset_password_from_key": "600/m/ip",
    "request_login_code": "600/m/ip,3/m/key,20/d/key",
    "confirm_email": "3/5m/key,20/d/key",
    "change_phone": "5/5m/user",
    "verify_phone": "600/m/ip,1/30s/key,10/d/key",
    "activate": "600/m/ip,10/5m/key",
}
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
DEVICE_COOKIE_NAME = "yanxi_device"
# What remains of a scanned code until it is confirmed, and what names the browser that scanned it.
SCAN_COOKIE_NAME, PHONE_COOKIE_NAME = "yanxi_scan", "yanxi_phone"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "people.signin_forms.PasskeyForm",
    "edit_webauthn": "people.signin_forms.PasskeyNameForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "people.single_signon.SingleSignOnAdapter"
SOCIALACCOUNT_FORMS = {"signup": "people.signin_forms.SocialSignupForm"}
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # an address that nobody proved serves for nothing here
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
OIDC_SIGNUP, OIDC_LINK_BY_EMAIL = env.oidc_signup, env.oidc_link_by_email
_SINGLE_SIGN_ON = {
    "provider_id": "sso",
    "name": env.oidc_name,
    "client_id": env.oidc_client_id,
    "secret": env.oidc_client_secret,
    "settings": {
        "server_url": env.oidc_server_url,
        "uid_field": env.oidc_uid_field,
        "oauth_pkce_enabled": True,
    },
}
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {
    "openid_connect": {"APPS": [_SINGLE_SIGN_ON] if env.oidc_server_url else []}
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[研习] "
