"""DataFog with its engine of patterns."""

from importlib import import_module

from reading import Spans, run  # type: ignore[import-not-found]


def main() -> None:
    """Find in the texts of standard input."""
    scan = import_module("datafog").scan

    def find(text: str) -> Spans:
        return [(entity.start, entity.end, entity.type) for entity in scan(text, engine="regex").entities]

    run("datafog", find)


if __name__ == "__main__":
    main()
