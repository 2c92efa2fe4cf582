"""Settings. Everything an installation may change comes from the environment (docs/install.md)."""

from pathlib import Path
from typing import Any

from scrivania import env
from scrivania.ui import csp

PACKAGE = Path(__file__).resolve().parent
DATA = Path(env.text("SCRIVANIA_DATA", "var"))

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY")
SCRIVANIA_KEYS = env.secret("SCRIVANIA_KEYS").split()
DEMO = env.boolean("SCRIVANIA_DEMO")
SIMULATORS_URL = env.text("SCRIVANIA_SIMULATORS_URL", "")

# Bodies are found by host name in the database (core.middleware), which refuses every other name.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "procrastinate.contrib.django",
    "scrivania.core",
    "scrivania.ui",
    "scrivania.formio",
    "scrivania.tenants",
    "scrivania.citizens",
    "scrivania.catalog",
    "scrivania.access",
    "scrivania.conversations",
    "scrivania.documents",
    "scrivania.registry",
    "scrivania.applications",
    "scrivania.portal",
    "scrivania.backoffice",
    "scrivania.connectors.identity.spid",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "scrivania.core.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "scrivania.core.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "scrivania.urls"
WSGI_APPLICATION = "scrivania.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "scrivania.ui.context.layout",
            ],
        },
    }
]
FORM_RENDERER = "scrivania.ui.forms.BootstrapItaliaRenderer"

# Three roles on one database: requests and jobs, migrations, sweeps over all bodies (design, "Tenancy").
DATABASES = {
    "default": env.database("DATABASE_URL"),
    "owner": env.database("DATABASE_OWNER_URL"),
    "system": env.database("DATABASE_SYSTEM_URL"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Counters and one-time codes must hold across processes.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Never culled, or a stranger could push a lock out: what has expired is swept each minute.
        "OPTIONS": {"MAX_ENTRIES": 10_000_000},
    },
    # For what never changes only: each process has its own.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["scrivania.core.backends.SessionOnlyBackend"]
LOGIN_URL = "/accedi/"
STAFF_LOGIN_URL = "/operatori/accedi/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Plain http is for one machine's own loopback (demo, tests): `serve` refuses it elsewhere.
INSECURE_HTTP = env.boolean("SCRIVANIA_INSECURE_HTTP")
_PREFIX = "" if INSECURE_HTTP else "__Host-"
SESSION_ENGINE = "scrivania.core.sessions"
SESSION_USER_RELATED = ["user__citizen", "user__staff_member"]
SESSION_COOKIE_NAME = f"{_PREFIX}scrivania"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.integer("SCRIVANIA_SESSION_SECONDS", 3600)
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "scrivania.core.middleware.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}lang"
LANGUAGE_COOKIE_SECURE = not INSECURE_HTTP
PARKED_COOKIE_NAME = f"{_PREFIX}parked"
SPID_COOKIE_NAME = f"{_PREFIX}spid"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_PROXY_SSL_HEADER = None if INSECURE_HTTP else ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = csp.SITE

LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano"), ("en", "English"), ("de", "Deutsch")]
TIME_ZONE = "Europe/Rome"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = env.text("SCRIVANIA_STATIC", str(PACKAGE.parent / "static-build"))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "files"), "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

# Connectors, found by name and imported by nobody. Deleting a folder and its line removes the feature.
DELIVERY_HANDLERS = {
    "registry": "scrivania.registry.delivery.RegistryHandler",
    "mail": "scrivania.conversations.delivery.MailHandler",
}
DELIVERY_OUTCOMES = {
    "applications.document_registered": "scrivania.applications.outcomes.document_registered",
}
DELIVERY_TIMEOUT_S = 60
MAIL_CHANNEL = "scrivania.connectors.channel.mail.connector.Channel"
REGISTRY_CONNECTORS = {"simulated": "scrivania.connectors.registry.simulated.connector.Connector"}
SUBJECTS = {
    "applications.application": "scrivania.applications.subjects.ApplicationSubject",
    "applications.draft": "scrivania.applications.subjects.DraftSubject",
}

# Names of the pages that the layout of `ui` links: it is below the packages that own them.
LAYOUT_URLS = {
    "home": "portal:home",
    "services": "portal:services",
    "sign_in": "portal:sign_in",
    "sign_out": "portal:sign_out",
    "set_language": "portal:set_language",
    "area": "portal:desk",
    "applications": "portal:applications",
    "messages": "portal:messages",
    "staff_home": "backoffice:inbox",
    "staff_services": "backoffice:services",
    "staff_account": "backoffice:account",
}

IDENTITY_CONNECTORS = {"spid": "scrivania.connectors.identity.spid.connector.Connector"}
SPID_BINDING = env.text("SCRIVANIA_SPID_BINDING", "REDIRECT")  # or POST
SPID_IDP_METADATA = env.text("SCRIVANIA_SPID_IDP_METADATA", str(DATA / "spid-idp"))

EMAIL_HOST = env.text("SCRIVANIA_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = env.integer("SCRIVANIA_SMTP_PORT", 8025)
EMAIL_HOST_USER = env.text("SCRIVANIA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.secret("SCRIVANIA_SMTP_PASSWORD") if EMAIL_HOST_USER else ""
# Mail leaves this machine encrypted, or not at all.
EMAIL_USE_TLS = EMAIL_HOST not in {"127.0.0.1", "::1", "localhost"}
EMAIL_TIMEOUT = 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
