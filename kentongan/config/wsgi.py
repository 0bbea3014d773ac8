"""The web process: pages and the JSON API."""

from django.core.wsgi import get_wsgi_application

from kentongan.config import env, processes

processes.die_with_parent()
env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
application = get_wsgi_application()
