"""Presidio with its patterns and checks over an empty spaCy pipeline: its package holds no model of names."""

from importlib import import_module
from typing import Any

from reading import Spans, run  # type: ignore[import-not-found]


def engine() -> Any:
    """The analyser over a pipeline that only cuts words."""
    spacy, analyzer = import_module("spacy"), import_module("presidio_analyzer")
    domains: Any = import_module("tldextract")
    domains.extract = domains.TLDExtract(suffix_list_urls=())  # The list that it ships, and no request for a newer one.
    nlp = import_module("presidio_analyzer.nlp_engine").SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en"}])
    nlp.nlp = {"en": spacy.blank("en")}
    return analyzer.AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])


def main() -> None:
    """Find in the texts of standard input."""
    analyzer = engine()

    def find(text: str) -> Spans:
        return [(found.start, found.end, found.entity_type) for found in analyzer.analyze(text=text, language="en")]

    run("presidio-analyzer", find)


if __name__ == "__main__":
    main()
