"""What every file keeps to: sizes, directions of import, purity, nothing dead, nothing unfinished."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, Module, files, imports, modules, product, strings, texts

FILE_LINES_MAX = 299
FUNCTION_LINES_MAX = 69
FUNCTION_LINES_MEDIAN_MAX = 10
FILE_LINES_MEDIAN_MAX = 149

# Which of our packages each may import; what is shipped imports nothing of what is not.
MAY_IMPORT = {
    "contracts": {"contracts"},
    "processors": {"contracts", "processors"},
    "streams": {"contracts", "processors", "streams"},
}
OURS = frozenset({*MAY_IMPORT, "infra", "tests", "training", "bench", "examples"})

# Processors touch nothing outside: no files, clock, chance, network, environment, other processes, or log.
IMPURE = frozenset({
    "asyncio", "ctypes", "glob", "http", "importlib.import_module", "io", "logging", "multiprocessing", "os",
    "pathlib", "random", "requests", "secrets", "select", "shutil", "signal", "socket", "sqlite3", "ssl",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
})  # fmt: skip
IMPURE_CALLS = frozenset({"open", "print", "input", "exec", "eval", "breakpoint", "__import__"})
IMPURE_METHODS = frozenset(
    {
        "now",
        "utcnow",
        "today",
        "fromtimestamp",
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "iterdir",
    }
)
# Modules of the product that read its own package data, once, when they are set up.
READS_PACKAGE_DATA = {
    "processors.text.tagger.model": "the weights of the tagger",
    "processors.text.tagger.compiled": "the sources that a compiled loop is of, to know when it is out of date",
    "processors.text.tagger.alphabet": "the letters that look alike",
    "processors.text.tagger.lexicon": "the lists of names, places and words",
    "processors.text.prohibited.tables": "the words and patterns of prohibited data",
}

# Modules that are run, or found by name, and not imported.
ENTRY_POINTS = frozenset({"streams.cli"})

UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.:/<-])/(?:ho" r"me|ro" r"ot|wo" r"rk|Us" r"ers|m" r"nt)/\w")
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("maven", "org"),
        ("anaconda", "org"),
        ("docker", "io"),
        ("proxy.golang", "org"),
    )
)
LOCKED = re.compile(r"(?:https?:)?//|--(?:extra-)?index-url|--find-links|\bregistry\s*=")


def test_files_are_short() -> None:
    """No file has 300 lines, and half of them have under 150."""
    lengths = {module.path: module.text.count("\n") for module in modules()}
    assert {path: length for path, length in lengths.items() if length > FILE_LINES_MAX} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= FILE_LINES_MEDIAN_MAX


def test_functions_are_short() -> None:
    """No function has 70 lines, and half of them have under 11."""
    lengths = {f"{module.path}:{node.lineno}": _length(node) for module in modules() for node in _functions(module)}
    assert {place: length for place, length in lengths.items() if length > FUNCTION_LINES_MAX} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= FUNCTION_LINES_MEDIAN_MAX


def _functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_one_way(package: str) -> None:
    """Contracts import nothing of ours, processors contracts, streams both, and none of them tests or tools."""
    forbidden = OURS - MAY_IMPORT[package]
    mine = [module for module in product() if module.package == package]
    wrong = {f"{module.path}: {name}" for module in mine for name in imports(module) if _top(name) in forbidden}
    assert wrong == set()


def _top(name: str) -> str:
    return name.partition(".")[0]


def test_processors_are_pure() -> None:
    """Processors import and call nothing that reaches outside of them, but for their own package data."""
    mine = [module for module in product() if module.package == "processors"]
    found = {f"{module.path}:{line}: {what}" for module in mine for line, what in _impurities(module)}
    assert found == set()


def _impurities(module: Module) -> Iterator[tuple[int, str]]:
    yield from ((1, f"imports {name}") for name in imports(module) if name in IMPURE or _top(name) in IMPURE)
    reads_data = module.name in READS_PACKAGE_DATA
    for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id in IMPURE_CALLS:
            yield call.lineno, f"calls {call.func.id}"
        elif isinstance(call.func, ast.Attribute) and call.func.attr in IMPURE_METHODS and not reads_data:
            yield call.lineno, f"calls .{call.func.attr}"
    if not reads_data and "importlib.resources" in imports(module):
        yield 1, "reads package data"


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from os import path",
        "def f():\n    import random",
        "from importlib import import_module",
        "open('x')",
        "print(1)",
        "from datetime import datetime\ndatetime.now()",
        "x.read_text()",
        "from importlib.resources import files",
    ],
)
def test_what_is_not_pure_is_seen(code: str) -> None:
    """The rule of purity bites."""
    assert list(_impurities(Module("processors.made", "processors/made.py", code, ast.parse(code))))


def test_the_modules_that_read_package_data_do_so() -> None:
    """The list of exceptions has no module that is gone, or needs no exception."""
    reading = {module.name for module in product() if "importlib.resources" in imports(module)}
    assert {name for name in reading if _top(name) == "processors"} == set(READS_PACKAGE_DATA)


def test_every_module_says_what_it_is() -> None:
    """Every module of the product opens with a sentence, and so does every other that has code."""
    silent = [module.path for module in modules() if module.tree.body and not ast.get_docstring(module.tree)]
    empty = [module.path for module in product() if not module.tree.body]
    assert silent + empty == []


def test_nothing_is_left_unfinished() -> None:
    """No file has a mark of what is still to be done."""
    assert [path for path, text in texts().items() if UNFINISHED.search(text) and _is_written(path)] == []


def test_nothing_depends_on_one_machine() -> None:
    """No file names a folder of somebody's machine."""
    assert [path for path, text in texts().items() if MACHINE_PATH.search(text) and _is_written(path)] == []


