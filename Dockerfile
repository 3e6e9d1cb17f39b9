# The page.
FROM node:24-bookworm-slim AS page
WORKDIR /web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
# Its version and what changed.
COPY Cargo.toml CHANGELOG.md /
COPY web ./
RUN npm run build

# The program, which holds the page.
FROM rust:1.95-bookworm AS program
WORKDIR /codebell
# Such as "5a57a17e93cd, 2026-12-01": the repository itself is not copied.
ARG CODEBELL_COMMIT=""
COPY . .
COPY --from=page /web/dist web/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/codebell/target \
    SQLX_OFFLINE=true cargo build --release --locked \
    && cp target/release/codebell /usr/local/bin/codebell

# What runs.
FROM debian:bookworm-slim
# Security updates shall come with each build, so that no version is pinned.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 codebell \
    && useradd --uid 10001 --gid codebell --home-dir /var/lib/codebell --shell /usr/sbin/nologin codebell \
    && install -d -o codebell -g codebell -m 0700 /var/lib/codebell
COPY --from=program /usr/local/bin/codebell /usr/local/bin/codebell
ENV CODEBELL_LISTEN=0.0.0.0:8080 \
    CODEBELL_DATA_DIR=/var/lib/codebell
USER 10001:10001
WORKDIR /var/lib/codebell
VOLUME /var/lib/codebell
EXPOSE 8080
STOPSIGNAL SIGTERM
# Bash speaks enough HTTP to ask; the first line of the answer is "HTTP/1.1 200 OK".
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${CODEBELL_LISTEN##*:} && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["codebell"]
CMD ["serve"]
