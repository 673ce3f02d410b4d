"""Django settings. Everything an installation may decide comes from the environment.

ZHUANJI_VAR          folder for everything that is written (database, files, logs); default ./var
DATABASE_URL         a PostgreSQL server; without it the embedded one in ZHUANJI_VAR/postgres is used
ZHUANJI_SECRET_KEY   signs sessions and query codes; without it a key is made once in ZHUANJI_VAR/secret-key
ZHUANJI_HOSTS        comma-separated host names that may be asked for; default localhost
ZHUANJI_URL          the address customers see, for links in letters; default http://localhost:8000
ZHUANJI_EMAIL        "file" (default, into ZHUANJI_VAR/mail), "console" or smtp://user:password@host:port
ZHUANJI_API_RATE     how often one token may ask per server process; default 60000/minute
ZHUANJI_WEBHOOK_PRIVATE  comma-separated hosts and networks inside the company that webhooks may be sent to,
                     also without HTTPS, e.g. erp.intern,10.1.0.0/16; default none: only the public internet
ZHUANJI_CONNECTIONS  how many database connections one process may hold; default 8, of a worker 16
ZHUANJI_HTTPS        "1" when served over HTTPS: secure cookies, HSTS
ZHUANJI_TRUSTED_PROXIES  addresses and networks of our own reverse proxies (10.0.0.0/8, 192.0.2.7), or
                     how many stand in front; limits then count the visitor in X-Forwarded-For; default none
ZHUANJI_HELP_PHONE   the number a complainant can call, shown on every page of the portal; default none
ZHUANJI_HELP_HOURS   when somebody answers it, like 周一至周五 9:00–18:00; default none
ZHUANJI_THREADS      how many pages one server process makes at a time; default 4
ZHUANJI_ALLOW_FORGETFUL_DATABASE  "1" to start on a server that runs with fsync=off
ZHUANJI_DEBUG        "1" for development only
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from zhuanji.settings.secret_key import read_or_make_secret_key

PACKAGE = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("ZHUANJI_VAR", "var")).resolve()
DEBUG = os.environ.get("ZHUANJI_DEBUG") == "1"
HTTPS = os.environ.get("ZHUANJI_HTTPS") == "1"
SECRET_KEY = os.environ.get("ZHUANJI_SECRET_KEY") or read_or_make_secret_key(VAR)
ALLOWED_HOSTS = os.environ.get("ZHUANJI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PUBLIC_URL = os.environ.get("ZHUANJI_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninja",  # for its static files: the page that describes the API
    "procrastinate.contrib.django",
    "zhuanji.history",
    "zhuanji.staff",
    "zhuanji.attachments",
    "zhuanji.playbooks",
    "zhuanji.working_hours",
    "zhuanji.customers",
    "zhuanji.correspondence",
    "zhuanji.webhooks",
    "zhuanji.notices",
    "zhuanji.complaints",
    "zhuanji.triage",
    "zhuanji.dispatch",
    "zhuanji.channels",
    "zhuanji.desk",
    "zhuanji.portal",
    "zhuanji.api",
]
MIDDLEWARE = [
    "zhuanji.kernel.addresses.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "zhuanji.desk.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "zhuanji.urls"
AUTH_USER_MODEL = "staff.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
APPEND_SLASH = True
CSRF_FAILURE_VIEW = "zhuanji.desk.errors.csrf_failure"

CONNECTIONS = int(os.environ.get("ZHUANJI_CONNECTIONS", "8"))
DATABASES = {
    "default": {
        **(
            dj_database_url.parse(os.environ["DATABASE_URL"])
            if os.environ.get("DATABASE_URL")
            else {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": str(VAR / "postgres"),
                "USER": "postgres",
                "NAME": "zhuanji",
            }
        ),
        "CONN_MAX_AGE": 0,
        # A connection is tried before it is used: a request waits for a restarted server, none fails.
        "CONN_HEALTH_CHECKS": True,
        # The pool replaces persistent connections; it also survives a restart of the server.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": CONNECTIONS, "timeout": 10}},
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,  # each app's jinja2/ folder
        "OPTIONS": {"environment": "zhuanji.desk.jinja.environment"},
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
TIME_ZONE = os.environ.get("ZHUANJI_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = VAR / "files"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# A password is long rather than odd (NIST 800-63B); argon2 needs a wheel, scrypt does not.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = False  # the reverse proxy in front redirects
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
WEBHOOK_PRIVATE = tuple(
    filter(None, map(str.strip, os.environ.get("ZHUANJI_WEBHOOK_PRIVATE", "").split(",")))
)
TRUSTED_PROXIES = os.environ.get("ZHUANJI_TRUSTED_PROXIES", "").strip()
HELP_PHONE = os.environ.get("ZHUANJI_HELP_PHONE", "").strip()
HELP_HOURS = os.environ.get("ZHUANJI_HELP_HOURS", "").strip()
API_RATE = os.environ.get("ZHUANJI_API_RATE", "60000/minute")

DEFAULT_FROM_EMAIL = os.environ.get("ZHUANJI_FROM", "Zhuanji <no-reply@localhost>")
_email = os.environ.get("ZHUANJI_EMAIL", "file")
if _email.startswith("smtp"):
    _smtp = urlsplit(_email)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 25
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_TIMEOUT = 20
elif _email == "console":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZHUANJI_LOG_LEVEL", "WARNING")},
    "loggers": {  # These write whole addresses, and the address of a group robot opens it.
        "apprise": {"level": "CRITICAL"},
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}
