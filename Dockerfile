# Two stages: packages are installed from the lock in the first, and only their result is kept.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/essai \
 && /opt/essai/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY bot ./bot
COPY cogs ./cogs
COPY sandbox ./sandbox
RUN /opt/essai/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
# The language model's engine needs OpenMP.
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 essai && mkdir /data && chown essai /data
COPY --from=build /opt/essai /opt/essai
USER essai
ENV PATH=/opt/essai/bin:$PATH ESSAI_DATA_DIR=/data ESSAI_LOG_FORMAT=json ESSAI_WEB_HOST=0.0.0.0 \
    PYTHONDONTWRITEBYTECODE=1
VOLUME /data
EXPOSE 8610
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["essai", "health"]
CMD ["essai", "run"]
