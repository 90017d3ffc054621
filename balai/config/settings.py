"""Settings, all from the environment, with defaults that suit a trial on one machine.

BALAI_HOME        where all that an installation keeps lies (default: var/ beside the code)
BALAI_ENV         trial (default) | production | test
BALAI_EMAIL_URL   smtp://user:password@host:587 (STARTTLS) or smtps://…:465; a trial prints e-mail
BALAI_FROM_EMAIL  who sends it (default: balai@localhost)
BALAI_HOSTS       comma-separated host names (default: 127.0.0.1, localhost)
BALAI_LANGUAGE    what commands answer in: id (default) | en
BALAI_PORT        where `balai serve` listens (default: 8000)
BALAI_TIME_ZONE   of days and hours on pages (default: Asia/Jakarta)
BALAI_TRUSTED_PROXIES  how many reverse proxies stand before the server (default: 0); they must
                  write X-Forwarded-For, whose entries count from the right
BALAI_SECRET_KEY  else the file $BALAI_HOME/secret.key, made by `balai setup`
BALAI_SOURCE_URL  where the source of the running version is to be had; linked from the foot of pages
DATABASE_URL      else SQLite in $BALAI_HOME/balai.sqlite3
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from balai.config import logs

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("BALAI_HOME") or ROOT / "var").resolve()
ENVIRONMENT = os.environ.get("BALAI_ENV", "trial")
if ENVIRONMENT not in {"trial", "production", "test"}:
    # A misspelt "production" must not quietly become a trial with its accounts.
    raise ImproperlyConfigured(f"BALAI_ENV is {ENVIRONMENT!r}: trial, production or test")
PRODUCTION = ENVIRONMENT == "production"
SOURCE_URL = os.environ.get("BALAI_SOURCE_URL", "")
SECRET_FILE = HOME / "secret.key"


def _secret() -> str:
    """Take the key from the environment, else from the file, else one for this process only.

    The last lets type checks and `balai setup` itself run before there is an installation;
    `balai doctor` reports an installation without a key file.
    """
    if key := os.environ.get("BALAI_SECRET_KEY"):
        return key
    return SECRET_FILE.read_text().strip() if SECRET_FILE.exists() else get_random_secret_key()


def _database() -> dict[str, Any]:
    """Build the one database's settings for SQLite or PostgreSQL."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'balai.sqlite3'}"
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    if config["ENGINE"].endswith("sqlite3"):
        config["CONN_MAX_AGE"] = None
        config["OPTIONS"] = {
            # Writers queue at BEGIN instead of failing in the middle of a transaction.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # FULL: an acknowledged write survives a power cut. recursive_triggers: REPLACE
            # fires delete triggers, so the trail cannot be replaced from here.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
                "PRAGMA recursive_triggers=ON; PRAGMA mmap_size=134217728; "
                "PRAGMA cache_size=-20000; PRAGMA journal_size_limit=67108864;"
            ),
        }
        # A file, never shared-cache memory: threads would get "table is locked".
        config["TEST"] = {
            "NAME": os.environ.get("BALAI_TEST_DATABASE") or str(HOME / "test.sqlite3")
        }
    else:
        config["CONN_MAX_AGE"] = 0
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 4, "timeout": 2}}
    return config


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("BALAI_HOSTS", "127.0.0.1,localhost").split(",")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "balai.config.urls"
WSGI_APPLICATION = "balai.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth: its templates and messages stand in for allauth's own.
    "balai.registers.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "balai.ui",
    # After ui, whose widget templates win over these.
    "django.forms",
    "balai.registers.audit",
    "balai.registers.regions",
    "balai.registers.work",
    "balai.registers.intake",
    "balai.oversight.assessment",
    "balai.oversight.portal",
    "balai.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "balai.ui.middleware.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "balai.ui.middleware.LanguageMiddleware",
    "balai.ui.middleware.BodyLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "balai.registers.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "balai.ui.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "balai.ui.templatetags.balai",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "balai.ui.context.frame",
            ],
        },
    }
]
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "balai.ui.forms.BalaiRenderer"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
FORMAT_MODULE_PATH = ["balai.ui.formats"]
USE_TZ = True
TIME_ZONE = os.environ.get("BALAI_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "balai" / "ui" / "static"
STATICFILES_DIRS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "balai.ui.assets.BuiltAssets"},
}

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LONGEST_BODY = DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# The one inline script is govuk-frontend's switch for "scripts work", allowed by its digest:
# a nonce would make every page differ and defeat ETags.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Sign-in. allauth does the flows, axes the lock-out, accounts the words.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:me"
ACCOUNT_ADAPTER = "balai.registers.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Failed sign-ins are counted by axes, in the database; allauth's counter lives in one process.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ACCOUNT_FORMS = {
    "login": "balai.registers.accounts.forms.SignInForm",
    "change_password": "balai.registers.accounts.forms.ChangePasswordForm",
    "reset_password": "balai.registers.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "balai.registers.accounts.forms.NewPasswordForm",
    "reauthenticate": "balai.registers.accounts.forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "balai.registers.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "balai.registers.accounts.forms.SecondFactorForm",
    "reauthenticate": "balai.registers.accounts.forms.ConfirmCodeForm",
    "activate_totp": "balai.registers.accounts.forms.SetUpSecondFactorForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Balai"
MFA_TOTP_TOLERANCE = 1
# The check guards open sign-up with a stranger's address; here an administrator invites.
MFA_ALLOW_UNVERIFIED_EMAIL = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "balai.registers.accounts.lockout.counted_by"
AXES_CLIENT_IP_CALLABLE = "balai.registers.accounts.lockout.client_address"
# How many proxies of our own stand before the server; lockout.client_address reads it too.
_proxies = os.environ.get("BALAI_TRUSTED_PROXIES", "0")
if not _proxies.isdecimal():
    raise ImproperlyConfigured(f"BALAI_TRUSTED_PROXIES is {_proxies!r}: a number such as 0 or 1")
ALLAUTH_TRUSTED_PROXY_COUNT = int(_proxies)
AXES_USERNAME_CALLABLE = "balai.registers.accounts.lockout.name_tried"
AXES_LOCKOUT_CALLABLE = "balai.registers.accounts.lockout.locked_out_page"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "password", "code"]

_email_url = os.environ.get("BALAI_EMAIL_URL", "")
_email = urlsplit(_email_url)
if _email_url and not (_email.scheme in {"smtp", "smtps"} and _email.hostname):
    raise ImproperlyConfigured("BALAI_EMAIL_URL is no smtp://… or smtps://… address")
EMAIL_IS_SENT = bool(_email.hostname)
# Without a server a trial prints e-mail; production fails loudly rather than printing its links.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_IS_SENT or PRODUCTION
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = _email.hostname or "localhost"
EMAIL_USE_SSL = _email.scheme == "smtps"
EMAIL_USE_TLS = EMAIL_IS_SENT and not EMAIL_USE_SSL
EMAIL_PORT = _email.port or (465 if EMAIL_USE_SSL else 587)
EMAIL_HOST_USER = unquote(_email.username or "")
EMAIL_HOST_PASSWORD = unquote(_email.password or "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BALAI_FROM_EMAIL", "balai@localhost")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Published pages as stored bytes: apart, so that they never throw out counters of attempts.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
LOGGING = logs.LOGGING
SILENCED_SYSTEM_CHECKS: list[str] = []
