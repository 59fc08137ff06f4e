# kpiflow for production: `docker compose up` builds it; docs/operating.md says more.

FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim
# What draws letters on paper, and letters to draw.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin kpiflow
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PRODUCTION=on PORT=8000

# Production starts with nothing missing, so this one command gets stand-ins.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_hex())')" \
    ALLOWED_HOSTS=localhost DATABASE_URL=postgres://nobody@localhost/none \
    python manage.py collectstatic --no-input

USER kpiflow
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-m", "kpiflow.probe"]
# gunicorn listens where PORT says.
CMD ["gunicorn", "--config", "python:kpiflow.serving", "--worker-tmp-dir", "/dev/shm", "kpiflow.wsgi"]
