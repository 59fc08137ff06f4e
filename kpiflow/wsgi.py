"""What gunicorn serves: in production, unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpiflow.settings")
os.environ.setdefault("PRODUCTION", "on")

application = get_wsgi_application()
