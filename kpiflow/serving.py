"""How gunicorn serves kpiflow, on a laptop and in the container alike.

gunicorn --config python:kpiflow.serving kpiflow.wsgi
"""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# Imported once and shared: a faster start, less memory, and an error shows at once.
preload_app = True
# A socket in the home folder to steer gunicorn by; a container has no home.
control_socket_disable = True
# Below the ten seconds that Docker, and kpiflow.up, wait before they kill.
graceful_timeout = 8
loglevel = "warning"
