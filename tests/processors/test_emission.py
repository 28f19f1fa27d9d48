"""In random worlds each copy is what its verdict says, and no other sink gets one."""

import json
from functools import cache
from typing import NamedTuple

import pytest

from tests.governing import Json
from tests.oracle.catalogue import leaf_paths, leaves
from tests.processors.worlds import contracts, decided, made, settled, settled_lines

SEEDS = range(60)
IDENTIFIERS_MIN = 4
TRACE = {"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate": "a=1"}


class Copied(NamedTuple):
    """A copy with the event that it is of, its sink, and the sink's entry in the decision."""

    event: Json
    sink: str
    entry: Json
    copy: Json


@cache
def emitted(seed: int) -> list[Copied]:
    """Every copy of a world whose events come with a trace."""
    events = [{**item, **TRACE} if isinstance(item, dict) else item for item in made(seed)["events"]]
    return [
        Copied(item, sink, entries[sink], copy)
        for item, outcome in zip(events, decided(seed, events=events), strict=True)
        if (entries := outcome.line.get("sinks"))
        for sink, copy in outcome.copies().items()
    ]


def gone(event: Json) -> set[str]:
    """The paths that no de-identified copy has."""
    return {path for path, field in contracts()[event["type"]].items() if field.deidentified == "gone"}


def path_of(leaf: tuple[str, object]) -> str:
    return leaf[0]


@pytest.mark.clause("X-explain")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_sink_gets_one_copy_where_it_is_allowed_and_none_where_it_is_not(seed: int) -> None:
    """Copies go to the allowed sinks of governed events, one each, and are of the leaves that the verdict names."""
    for outcome, line in zip(settled(seed), settled_lines(seed), strict=True):
        sinks = line.get("sinks", {})
        copies = outcome.copies()
        assert list(copies) == [name for name, entry in sinks.items() if entry["allowed"]]
        for name, copy in copies.items():
            assert set(leaf_paths(copy["data"])) == set(sinks[name]["fields"]), name
            assert len(sinks[name]["fields"]) == len(set(sinks[name]["fields"])), name


@pytest.mark.clause("JL-5.improvement")
@pytest.mark.parametrize("seed", SEEDS)
def test_de_identified_copies_have_nothing_that_identifies(seed: int) -> None:
    """No leaf that has to be gone, no subject, no trace, no day, and none of the identifiers in any other place."""
    for event, _, entry, copy in emitted(seed):
        if entry["form"] not in ("deidentified", "aggregated"):
            continue
        assert gone(event).isdisjoint(entry["fields"]), event["type"]
        assert copy.keys().isdisjoint({"subject", *TRACE}), event["type"]
        assert copy["time"].endswith("-01T00:00:00Z"), event["type"]
        assert "-" not in copy.get("region", "") or copy["region"].startswith("US-"), event["type"]
        text = json.dumps(copy["data"])
        for path, value in leaves(event["data"]):
            if path in gone(event) and isinstance(value, str) and len(value) >= IDENTIFIERS_MIN:
                assert value not in text, f"{event['type']} {path}"


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.parametrize("seed", SEEDS)
def test_identified_copies_have_the_events_own_values(seed: int) -> None:
    """What an identified copy holds is as the event had it."""
    for event, _, entry, copy in emitted(seed):
        if entry["form"] == "identified":
            kept = [leaf for leaf in leaves(event["data"]) if leaf[0] in entry["fields"]]
            assert sorted(leaves(copy["data"]), key=path_of) == sorted(kept, key=path_of), event["type"]
            assert TRACE.items() <= copy.items(), event["type"]


@pytest.mark.clause("JL-4.purposes")
def test_tokens_are_equal_within_a_sink_and_shop_and_differ_beyond() -> None:
    """One value has one token at one shop and sink; another value, shop or sink has another token."""
    tokens: dict[tuple[str, str, str], str] = {}
    for seed in SEEDS:
        for event, sink, entry, copy in emitted(seed):
            if entry["form"] == "pseudonymised":
                values, copied = leaves(event["data"]), leaves(copy["data"])
                for path in gone(event) & set(entry["fields"]):
                    told = [value for where, value in values if where == path]
                    made_of = [value for where, value in copied if where == path]
                    for value, token in zip(told, made_of, strict=True):
                        assert tokens.setdefault((event["retailer"], sink, value), token) == token, path
    assert len(set(tokens.values())) == len(tokens) > len(SEEDS)
    assert all(token.startswith("tok_") for token in tokens.values())
