"""In random worlds every verdict keeps what no verdict may break."""

import pytest

from processors.policy.catalogue import RECIPIENT_CLASSES
from streams.policies import composition, load_policies
from tests.governing import Json, plain
from tests.processors.worlds import FORMS, catalogue_of, settled, settled_lines

SEEDS = range(60)


def entries(seed: int) -> list[tuple[Json, str, Json]]:
    """Every sink's entry of a world, with its decision and the sink's name."""
    return [
        (line, name, entry)
        for line in settled_lines(seed)
        if line["outcome"] == "governed"
        for name, entry in line["sinks"].items()
    ]


@pytest.mark.clause("JL-5.no_training")
@pytest.mark.parametrize("seed", SEEDS)
def test_no_copy_is_more_identifying_than_its_sink_but_for_authorized_training(seed: int) -> None:
    """Only a copy for model improvement alone, under a named authorization of shared models, rises above its sink."""
    sinks = catalogue_of(seed).sinks
    for line, name, entry in entries(seed):
        if entry["allowed"] and FORMS.index(entry["form"]) < FORMS.index(sinks[name].form):
            assert (entry["purpose"], line["label"]["training"]) == (["model_improvement"], "authorized"), name
            assert entry["authorization"] == line["label"]["authorization"], name


@pytest.mark.clause("X-explain")
@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_names_clauses_that_there_are(seed: int) -> None:
    """Each entry, and each quarantine and refusal but that of what is no event, names clauses of the packs."""
    known = {clause for pack in load_policies().packs.all() for clause in pack.clauses} | composition().clauses.keys()
    for _, name, entry in entries(seed):
        assert entry["clauses"], name
        assert set(entry["clauses"]) <= known, name
        assert len(set(entry["clauses"])) == len(entry["clauses"]), name
    for line in settled_lines(seed):
        if line["outcome"] in ("quarantined", "refused") and line.get("reason") != "malformed":
            assert line["clauses"], line["id"]
            assert set(line["clauses"]) <= known, line["id"]


@pytest.mark.clause("X-default")
@pytest.mark.parametrize("seed", SEEDS)
def test_what_no_clause_allows_is_denied(seed: int) -> None:
    """A sink of an unknown class, one out of order and one for sale get nothing, each by its clause."""
    for name, sink in catalogue_of(seed).sinks.items():
        reasons = {
            "X-default": sink.recipient not in RECIPIENT_CLASSES,
            "JE-4.10.secure": not sink.in_order,
        }
        closing = {clause for clause, closes in reasons.items() if closes}
        for _, _, entry in (
            found for found in entries(seed) if found[1] == name and (closing or sink.recipient == "sale")
        ):
            assert entry["allowed"] is False, name
            assert closing <= set(entry["clauses"]) or entry["reason"] == "stopped before any sink", name


@pytest.mark.clause("X-default")
@pytest.mark.parametrize("seed", SEEDS)
def test_every_sink_of_the_catalogue_is_decided(seed: int) -> None:
    """A governed event has an entry for each sink, in the catalogue's order, allowed or denied."""
    for line in settled_lines(seed):
        if line["outcome"] == "governed":
            assert list(line["sinks"]) == list(catalogue_of(seed).sinks)
            assert {entry["allowed"] for entry in line["sinks"].values()} <= {True, False}


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.parametrize("seed", SEEDS)
def test_an_allowed_copy_serves_a_purpose_of_its_sink(seed: int) -> None:
    """No copy is without a purpose, nor for one that its sink is not for."""
    sinks = catalogue_of(seed).sinks
    for _, name, entry in entries(seed):
        if entry["allowed"]:
            assert entry["purpose"], name
            assert set(entry["purpose"]) <= set(sinks[name].purposes), name


@pytest.mark.clause("X-explain")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_decisions_record_says_what_its_line_says(seed: int) -> None:
    """The record that goes to the ledger, written from shared parts, reads as the decision that is printed."""
    for outcome, line in zip(settled(seed), settled_lines(seed), strict=True):
        assert plain(outcome.decision.record()) == line, line["id"]
