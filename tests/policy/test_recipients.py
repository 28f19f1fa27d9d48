"""The recipient classes that each pack allows, cell by cell."""

import pytest

from processors.policy.catalogue import RECIPIENT_CLASSES
from processors.policy.pack import RecipientRule
from tests.policy.packs import pack
from tests.policy.page import Cell, cells, rows

STATED_BY = {
    "jewellink": "JL-6.recipients",
    "stexcel": "ST-partners",
    "jewelry_odm": "JO-3.providers",
    "jane_ellen": "JE-4.1.processors",
    "parure_belle": "PB-4.1.providers",
}

# `yes` or `no`, then the clause where it is not the stating one, then conditions: `consent`, what opens it, and so on.
TABLE = """
hosting     | yes | yes | yes | yes | yes
messaging   | yes | yes | yes | yes | yes
security    | yes | yes | yes | yes | yes
internal    | yes | yes | yes | yes | yes
retailer    | yes | yes | yes | yes | yes
payment     | yes | yes ST-collect | yes | yes | yes
integration | yes | yes for:fulfilment=ST-partners for:customer_support=ST-partners for:integration_sync=ST-link | yes | yes | yes
ai_provider | yes JL-5.ai_providers | no | yes | no | no
analytics   | yes | yes | yes | yes JE-4.4.ads | yes
advertising | yes JL-7.ads | no | yes JO-3.consent | yes JE-4.4.ads | no PB-4.4.no_sale
other       | yes consent | no | yes JO-3.consent consent | yes JE-4.5.consent consent | no
authority   | yes legal | yes ST-legal legal emergency | yes JO-3.legal legal | yes JE-4.2.legal legal | yes PB-4.2.minimum legal named
transaction | yes transaction | no | no | yes JE-4.3.transfer transaction notice | yes PB-4.3.transfer transaction notice
sale        | no | no | no | no | no
"""  # noqa: E501 - the table is as wide as the page's.


def test_the_table_has_every_class() -> None:
    """Every recipient class has its row, and no other has."""
    assert sorted(rows(TABLE)) == sorted(RECIPIENT_CLASSES)


@pytest.mark.parametrize("cell", cells(tuple(STATED_BY), TABLE), ids=lambda cell: f"{cell.pack}-{cell.row}")
def test_a_pack_allows_the_recipients_that_it_names(cell: Cell) -> None:
    """A recipient class is allowed or denied by the clause of its cell, under the conditions of its cell."""
    table = pack(cell.pack).recipients
    rule = table.allowed_by.get(cell.row)
    clause = next((word for word in cell.words if "-" in word and ":" not in word), STATED_BY[cell.pack])
    if cell.words[0] == "no":
        assert rule is None
        assert cell.row not in table.allowed
        assert table.denied_by.get(cell.row, table.stated_by) == clause
    elif rule is None:
        assert cell.row in table.allowed
        assert (table.stated_by, len(cell.words)) == (clause, 1)
    else:
        assert rule == expected(cell, clause)


def expected(cell: Cell, clause: str) -> RecipientRule:
    """The rule that a cell describes."""
    served = [word.removeprefix("for:").split("=") for word in cell.words if word.startswith("for:")]
    return RecipientRule(
        clause=clause,
        consent="consent" in cell.words,
        opened=tuple(kind for kind in ("legal", "emergency", "transaction") if kind in cell.words),
        notice="notice" in cell.words,
        named_fields="named" in cell.words,
        purposes=dict(served) or None,
    )


def test_ai_providers_are_judged_by_whether_they_train() -> None:
    """Jewellink's AI providers that train, or do not say, need an authorization."""
    training = pack("jewellink").training
    assert training is not None
    assert (training.ai_providers, training.authorization) == ("JL-5.ai_providers", "JL-5.no_training")
