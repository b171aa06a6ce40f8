# The service on one machine: state in /var/lib/guidance, settings from the environment.
FROM python:3.11-slim
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home guidance && mkdir /var/lib/guidance && chown guidance /var/lib/guidance
WORKDIR /app
COPY --chown=guidance . .
RUN chown guidance /app
USER guidance
RUN make setup
ENV GUIDANCE_HOME=/var/lib/guidance HOST=0.0.0.0 HF_HUB_OFFLINE=1
VOLUME /var/lib/guidance
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD [".venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD [".venv/bin/guidance", "serve"]
