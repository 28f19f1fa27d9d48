"""The purposes that each pack allows, cell by cell."""

import pytest

from contracts.vocabulary import PURPOSES
from processors.judge.clauses import purpose_clause, purpose_rule
from tests.policy.packs import pack
from tests.policy.page import Cell, cells, rows

STATED_BY = {
    "jewellink": "JL-4.purposes",
    "stexcel": "ST-use",
    "jewelry_odm": "JO-2.purposes",
    "jane_ellen": "JE-3.purposes",
    "parure_belle": "PB-3.purposes",
}

# A cell is `yes` or `no`, then the clause where it is not the stating one, then `deid` for de-identified copies only.
TABLE = """
provide_service      | yes                       | yes             | yes                | yes                 | yes
account_management   | yes                       | yes             | yes                | yes                 | yes
crm                  | yes                       | yes             | yes                | yes                 | yes
messaging            | yes                       | yes             | yes                | yes                 | yes
service_messages     | yes                       | yes             | yes                | yes                 | yes
integration_sync     | yes                       | yes             | yes                | yes                 | yes
payment              | yes                       | yes             | yes                | yes                 | yes
fulfilment           | yes                       | yes ST-partners | yes                | yes                 | yes
customer_support     | yes                       | yes ST-partners | yes                | yes                 | yes
marketing            | yes JL-8.retailer_consent | yes ST-email    | yes                | yes                 | yes
surveys              | yes                       | no              | no                 | no                  | yes PB-7.preferences
personalisation      | yes                       | no              | yes                | yes                 | yes
ai_features          | yes                       | no              | yes                | no                  | no
learning             | yes                       | yes             | yes                | yes                 | yes
reporting            | yes                       | yes             | yes                | yes                 | yes
product_improvement  | yes                       | yes             | yes                | yes                 | yes
model_improvement    | yes JL-5.improvement      | no              | yes deid           | yes deid            | no
aggregate_analytics  | yes                       | yes ST-partners | yes JO-3.anonymous | yes deid            | yes deid
statistics           | yes                       | yes ST-partners | yes JO-3.anonymous | yes deid            | yes deid
site_analytics       | yes                       | yes ST-partners | yes                | yes                 | yes deid
targeted_advertising | yes JL-7.ads              | no              | yes JO-3.consent   | yes JE-4.4.ads deid | no PB-4.4.no_sale
appraisal            | yes JL-6.recipients       | no              | yes JO-3.consent   | yes JE-4.5.consent  | no
publication          | yes JL-6.recipients       | no              | yes JO-3.consent   | yes JE-4.5.consent  | no
security             | yes                       | yes             | yes                | yes                 | yes
fraud_prevention     | yes                       | yes             | yes                | yes                 | yes
enforcement          | yes                       | yes             | yes                | yes                 | yes
legal                | yes                       | yes ST-legal    | yes JO-3.legal     | yes JE-4.2.legal    | yes PB-4.2.minimum
business_transfer    | yes                       | no              | no                 | yes JE-4.3.transfer | yes PB-4.3.transfer
rights_requests      | yes                       | yes             | yes                | yes                 | yes
sale                 | no JL-6.no_sale           | no ST-no_sale   | no                 | no JE-4.8.no_sale   | no PB-4.4.no_sale
"""  # noqa: E501 - the table is as wide as the page's.


def test_the_table_has_every_purpose() -> None:
    """Every purpose of the vocabulary has its row, and no other has."""
    assert sorted(rows(TABLE)) == sorted(PURPOSES)


@pytest.mark.parametrize("cell", cells(tuple(STATED_BY), TABLE), ids=lambda cell: f"{cell.pack}-{cell.row}")
def test_a_pack_allows_the_purposes_that_it_states(cell: Cell) -> None:
    """A purpose is allowed or denied by the clause of its cell, in the form of its cell."""
    rule = purpose_rule(pack(cell.pack), cell.row)
    clause = next((word for word in cell.words[1:] if word != "deid"), STATED_BY[cell.pack])
    form = "deidentified" if "deid" in cell.words else "identified"
    assert (rule is not None) is (cell.words[0] == "yes")
    assert purpose_clause(pack(cell.pack), cell.row) == clause
    assert rule is None or rule.form == form


@pytest.mark.parametrize(
    ("name", "ask", "clause"),
    [
        ("jewellink", "opt_in", "JL-8.retailer_consent"),
        ("stexcel", "opt_out", "ST-email"),
        ("jewelry_odm", "opt_out", "JO-5.unsubscribe"),
        ("jane_ellen", "opt_out", "JE-7.gdpr"),
        ("parure_belle", "opt_out", "PB-7.preferences"),
    ],
)
def test_marketing_is_asked_for_as_the_pack_says(name: str, ask: str, clause: str) -> None:
    """Jewellink waits for an opt-in, the others stop at an opt-out."""
    rule = pack(name).choices.marketing
    assert rule is not None
    assert (rule.ask, rule.clause) == (ask, clause)
