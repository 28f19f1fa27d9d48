"""Section 11: the versions of the packs."""

from datetime import UTC, datetime

from tests.oracle.scene import Scene

VERSIONS = {
    "JL": "jewellink@2026-05-01",
    "ST": "stexcel@2021-11-01",
    "JO": "jewelry_odm@1",
    "JE": "jane_ellen@1",
    "PB": "parure_belle@1",
}
EFFECTIVE = {"JL": datetime(2026, 5, 1, tzinfo=UTC), "ST": datetime(2021, 11, 1, tzinfo=UTC)}
EARLIER = {"JL": "JL-14.versions", "ST": "ST-changes"}


def label(scene: Scene) -> str:
    """Both packs with their versions."""
    return ",".join(VERSIONS[pack] for pack in scene.packs)


def clauses(scene: Scene) -> set[str]:
    """The clause that says an event is older than the earliest version."""
    return {EARLIER[scene.platform]} if scene.time < EFFECTIVE[scene.platform] else set()
