PYTHON ?= python3.11
BIN := .venv/bin
STREAM := examples/stream
OUT := build/demo

.PHONY: setup test demo bench cases docs lock train clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "setup: $(PYTHON) is not installed" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

test: setup
	$(BIN)/python -m pytest

demo: setup
	@$(BIN)/python -m examples.demo --stream $(STREAM) --output $(OUT)

bench: setup
	@$(BIN)/python -m bench.stream

cases: setup
	@$(BIN)/python -m pytest tests/test_cases.py

docs: setup
	$(BIN)/python -m tests.clauses > docs/clauses.md

train: setup
	$(BIN)/python -m training

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--extra run --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf build .venv
