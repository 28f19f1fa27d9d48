"""Every clause is kept and proven, or said to be open; and the page that says so is up to date."""

from importlib.util import find_spec

import pytest

from processors.policy.load import load_composition
from streams.policies import BUILT_IN
from tests.clauses.code import readers
from tests.clauses.proof import cases, marked
from tests.clauses.source import KEEPING, PACKS, ROOT, Promise, matrix, pack_of, promises
from tests.clauses.table import KEPT, OPEN, PARTLY, Row, page, rows

IDS = [promise.id for promise in promises()]


def test_the_matrix_is_whole() -> None:
    """There are 95 clauses of documents and 5 across packs, each once."""
    assert (len(matrix()["clauses"]), len(matrix()["composition"])) == (95, 5)
    assert len(set(IDS)) == 100


def test_the_packs_have_the_clauses_of_the_matrix_and_no_other() -> None:
    """Each clause stands in one pack or in the composition."""
    composition = load_composition((BUILT_IN / "composition.yaml").read_text(encoding="utf8"))
    assert sorted([*(clause for pack in PACKS for clause in pack.clauses), *composition.clauses]) == sorted(IDS)
    assert {name: clause.must for name, clause in composition.clauses.items()} == {
        promise.id: promise.must for promise in promises() if promise.id.startswith("X-")
    }


@pytest.mark.parametrize("promise", promises()[:95], ids=lambda promise: promise.id)
def test_a_pack_has_the_words_of_the_matrix(promise: Promise) -> None:
    """Section, kind, summary and duty of a clause stand in its pack as they were given."""
    pack = pack_of(promise.id)
    assert pack is not None
    clause = pack.clauses[promise.id]
    assert (clause.section, clause.kind, clause.says, clause.must) == (
        promise.section,
        promise.kind,
        promise.says,
        promise.must,
    )


def test_the_packs_have_the_documents_of_the_matrix() -> None:
    """Document, hash, controller, role and date of each pack are those that were given."""
    given = matrix()["packs"]
    assert {pack.pack for pack in PACKS} == set(given)
    for pack in PACKS:
        told = given[pack.pack]
        assert (pack.document.file, pack.document.sha256) == (told["document"], told["sha256"])
        assert (pack.controller, pack.role, pack.effective) == (told["controller"], told["role"], told["effective"])


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.promise.id)
def test_a_clause_is_kept_and_proven_or_said_to_be_open(row: Row) -> None:
    """A clause has code that keeps it and a test that proves it, or a reason why not."""
    if row.status == OPEN:
        assert row.lacks
        return
    assert row.code, "no code keeps it"
    assert row.cases or row.tests, "no test proves it"
    assert bool(row.lacks) is (row.status == PARTLY)


def test_some_clauses_are_kept() -> None:
    """The page does not call everything open."""
    assert sum(row.status == KEPT for row in rows()) >= 70


def test_what_is_said_of_clauses_is_said_of_clauses_that_there_are() -> None:
    """Lists, golden cases and marks name clauses of the matrix alone, and each list another one."""
    for named in (KEEPING.code, KEEPING.partly, KEEPING.open, cases(), marked()):
        assert set(named) <= set(IDS)
    assert not set(KEEPING.open) & {*KEEPING.partly, *KEEPING.code}


def test_the_listed_modules_are_there() -> None:
    """Code that is said to keep a clause exists."""
    listed = {module for modules in KEEPING.code.values() for module in modules}
    assert [module for module in sorted(listed) if find_spec(module) is None] == []


def test_every_part_of_a_pack_is_read() -> None:
    """A part of a pack that no module reads would decide nothing."""
    about = {"pack", "controller", "role", "version", "effective", "notice", "document", "clauses", "open"}
    parts = {name for pack in PACKS for name in type(pack).model_fields} - about
    assert parts - set(readers()) == set()


def test_the_page_is_up_to_date() -> None:
    """docs/clauses.md is what `make docs` makes."""
    assert (ROOT / "docs" / "clauses.md").read_text(encoding="utf8") == page()
