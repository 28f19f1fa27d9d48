"""Facts that share a time and an id are told apart by what they say, never by which came first."""

import itertools

import pytest

from tests.processors.bench import Bench
from tests.processors.building import authorization, event, request, shop

NOTE = event("crm.note.added")


@pytest.mark.clause("JL-11.rights")
def test_two_objections_of_one_id_both_stand(decide: Bench) -> None:
    """Ids are a sender's own: another sender's objection under the same id lifts nothing."""
    training = request("object", purpose="model_improvement", request_id="r1")
    other = {**request("object", purpose="statistics", request_id="r2"), "source": "/elsewhere"}
    for control in itertools.permutations([shop(), training, other]):
        decided = decide(list(control), NOTE)
        assert decided.label["training"] == "denied"
        assert "JL-11.rights" in decided.barred("model_improvement")


@pytest.mark.clause("X-time")
def test_grants_of_one_id_and_time_are_decided_alike_in_every_order(decide: Bench) -> None:
    """The order of control facts changes nothing, not even where two of them contradict each other."""
    wide, narrow = authorization(), {**authorization(models="retailer"), "source": "/elsewhere"}
    labels = {str(decide(list(control), NOTE).label) for control in itertools.permutations([shop(), wide, narrow])}
    assert len(labels) == 1


@pytest.mark.clause("JL-11.refer")
@pytest.mark.parametrize("attribute", [{"retailer": "another"}, {"subject": "another"}])
def test_a_request_that_contradicts_its_envelope_is_refused(decide: Bench, attribute: dict[str, str]) -> None:
    """One retailer's customer is not answered through another."""
    asked = {**request("access"), "subject": "cust-1", **attribute}
    refused = decide([shop()], asked)
    assert (refused.line["outcome"], refused.line["reason"]) == ("refused", "contract")
