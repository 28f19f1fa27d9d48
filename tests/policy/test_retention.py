"""How long each pack keeps each kind of record, cell by cell."""

import pytest

from contracts.vocabulary import RETENTION_KEYS
from processors.policy.pack import Retained, ShortPeriod
from processors.policy.period import Period
from tests.policy.packs import pack
from tests.policy.page import Cell, cells, rows

COLUMNS = ("jewellink", "stexcel", "jane_ellen", "parure_belle")

# Periods, ending events after `until`, the start after `from`, the least period after `least`; nothing for no rule.
TABLE = """
certification | P10Y                 | P10Y                 | P10Y JE-6.1.sensitive                       |
order         | P7Y                  | P7Y                  | P7Y from:completed_at JE-6.1.orders         | P7Y least:P5Y short:P5Y PB-6.orders
marketing     | P2Y                  | P2Y                  | until:marketing_opt_out JE-6.1.marketing    |
activity      | P2Y                  | P2Y                  | P2Y until:opt_out JE-6.1.activity           |
support       | P3Y                  | P3Y                  |                                             | P3Y PB-6.support
account       | until:account_closed | until:account_closed | until:account_closed JE-6.1.account         | until:inactive_3y PB-6.inactive
crm           | P3Y                  | P3Y                  |                                             |
message       | P3Y                  | P3Y                  |                                             |
transcript    | P2Y                  | P2Y                  |                                             |
learning      | P3Y                  | P3Y                  |                                             |
ai            | P1Y                  | P1Y                  |                                             |
media         | P3Y                  | P3Y                  |                                             |
mobile        | P1Y                  | P1Y                  |                                             |
"""  # noqa: E501 - the table is as wide as the page's.


def test_the_table_has_every_column_of_the_page() -> None:
    """Every kind of record has its row, and no other has."""
    assert sorted(rows(TABLE)) == sorted(RETENTION_KEYS)


@pytest.mark.parametrize("cell", cells(COLUMNS, TABLE), ids=lambda cell: f"{cell.pack}-{cell.row}")
def test_a_pack_keeps_records_as_it_says(cell: Cell) -> None:
    """A kind of record is kept for the period, or until the event, of its cell; without one the platform's counts."""
    assert pack(cell.pack).retention.periods.get(cell.row) == (expected(cell.words) if cell.words else None)


def expected(words: tuple[str, ...]) -> Retained:
    """The rule that a cell describes."""
    told = dict(word.split(":") for word in words if ":" in word)
    period = next((word for word in words if word.startswith("P") and "-" not in word), None)
    short = ShortPeriod(period=Period.parse(told["short"]), jurisdictions=()) if "short" in told else None
    return Retained(
        period=Period.parse(period) if period else None,
        event=told.get("until"),
        least=Period.parse(told["least"]) if "least" in told else None,
        short=short,
        clause=next((word for word in words if "-" in word), None),
        **{"from": told.get("from")},  # type: ignore[arg-type]
    )


def test_jewelry_odm_keeps_records_as_its_platform() -> None:
    """JewelryODM has no periods of its own."""
    retention = pack("jewelry_odm").retention
    assert (retention.as_platform, retention.periods, retention.clause) == (True, {}, "JO-6.retention")


def test_jewellink_names_its_clause_and_stexcel_none() -> None:
    """The defaults of Stexcel name no clause."""
    assert pack("jewellink").retention.clause == "JL-9.retention"
    assert pack("stexcel").retention.clause is None


def test_fraud_data_of_jane_ellen_has_no_delete_by() -> None:
    """Copies for fraud prevention alone are kept without limit at Jane Ellen, and nowhere else."""
    unlimited = {name: pack(name).retention.unlimited for name in ("jewelry_odm", "jane_ellen", *COLUMNS)}
    (found,) = [(name, rule.purposes, rule.clause) for name, rule in unlimited.items() if rule]
    assert found == ("jane_ellen", ("fraud_prevention",), "JE-6.2.exceptions")