def _is_written(path: str) -> bool:
    """Whether a file is written by hand: test data is not ours to word."""
    return not path.startswith(("tests/data/", "training/corpora/", "LICENSE")) and "/data/" not in path


def test_no_module_is_dead() -> None:
    """Every module is imported or named by another that is not a test of it, or is run."""
    users: dict[str, set[str]] = {}
    for module in modules():
        for name in {*imports(module), *_named(module)}:
            users.setdefault(name, set()).add(module.name)
    dead = [module.path for module in product() if not _is_alive(module, users)]
    assert dead == []


def _is_alive(module: Module, users: dict[str, set[str]]) -> bool:
    if module.name in ENTRY_POINTS or module.path.endswith(("__init__.py", "__main__.py")):
        return True
    return any(_top(user) != "tests" for user in users.get(module.name, set()) - {module.name})


def _named(module: Module) -> Iterator[str]:
    """Modules named in texts, such as `streams.verbs.run:command`."""
    yield from (text.partition(":")[0] for text in strings(module.tree) if "." in text and len(text) < 100)


def test_no_data_file_is_dead() -> None:
    """Every data file of the product is named in code, or lies in a folder that is."""
    told = {text for module in product() for text in strings(module.tree)}
    parts = {part for text in told for part in re.split(r"[/ ]", text)}
    data = [
        file.relative_to(ROOT)
        for file in files()
        if file.suffix != ".py" and file.relative_to(ROOT).parts[0] in MAY_IMPORT
    ]
    dead = [str(file) for file in data if not {file.name, file.stem, *file.parts[2:-1]} & parts]
    assert dead == []


def test_no_file_names_a_package_registry() -> None:
    """Nothing says where packages are to be had from: that is for whoever installs them to choose."""
    assert [path for path, text in texts().items() if any(host in text for host in REGISTRIES)] == []


def test_lock_files_have_no_hosts() -> None:
    """A lock file names versions and hashes, and no place."""
    locks = {path: text for path, text in texts().items() if path.endswith(".lock") or "requirements" in path}
    assert [path for path, text in locks.items() if LOCKED.search(text)] == []


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("mypy", "tests")],
    ids=" ".join,
)
def test_the_checkers_find_nothing(command: tuple[str, ...]) -> None:
    """Lint, format and types are in order everywhere."""
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
