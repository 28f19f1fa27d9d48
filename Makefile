PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STREAM := examples/stream
OUT := build/demo

.PHONY: setup test demo bench cases docs lock train clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "setup: Python 3.11 or newer with venv is needed" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "Compiling the tagger, once"
	@echo '{"id": "0", "text": "hello"}' | $(BIN)/assay redact >/dev/null
	@touch .venv/ready

test: setup
	$(BIN)/python -m pytest -n auto

demo: setup
	@$(BIN)/python -m examples.demo --stream $(STREAM) --output $(OUT)

bench: setup
	@$(BIN)/python -m bench.stream
	@$(BIN)/python -m bench.reading
	@$(BIN)/python -m bench.prohibited
	@$(BIN)/python -m bench.memory

cases: setup
	@$(BIN)/python -m pytest tests/test_cases.py

docs: setup
	$(BIN)/python -m tests.clauses > docs/clauses.md

train: setup
	$(BIN)/python -m training

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--extra worker --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf build .venv
