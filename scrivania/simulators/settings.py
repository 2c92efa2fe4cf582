"""Settings of the simulators' own site: no database, no session, no cookie; loopback only."""

from scrivania.simulators.places import signing_secret
from scrivania.simulators.systems import SYSTEMS

DEBUG = False
SECRET_KEY = signing_secret()
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

INSTALLED_APPS = ["django.contrib.staticfiles", "scrivania.simulators", *SYSTEMS.values()]
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

# A document of 30 MB in base64.
DATA_UPLOAD_MAX_MEMORY_SIZE = 45_000_000

STATIC_URL = "/simulators-static/"
WHITENOISE_USE_FINDERS = True

LANGUAGE_CODE = "it"
USE_TZ = True
TIME_ZONE = "Europe/Rome"
