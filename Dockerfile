# One image for web, worker and scheduler.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/portal HOST=0.0.0.0 OPENBLAS_NUM_THREADS=1
WORKDIR /portal

COPY requirements.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt

COPY . .
RUN useradd --system --home-dir /var/lib/portal --create-home portal \
    && SECRET_KEY=only-while-building SITE_URL=https://build.invalid DATABASE_URL=sqlite:////tmp/unused \
       python manage.py collectstatic --noinput \
    && mkdir -p /var/lib/portal/attachments \
    && chown -R portal /var/lib/portal

USER portal
EXPOSE 8000
CMD ["gunicorn", "-c", "python:interface.web_server"]
