"""The web server of an installation: gunicorn --config deploy/gunicorn.conf.py --no-control-socket wolscan.wsgi

Stands behind a proxy that buffers (deploy/nginx/). BIND, WEB_PROCESSES and WEB_THREADS come from the environment.
"""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000").split(",")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
# SQLite has one writer: one thread a process, and the proxy keeps the queue. PostgreSQL takes more at once.
on_postgres = os.environ.get("DATABASE_URL", "").startswith(("postgres", "psql"))
threads = int(os.environ.get("WEB_THREADS", "4" if on_postgres else "1"))
worker_class = "gthread"
# The proxy keeps its connections for 60 seconds: ours must last longer, or it meets one that was just closed.
keepalive = 75
timeout = 60
# On a restart, who was being served is served to the end.
graceful_timeout = 30
control_socket_disable = True
# What the proxy says about the client is judged by the site itself (TRUSTED_PROXIES), and by nothing before it.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
# The site writes its own lines, without addresses of people or pages (wolscan/logs.py).
accesslog = None
errorlog = "-"
loglevel = "warning"
# On a disk a heartbeat file can stall a worker; memory cannot.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - no secret  # nosec B108
