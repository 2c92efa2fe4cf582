"""Settings of the simulators' own site: no database, no session, no cookie; loopback only."""

from scrivania.simulators.places import signing_secret

DEBUG = False
SECRET_KEY = signing_secret()
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

# One more outside system is one more line: a package with TITLE, `urls` (mounted at /<name>) and templates,
# that tells `journal.note(<name>, …)` what it received.
SIMULATORS = {
    "idp": "scrivania.simulators.idp",
}

INSTALLED_APPS = ["django.contrib.staticfiles", "scrivania.simulators", *SIMULATORS.values()]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
]
ROOT_URLCONF = "scrivania.simulators.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

# The provider posts to whichever body asked: `form-action` stays open here.
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"], "frame-ancestors": ["'none'"]}}
SECURE_REFERRER_POLICY = "same-origin"

STATIC_URL = "/simulators-static/"
WHITENOISE_USE_FINDERS = True

LANGUAGE_CODE = "it"
USE_TZ = True
TIME_ZONE = "Europe/Rome"
