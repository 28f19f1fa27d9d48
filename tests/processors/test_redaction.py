"""Free text in copies that name nobody: identifiers are placeholders, consistent within the event."""

from collections.abc import Callable

import pytest

from processors.text.document import Document, Finding, Reading, Span
from tests.processors.bench import Bench
from tests.processors.building import authorization, event, shop

COUNTS = "aggregate_analytics"


def reading_of(*spans: tuple[str, str], findings: tuple[tuple[str, str], ...] = ()) -> Callable[[Document], Reading]:
    """A reader that finds these words under these labels, wherever they stand."""

    def places(text: str, words: str) -> list[int]:
        starts = [text.find(words)]
        while starts[-1] >= 0:
            starts.append(text.find(words, starts[-1] + 1))
        return starts[:-1]

    def read(document: Document) -> Reading:
        text = document.text
        found = [Span(at, at + len(words), label) for words, label in spans for at in places(text, words)]
        kinds = [Finding(kind, at, at + len(words)) for words, kind in findings for at in places(text, words)]
        return Reading(tuple(sorted(found, key=lambda span: span.start)), tuple(kinds), 0.0)

    return read


@pytest.mark.clause("JL-5.improvement")
def test_an_identifier_has_one_placeholder_throughout_an_event(decide: Bench) -> None:
    """Two people are two placeholders, in whichever of the event's texts they stand; goods and prices stay."""
    record = event(
        "crm.customer.upserted", {"preferences": ["Ana likes oval", "Bo likes gold"], "notes": "Bo, $900, for Ana."}
    )
    data = decide.reading(reading_of(("Ana", "PERSON"), ("Bo", "PERSON")))([shop()], record).outcome.copies()[COUNTS][
        "data"
    ]
    ana, bo = "[PERSON_1]", "[PERSON_2]"
    expected = {"preferences": [f"{ana} likes oval", f"{bo} likes gold"], "notes": f"{bo}, $900, for {ana}."}
    swapped = {"preferences": [f"{bo} likes oval", f"{ana} likes gold"], "notes": f"{ana}, $900, for {bo}."}
    assert {key: data[key] for key in expected} in (expected, swapped)


@pytest.mark.clause("JL-5.improvement")
def test_placeholders_tell_the_kind_of_identifier(decide: Bench) -> None:
    """A mail address and a number are numbered apart."""
    note = event("crm.note.added", {"text": "Ana: ana@x.example, 555-0143; ana@x.example"})
    reader = reading_of(("Ana", "PERSON"), ("ana@x.example", "EMAIL"), ("555-0143", "PHONE"))
    data = decide.reading(reader)([shop()], note).outcome.copies()[COUNTS]["data"]
    assert data["text"] == "[PERSON_1]: [EMAIL_1], [PHONE_1]; [EMAIL_1]"


def test_overlapping_stretches_are_one(decide: Bench) -> None:
    """Where two finds overlap the whole stretch goes, under the label of one of them."""
    note = event("crm.note.added", {"text": "By Ana Reyes Street, now"})
    reader = reading_of(("Ana Reyes", "PERSON"), ("Reyes Street", "ADDRESS"))
    text = decide.reading(reader)([shop()], note).outcome.copies()[COUNTS]["data"]["text"]
    assert text in ("By [PERSON_1], now", "By [ADDRESS_1], now")


def test_a_stretch_inside_a_longer_one_is_part_of_it(decide: Bench) -> None:
    """The longer of two that begin together counts, and what it holds adds nothing."""
    note = event("crm.note.added", {"text": "See Ana Reyes Street 5 now"})
    reader = reading_of(("Ana", "PERSON"), ("Ana Reyes Street 5", "ADDRESS"), ("Street", "PLACE"))
    assert decide.reading(reader)([shop()], note).outcome.copies()[COUNTS]["data"]["text"] == "See [ADDRESS_1] now"


def test_neighbouring_stretches_stay_apart(decide: Bench) -> None:
    """Two finds that touch and do not overlap are two."""
    note = event("crm.note.added", {"text": "AnaBo"})
    reader = reading_of(("Ana", "PERSON"), ("Bo", "PHONE"))
    assert decide.reading(reader)([shop()], note).outcome.copies()[COUNTS]["data"]["text"] == "[PERSON_1][PHONE_1]"


def test_a_stretch_over_two_fields_is_taken_out_of_both(decide: Bench) -> None:
    """A find that runs from one text into the next leaves neither half behind."""
    turns = [{"speaker": "customer", "text": "I am Ana"}, {"speaker": "customer", "text": "Reyes, hello"}]
    call = event("transcript.call.completed", {"turns": turns})
    data = decide.reading(reading_of(("Ana\nReyes", "PERSON")))([shop()], call).outcome.copies()[COUNTS]["data"]
    assert [turn["text"] for turn in data["turns"]] == ["I am [PERSON_1]", "[PERSON_1], hello"]


@pytest.mark.clause("JL-2.prohibited")
def test_admitted_data_is_replaced_where_texts_are_redacted(decide: Bench) -> None:
    """A pseudonymised copy of what an authorization let in has the class in place of the value."""
    bench = decide.with_sinks(
        tokens={"class": "hosting", "form": "pseudonymised", "purposes": ["crm"]},
        named={"class": "hosting", "purposes": ["crm"]},
    ).reading(reading_of(("Ana", "PERSON"), findings=(("536-22-8726", "ssn"),)))
    note = event("crm.note.added", {"text": "Ana has 536-22-8726."})
    made = bench([shop(), authorization(classes=["ssn"])], note).outcome.copies()
    assert made["tokens"]["data"]["text"] == "[PERSON_1] has [SSN_1]."
    assert made["named"]["data"]["text"] == "Ana has 536-22-8726."


def test_the_reader_is_told_who_the_event_names(decide: Bench) -> None:
    """What the payload says of the person is known to the reader, and each text with who speaks it."""
    asked: list[Document] = []

    def listen(document: Document) -> Reading:
        asked.append(document)
        return Reading((), (), 0.0)

    turns = [{"speaker": "customer", "text": "Hello."}, {"speaker": "associate", "text": "Welcome."}]
    decide.reading(listen)([shop()], event("transcript.call.completed", {"turns": turns, "customer_id": "cust-77"}))
    (document,) = asked
    assert document.text == "Hello.\nWelcome."
    assert [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns] == [
        ("customer", "Hello."),
        ("associate", "Welcome."),
    ]
    assert any("cust-77" in strings for strings in document.known.strings.values())


def test_an_event_without_text_is_not_read(decide: Bench) -> None:
    """Where there is nothing to read the reader is left alone."""

    def refuse(_: Document) -> Reading:
        raise AssertionError

    assert decide.reading(refuse)([shop()], event("account.closed")).open
