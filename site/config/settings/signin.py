"""Sign-in by django-allauth: the one door, for the Wagtail admin as well."""

from config.env import env

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.NameForm"
ACCOUNT_FORMS = {"request_login_code": "people.signin_forms.LoginCodeForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "people.names.display_name"
# Behind a proxy the visitor's address is what that proxy added; what visitors claim does not count.
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies
# Hundreds of people share one intranet address: limits count the account, hardly the address.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "600/m/ip,5/5m/key",
    "signup": "200/m/ip",
    "reset_password": "200/m/ip,5/m/key",
    "reset_password_from_key": "200/m/ip",
    "request_login_code": "200/m/ip,3/m/key",
    "verify_phone": "200/m/ip,1/30s/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
SOCIALACCOUNT_ONLY = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[研习] "
