"""Section 8 and JE-3.7: where the person is, where the sink is, and the legal basis of Europeans."""

from tests.oracle.catalogue import Json
from tests.oracle.scene import Scene

EUROPEAN = """
AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB
"""
EUROPE = frozenset(EUROPEAN.split())
BASES = [
    ("consent", "marketing targeted_advertising personalisation site_analytics surveys publication appraisal"),
    ("legal_obligation", "legal"),
    (
        "legitimate_interests",
        "security fraud_prevention product_improvement aggregate_analytics statistics model_improvement reporting"
        " learning enforcement business_transfer integration_sync",
    ),
]
ON_CONSENT = frozenset(BASES[0][1].split())


def country(region: object) -> str | None:
    """The country of a region code."""
    return region.split("-")[0] if isinstance(region, str) and region else None


def of_person(scene: Scene) -> str | None:
    """The person's country: the event's region before the record's."""
    return country(scene.event.get("region") or scene.person("region"))


def is_european(scene: Scene) -> bool:
    """Whether Jane Ellen's European rules bind for this person."""
    return scene.pack == "JE" and of_person(scene) in EUROPE


def legal_basis(scene: Scene, purposes: set[str]) -> str | None:
    """The strictest legal basis of a copy's purposes."""
    if not is_european(scene):
        return None
    for basis, names in BASES:
        if purposes & set(names.split()):
            return basis
    return "contract"


def crosses(scene: Scene, sink: Json) -> bool:
    """Whether a Parure Belle copy leaves the person's country; an unknown one counts as another."""
    return scene.pack == "PB" and of_person(scene) != country(sink.get("region"))


def failures(scene: Scene, sink: Json) -> set[str]:
    """The clauses of the region tests that this sink fails."""
    failed = set()
    if scene.platform == "ST" and sink["class"] == "hosting" and country(sink.get("region")) != "US":
        failed.add("ST-residency")
    if crosses(scene, sink) and not sink.get("transfer_mechanism"):
        failed.add("PB-8.transfer")
    return failed
