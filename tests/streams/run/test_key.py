"""The key is the one given, else the one that the environment names, else the user's own."""

from pathlib import Path

import pytest

from contracts.problems import Unusable
from streams.key import load_key


def test_a_key_is_made_on_first_use_and_kept(tmp_path: Path) -> None:
    """Only its owner can read it, and it is the same from then on; nothing else is left beside it."""
    environment = {"XDG_DATA_HOME": str(tmp_path)}
    key = load_key(None, environment)
    made = tmp_path / "assay" / "key"
    assert key == load_key(None, environment)
    assert made.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in made.parent.iterdir()] == ["key"]
    assert load_key(None, {"XDG_DATA_HOME": str(tmp_path / "other")}) != key


def test_what_is_given_goes_before_what_is_named_and_what_is_named_before_ones_own(tmp_path: Path) -> None:
    """Option, environment, home; a line end is no part of a key."""
    (tmp_path / "given").write_bytes(b"the key that is given\n")
    (tmp_path / "named").write_bytes(b"the key that is named\r\n")
    environment = {"ASSAY_KEY_FILE": str(tmp_path / "named"), "HOME": str(tmp_path)}
    assert load_key(tmp_path / "given", environment) == b"the key that is given"
    assert load_key(None, environment) == b"the key that is named"


def test_a_home_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    """No key can be made below a file."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable):
        load_key(None, {"XDG_DATA_HOME": str(tmp_path / "file")})
