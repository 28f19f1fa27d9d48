"""Kafka's classes as Java has them once loaded, kept in a file: with it a broker is ready in about half the time."""

import tempfile
from pathlib import Path

from infra.broker.command import archive
from infra.broker.folder import Folder, Wanted
from infra.broker.problems import Refused
from infra.broker.process import await_ready, end, launch


def make_archive() -> None:
    """Start a broker once to learn its classes, where this Java has no archive yet; nothing depends on its success."""
    kept = archive()
    if kept.exists():
        return
    fresh = kept.with_suffix(".partial")
    with tempfile.TemporaryDirectory(prefix="assay-broker-") as place:
        folder = Folder(Path(place))
        try:
            told = folder.remember(Wanted())
            launched = launch(folder, told, die_with_parent=True, flags=[f"-XX:ArchiveClassesAtExit={fresh}"])
            await_ready(launched, lambda: False)
        except Refused:
            return
        end(launched.process)
    # A Java that cannot keep its classes leaves none: an empty file says so, and it is not tried again.
    fresh.touch()
    for old in kept.parent.glob("*.jsa"):
        old.unlink()
    fresh.rename(kept)
