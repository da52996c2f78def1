"""The WSGI entry point of the site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolscan.settings")
application = get_wsgi_application()

from wolscan.mixing import refuse_real_data  # noqa: E402 - needs the apps

refuse_real_data()
