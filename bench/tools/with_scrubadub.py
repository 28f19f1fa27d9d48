"""Scrubadub with the detectors that it turns on by itself."""

from importlib import import_module

from reading import Spans, run  # type: ignore[import-not-found]


def main() -> None:
    """Find in the texts of standard input."""
    scrubber = import_module("scrubadub").Scrubber()

    def find(text: str) -> Spans:
        return [(filth.beg, filth.end, str(filth.type)) for filth in scrubber.iter_filth(text)]

    run("scrubadub", find)


if __name__ == "__main__":
    main()
