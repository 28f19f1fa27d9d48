"""A producer that imports the contracts gets pydantic, orjson and nothing else that has to be installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Pydantic's own dependencies come with it.
OF_PYDANTIC = {"pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}


def imported_by(statement: str) -> set[str]:
    """The modules that a statement brings into a fresh interpreter."""
    script = f"import sys; before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(ran.stdout.split())


def test_importing_the_contracts_imports_pydantic_and_orjson_alone() -> None:
    modules = imported_by("import contracts.decode, contracts.envelopes, contracts.schema")
    packages = {name.partition(".")[0] for name in modules if not name.startswith("_sysconfigdata")}
    assert packages - sys.stdlib_module_names - OF_PYDANTIC == {"contracts", "pydantic", "orjson"}


def test_decoding_imports_neither_the_envelopes_nor_the_schemas() -> None:
    assert {"contracts.envelopes", "contracts.schema"}.isdisjoint(imported_by("import contracts.decode"))
