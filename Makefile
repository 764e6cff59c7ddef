# `make demo` and `make test` do all their own set-up, on a fresh machine and quickly the second time.
PYTHON ?= $(shell command -v python3 || command -v python3.11)
BIN := .venv/bin
export HOST ?= 127.0.0.1
export PORT ?= 8000
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
LONG_PACKAGES := thunderbird
BENCH_PACKAGES := wrk
TEST_PACKAGES := chromium libatomic1 libtiff-tools openssl poppler-utils postgresql tesseract-ocr tesseract-ocr-rus
PYTEST := $(BIN)/python -m pytest
TOGETHER := -n auto --maxprocesses 4 --dist worksteal

.PHONY: help demo test test-long lint lock bench migration proofs screenshots clean
.DEFAULT_GOAL := help

help: ## what can be made here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# A name, because passkeys cannot be made for a number.
demo: export CAMPAIGN_SITE_ADDRESS ?= $(if $(filter 127.0.0.1,$(HOST)),http://localhost:$(PORT))
demo: .venv/.run-ready ## set up, load five real past actions, and serve them (HOST, PORT)
	$(BIN)/campaign db upgrade
	CAMPAIGN_HOST=$(HOST) CAMPAIGN_PORT=$(PORT) $(BIN)/campaign demo
	$(BIN)/campaign serve --host $(HOST) --port $(PORT)

test: lint ## everything that must be true; under 15 minutes
	$(PYTEST) $(TOGETHER)

test-long: lint ## the big counts as well
	@.ci/system-packages $(LONG_PACKAGES)
	$(PYTEST) $(TOGETHER) -m 'long or not long' --hypothesis-profile=long

lint: .venv/.test-ready ## ruff, mypy, djlint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --diff .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --check --lint templates letters

bench: .venv/.bench-ready ## side-by-side measurements, as ratios within one run
	@.ci/system-packages $(BENCH_PACKAGES)
	$(PYTEST) tests/rendering/test_peers.py
	$(BIN)/python -m bench

screenshots: .venv/.test-ready ## draw the pictures in docs/pictures anew
	$(BIN)/python -m bench.pictures

proofs: .venv/.test-ready ## draw every paper, language, signature and script into build/proofs, to be looked at
	$(BIN)/python -m bench.proofs

migration: .venv/.test-ready ## write the migration from the last one to the models: make migration MESSAGE="add postage"
	$(BIN)/python -c "from campaign.schema import draft_migration; draft_migration('$(MESSAGE)')"

lock: .venv/.test-ready ## pin every dependency anew, with hashes and without addresses
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade -o requirements.lock pyproject.toml .ci/build.in
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade --extra test -c requirements.lock -o requirements-test.lock pyproject.toml .ci/build.in
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade --extra bench -c requirements-test.lock -o requirements-bench.lock pyproject.toml .ci/build.in
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade -o .ci/npm.lock .ci/npm.in

clean: ## remove what set-up made (data/ stays)
	rm -rf .venv dist build campaign/web/static/vendor

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/system-packages python3-venv
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.run-ready: .venv/.made requirements.lock pyproject.toml .ci/package-lock.json
	@.ci/system-packages $(RUN_PACKAGES)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@.ci/web-packages $(BIN)/python campaign/web/static/vendor
	@touch $@

.venv/.test-ready: .venv/.run-ready requirements-test.lock
	@.ci/system-packages $(TEST_PACKAGES)
	@.ci/tiffcheck .venv/tiffcheck
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

.venv/.bench-ready: .venv/.test-ready requirements-bench.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@
