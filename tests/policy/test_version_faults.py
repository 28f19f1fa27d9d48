"""The versions of a pack: told apart by name and date, and announced before they widen a use."""

import pytest

from processors.policy.pack import Pack
from tests.policy.packs import Edit, as_version, faults_of, pack, set_at

WIDER: Edit = set_at("purposes/allowed_by/publication", {"clause": "PB-3.purposes"})
NARROWER: Edit = set_at("retention/periods/support/period", "P1Y")


def test_two_versions_of_one_name_are_a_fault() -> None:
    """A label that names a version names one file."""
    twice = pack("parure_belle", as_version("1", "2026-09-01", "2026-07-01"))
    assert faults_of(pack("parure_belle"), twice) == ["parure_belle: version 1 stands in two files"]


def test_two_versions_of_one_date_are_a_fault() -> None:
    """At every moment one version is in force."""
    twice = pack("parure_belle", as_version("2", None))
    assert faults_of(pack("parure_belle"), twice) == ["parure_belle: versions 1 and 2 are of the same date"]


def test_a_pack_does_not_change_its_role() -> None:
    """A platform's later version is a platform's too."""
    other = pack("parure_belle", as_version("2", "2026-09-01", "2026-07-01"), set_at("role", "platform"))
    assert "parure_belle: versions 1 and 2 differ in role" in faults_of(pack("parure_belle"), other)


@pytest.mark.clause("PB-11.notice")
@pytest.mark.parametrize(
    ("effective", "notice", "fault"),
    [
        ("2026-09-30", "2026-09-01", "29 days after its notice, which must be 30 or more (PB-11.notice)"),
        ("2026-09-01", "2026-09-01", "0 days after its notice, which must be 30 or more (PB-11.notice)"),
        ("2026-08-01", "2026-09-01", "-31 days after its notice, which must be 30 or more (PB-11.notice)"),
        ("2026-09-30", None, "without a notice (PB-11.notice)"),
    ],
)
def test_a_widening_version_needs_its_notice(effective: str, notice: str | None, fault: str) -> None:
    """A use that widens under 30 days after its notice is refused."""
    new = pack("parure_belle", as_version("2", effective, notice), WIDER)
    expected = f"parure_belle: version 2 widens purposes.publication {fault}"
    assert faults_of(pack("parure_belle"), new) == [expected]


@pytest.mark.clause("PB-11.notice")
def test_thirty_days_are_enough() -> None:
    """A use may widen 30 days after its notice."""
    assert (
        faults_of(pack("parure_belle"), pack("parure_belle", as_version("2", "2026-10-01", "2026-09-01"), WIDER)) == []
    )


@pytest.mark.clause("JO-0.changes")
@pytest.mark.clause("PB-11.notice")
@pytest.mark.parametrize("name", ["parure_belle", "jewelry_odm"])
def test_a_narrowing_version_may_take_effect_at_once(name: str) -> None:
    """What narrows needs no notice."""
    narrower = set_at("minors", {"clause": f"{_own(name)}", "quarantine_under": 21})
    assert faults_of(pack(name), pack(name, as_version("2", "2026-09-01"), narrower)) == []


@pytest.mark.clause("JO-0.changes")
def test_a_widening_version_takes_effect_no_earlier_than_announced() -> None:
    """JewelryODM announces in advance, without a number of days."""
    wider = set_at("purposes/allowed_by/surveys", {"clause": "JO-2.purposes"})
    old = pack("jewelry_odm")
    assert faults_of(old, pack("jewelry_odm", as_version("2", "2026-09-01", "2026-09-01"), wider)) == []
    (fault,) = faults_of(old, pack("jewelry_odm", as_version("2", "2026-09-01", "2026-09-02"), wider))
    assert "widens purposes.surveys -1 days after its notice, which must be 0 or more (JO-0.changes)" in fault


@pytest.mark.clause("PB-11.notice")
def test_a_version_cannot_shorten_its_own_notice() -> None:
    """The notice that was promised is the old version's, whatever the new one says of itself."""
    shorter = pack("parure_belle", as_version("2", "2026-09-05", "2026-09-01"), set_at("changes/notice_days", 1), WIDER)
    (fault,) = faults_of(pack("parure_belle"), shorter)
    assert "4 days after its notice, which must be 30 or more" in fault


@pytest.mark.clause("ST-residency")
def test_moving_storage_is_a_change_of_version() -> None:
    """A platform that moves its storage without a new version is told so: the two files clash."""
    moved = pack("stexcel", set_at("residency/country", "DE"))
    assert faults_of(pack("stexcel"), moved)[0] == "stexcel: version 2021-11-01 stands in two files"


def _own(name: str) -> str:
    known: Pack = pack(name)
    return known.changes.clause
