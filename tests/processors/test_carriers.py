"""A copy says the same to both carriers: as a line of structured JSON, and as headers with a value."""

from typing import Any

import orjson
import pytest

from processors.copies.copy import Copy
from processors.copies.emit import Emitter
from tests.governing import KEY, POSITION, Outcome
from tests.processors.bench import Bench
from tests.processors.building import authorization, event, shop
from tests.processors.worlds import settled

SEEDS = range(60)
ODD = 'é "quoted" \\ \u2028 \x01 \U0001f48d'


def emitted(outcome: Outcome) -> list[Copy]:
    return list(Emitter(KEY).copies(outcome.governed, POSITION)) if outcome.governed else []


def as_line(headers: list[tuple[str, bytes]], value: bytes) -> dict[str, Any]:
    """A record in binary mode read as the Kafka binding of CloudEvents says."""
    attributes = {name.removeprefix("ce_"): text.decode() for name, text in headers if name.startswith("ce_")}
    plain = {name: text.decode() for name, text in headers if not name.startswith("ce_")}
    assert len(attributes) + len(plain) == len(headers), "a header stands twice"
    return {**attributes, "datacontenttype": plain.pop("content-type"), **plain, "data": orjson.loads(value)}


@pytest.mark.clause("X-explain")
@pytest.mark.parametrize("seed", SEEDS)
def test_headers_and_value_say_what_the_line_says(seed: int) -> None:
    """Every attribute of a copy has the same text in both modes, and the data are the same bytes."""
    for copy in (copy for outcome in settled(seed) for copy in emitted(outcome)):
        line = orjson.loads(copy.line())
        assert as_line(copy.headers(), copy.data) == line, copy.sink
        assert {**copy.attributes, "data": line["data"]} == line, copy.sink
        assert copy.line().endswith(b',"data":' + copy.data + b"}"), copy.sink
        assert (copy.sink, copy.id, copy.subject) == (line["sink"], line["id"], line.get("subject")), copy.sink


def test_any_text_goes_through_both_carriers(decide: Bench) -> None:
    """Quotes, control characters and letters beyond Latin in attributes come out of both as they were."""
    made = emitted(decide([shop()], event("order.placed", name=ODD, subject=ODD, region="US-NY")).outcome)
    assert {copy.subject == ODD for copy in made} == {True, False}
    for copy in made:
        line = orjson.loads(copy.line())
        assert line["causationid"] == ODD
        assert as_line(copy.headers(), copy.data) == line, copy.sink


def test_a_copy_under_another_authorization_names_one(decide: Bench) -> None:
    """Where the event's label and a copy rest on different authorizations, either carrier has the copy's alone."""
    control = [shop(), authorization(models="retailer"), authorization("auth-2", name="other")]
    made = {copy.sink: copy for copy in emitted(decide(control, event("order.placed")).outcome)}
    for sink, named in (("retailer_models", "auth-1"), ("crm_store", "auth-2")):
        assert [text for name, text in made[sink].headers() if name == "ce_authorization"] == [named.encode()]
        assert as_line(made[sink].headers(), made[sink].data) == orjson.loads(made[sink].line())
