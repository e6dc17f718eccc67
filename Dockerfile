# The browser pool in a container: docker build -t tacklebox . && docker run -p 127.0.0.1:8888:8888 tacklebox
# (docs/pool.md). The container demands a token, which it prints; -e TACKLEBOX_TOKEN=... sets one.

FROM rust:1-trixie AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium chromium-headless-shell curl fonts-liberation tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 tacklebox \
 && mkdir -p /config/chromium_profiles \
 && chown -R tacklebox /config
COPY --from=build /src/target/release/tacklebox /usr/local/bin/tacklebox
USER tacklebox
VOLUME /config
EXPOSE 8888
# The defaults of docs/pool.md, for those who look here.
ENV NUM_WARM=1 MAX_INSTANCES=15 IDLE_TIMEOUT=300 SCALE_DOWN_INTERVAL=60 MAX_STARTUP_ATTEMPTS=3 HEALTH_CHECK_INTERVAL=2
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD curl -fsS http://127.0.0.1:8888/healthz || exit 1
# The init takes care of processes that lose their parent.
ENTRYPOINT ["tini", "--", "tacklebox", "pool", "--listen", "0.0.0.0:8888", "--data", "/config"]
