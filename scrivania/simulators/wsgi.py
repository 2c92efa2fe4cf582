"""`gunicorn scrivania.simulators.wsgi:application`, one process, on loopback."""

import os

from django.core.wsgi import get_wsgi_application

# Not setdefault: the launcher's environment names the settings of the main site.
os.environ["DJANGO_SETTINGS_MODULE"] = "scrivania.simulators.settings"

application = get_wsgi_application()
