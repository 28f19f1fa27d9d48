"""The example that producers copy from emits what the pipeline takes."""

import pytest

from contracts.decode import decode_record
from contracts.routing import partition_of, person_key
from contracts.sdk.testing import PARTITIONS, RecordingProducer
from examples.producer import CUSTOMER, SHOP, emit_all, main


def test_the_customers_choice_meets_the_customers_sale() -> None:
    """Both lie in the partition of the customer, in the topics that they belong to."""
    producer = RecordingProducer()
    emit_all(producer)
    registered, choice, sale = producer.sent
    assert [sent.topic for sent in producer.sent] == ["governance.retailer", "governance.preference", "events.pos"]
    assert registered.partition == 0
    assert choice.partition == sale.partition == partition_of(person_key(SHOP, CUSTOMER), PARTITIONS)
    assert decode_record(sale.headers, sale.value).subject == CUSTOMER


def test_without_a_broker_it_shows_what_would_be_sent(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each record."""
    main([])
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == [
        "governance.retailer.registered",
        "governance.preference.changed",
        "pos.sale.completed",
    ]
