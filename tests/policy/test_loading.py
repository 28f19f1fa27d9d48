"""Policies read from files: every fault is told, and a bad file decides nothing."""

from pathlib import Path

import pytest

from contracts.problems import Unusable
from streams.policies import check_policies, load_policies
from tests.policy.packs import drop, edited, set_at, write_packs


def test_the_built_in_packs_load_from_a_folder_too(tmp_path: Path) -> None:
    """A folder with the same packs decides alike."""
    assert [pack.name for pack in load_policies(write_packs(tmp_path)).packs.all()] == [
        pack.name for pack in load_policies().packs.all()
    ]


def test_a_bad_pack_is_refused_with_every_fault(tmp_path: Path) -> None:
    """Nothing is decided under packs of which one is at fault."""
    folder = write_packs(tmp_path, stexcel=edited("stexcel", drop("links"), drop("rights")))
    with pytest.raises(Unusable) as refused:
        load_policies(folder)
    assert refused.value.kind.splitlines() == [
        "stexcel@2021-11-01: a platform's pack needs rights",
        "stexcel@2021-11-01: a platform's pack needs links",
    ]


def test_faults_of_form_are_told_of_every_file(tmp_path: Path) -> None:
    """A file that is no pack does not hide what is wrong with the next."""
    wrong = edited("stexcel", set_at("purposes/allowed", ["profiling"]), set_at("recipients/allowed_by", {"spies": {}}))
    folder = write_packs(tmp_path, jane_ellen="pack: [", stexcel=wrong)
    checked = check_policies(folder)
    assert [line.partition(":")[0] for line in checked.faults] == ["jane_ellen.yaml"] + ["stexcel.yaml"] * 3
    assert checked.findings == []
    with pytest.raises(Unusable):
        load_policies(folder)


def test_a_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    """The second of two equal keys would silently win."""
    twice = edited("stexcel") + "links: {clause: ST-use}\n"
    (fault,) = check_policies(write_packs(tmp_path, stexcel=twice)).faults
    assert fault == "stexcel.yaml: line 1: a key stands twice"


@pytest.mark.parametrize("made", ["", "a file"])
def test_a_folder_without_packs_is_unusable(tmp_path: Path, made: str) -> None:
    """A folder that holds no pack, or is none, cannot be checked."""
    folder = tmp_path / "packs"
    if made:
        folder.write_text(made, encoding="utf8")
    else:
        folder.mkdir()
    with pytest.raises(Unusable):
        check_policies(folder)


def test_a_pack_that_is_not_text_is_unusable(tmp_path: Path) -> None:
    """A file that cannot be read as UTF-8 is told by name, without what it holds."""
    folder = write_packs(tmp_path)
    (folder / "odd.yaml").write_bytes(b"\xff\xfe secret")
    with pytest.raises(Unusable, match=r"odd\.yaml cannot be read: UnicodeDecodeError"):
        load_policies(folder)


def test_a_sink_out_of_order_does_not_keep_a_run_from_beginning(tmp_path: Path) -> None:
    """Such a sink is reported, and denied every event."""
    sinks = tmp_path / "sinks.yaml"
    sinks.write_text("sinks: {store: {class: hosting, region: US, form: identified, purposes: [crm], needs: all}}\n")
    assert load_policies(sinks=sinks).catalogue.sinks["store"].in_order is False
    assert any("JE-4.10.secure" in line for line in check_policies(sinks=sinks).findings)
