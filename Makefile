# The two commands of a user are `make run` and `make test`; `make help` lists the others.

export PATH := $(CURDIR)/.tools/node/node_modules/.bin:$(PATH)
export SQLX_OFFLINE ?= true

.PHONY: help run build web test lint sqlx openapi format bench bench-page bench-forwarding bench-sending hostile bench-extract weights fuzz containers check-full clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

run: build ## install what is missing, build, and serve on the embedded database
	@scripts/install.sh postgres
	@exec target/release/codebell serve

build: web ## build the page and the server
	@scripts/install.sh cc
	cargo build --locked --release

web: web/dist/index.html ## build the page

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@scripts/install.sh node
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/public web/*.ts web/*.json web/index.html -type f 2>/dev/null)
	cd web && npm run --silent build

test: web ## format, lints, Rust tests, page tests, browser tests
	@scripts/install.sh cc postgres chromium go python jq proxies clients
	cargo fmt --all --check
	cd web && npm run --silent check && npm run --silent api:check && npm test --silent
	scripts/lint.sh --test
	cd web && npm run --silent e2e

lint: ## lints against a real database
	@scripts/install.sh cc postgres
	scripts/lint.sh

sqlx: ## renew .sqlx after a change of a statement or a migration
	@scripts/install.sh cc postgres
	scripts/lint.sh --write

openapi: ## renew the API's document and the page's types after a change of the API
	cargo run --quiet --locked -- openapi > target/openapi.json
	mv target/openapi.json web/src/api/openapi.json
	cd web && npm run --silent api

format: web/node_modules/.package-lock.json ## format all code
	cargo fmt --all
	cd web && npm run --silent format

bench: build ## measure messages/s and webhook to browser, beside pgbench
	@scripts/install.sh postgres
	cargo bench --locked --bench inbox

bench-forwarding: build ## measure forwarding beside dead channels, and over kill -9
	@scripts/install.sh postgres
	cargo bench --locked --bench forwarding

bench-sending: build ## measure sends and checks of codes a second, beside the gateway alone
	@scripts/install.sh postgres
	cargo bench --locked --bench sending

hostile: build ## attack the server with a bounded script and measure good requests beside it (5 minutes)
	@scripts/install.sh postgres
	cargo bench --locked --bench hostile

bench-extract: ## measure messages/s of the extractor on one core, and texts made to be hard
	cargo bench --locked --package codebell-extraction --bench speed

weights: ## fit the extractor's weights to its messages and print crates/extraction/src/weights.rs
	@cargo bench --locked --quiet --package codebell-extraction --bench weights

fuzz: ## arbitrary input for all that reads what strangers send, a minute each
	@scripts/install.sh c++
	scripts/fuzz.sh

bench-page: build ## measure the page in a real browser: painted, scrolling, Lighthouse, heap (15 minutes)
	@scripts/install.sh postgres chromium
	@[ -d .tools/lighthouse/node_modules ] || npm install --silent --no-audit --no-fund --prefix .tools/lighthouse lighthouse@13.5.0
	cd web && node testing/page-measures/main.mjs

containers: ## build and start the containers and see a message arrive through NGINX (needs Docker)
	tests/container/prove.sh

check-full: build ## licences, sources and advisories of all dependencies; odd requests to all of the API
	scripts/dependencies.sh
	@scripts/install.sh postgres schemathesis
	tests/schemathesis/run.py

clean: ## remove what was built; the data directory stays
	rm -rf target web/dist web/node_modules .tools
