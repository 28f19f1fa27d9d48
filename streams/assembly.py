"""The governor put together from the policies of a deployment and the reader of text."""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from processors.govern import Governor
from processors.text.document import Document, Reader, Reading
from streams.exits import whereabouts
from streams.policies import Policies


def governor_of(policies: Policies) -> Governor:
    """A governor under some policies; its reader of text is loaded with the first text."""
    return Governor(policies.packs, policies.catalogue, policies.types, _read)


def _read(document: Document) -> Reading:
    return text_reader()(document)


@cache
def text_reader() -> Callable[[Document], Reading]:
    """The reader of text, with its lexicons and its model."""
    try:
        reader: Reader = import_module("processors.text.reader").TextReader()
    except Exception as error:  # noqa: BLE001 - whatever it is, nothing can be read without it.
        # No event's problem: an OSError is what stops a job, where any other error would refuse every event with text.
        raise OSError(f"the reader of text cannot be loaded: {whereabouts(error)}") from None
    return reader.read
