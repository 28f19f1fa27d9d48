"""Control facts are as fields.tsv says, and what is wrong with one is told by its path and kind."""

from typing import Any

import pytest

from contracts.decode import decode_fact_line
from contracts.problems import Fault, InvalidFact, Malformed, UnknownType
from contracts.vocabulary import (
    CATEGORIES,
    CHANNELS,
    CHOICES,
    COOKIE_CLASSES,
    DISCLOSURE_KINDS,
    PREFERENCES,
    PROHIBITED_CLASSES,
    PURPOSES,
    RETENTION_KEYS,
    RIGHTS,
    TRAINING_MODELS,
)
from tests.contracts.fields import FACT_ROWS, FACT_TYPES, Row, event, full, least, line, payload_of, put, rows_of

ROW = pytest.mark.parametrize("row", FACT_ROWS, ids=lambda row: f"{row.type}:{row.path}")
RETAILER = "governance.retailer.registered"
GRANT = "governance.authorization.granted"
PREFERENCE = "governance.preference.changed"
PERSON = "governance.person.updated"
REQUEST = "governance.request.received"
DISCLOSURE = "governance.disclosure.opened"


def accepted(fact_type: str, data: dict[str, Any]) -> bool:
    try:
        return decode_fact_line(line(event(fact_type, data))).data == data
    except InvalidFact:
        return False


def faults(fact_type: str, data: Any) -> tuple[Fault, ...]:
    with pytest.raises(InvalidFact) as caught:
        decode_fact_line(line(event(fact_type, data)))
    assert caught.value.reason == "invalid_fact"
    return caught.value.faults


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_the_required_fields_alone_and_every_field_at_once_are_facts(fact_type: str) -> None:
    assert accepted(fact_type, least(fact_type))
    assert accepted(fact_type, full(fact_type))


@ROW
def test_a_field_is_missed_only_where_it_is_required(row: Row) -> None:
    data = payload_of(other for other in rows_of(row.type) if other != row)
    if row.required:
        assert faults(row.type, data) == (Fault("missing", row.path),)
    else:
        assert accepted(row.type, data)


@ROW
def test_a_null_is_an_absent_field_save_in_a_list(row: Row) -> None:
    data = full(row.type)
    put(data, row, None)
    if row.repeated[-1]:
        assert [fault.path for fault in faults(row.type, data)] == [row.path]
        assert accepted(row.type, {**full(row.type), row.keys[0]: None}) == (not row.required)
    else:
        assert accepted(row.type, data) == (not row.required)


@ROW
def test_a_value_of_another_type_is_refused(row: Row) -> None:
    wrong: tuple[Any, ...] = ("true", 1) if row.kind.startswith("bool") else (7.5, True, [[]])
    for value in wrong:
        data = full(row.type)
        put(data, row, value)
        assert [fault.path for fault in faults(row.type, data)] == [row.path]


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_a_field_that_no_fact_has_is_refused(fact_type: str) -> None:
    assert faults(fact_type, {**full(fact_type), "note": "x"}) == (Fault("unknown_field", "?"),)


ENUMS = [
    (GRANT, "training.categories", CATEGORIES),
    (GRANT, "training.models", TRAINING_MODELS),
    (GRANT, "prohibited_classes", PROHIBITED_CLASSES),
    (PREFERENCE, "preference", PREFERENCES),
    (PREFERENCE, "choice", CHOICES),
    (PREFERENCE, "channel", CHANNELS),
    (PREFERENCE, "purpose", PURPOSES),
    (PREFERENCE, "cookieclass", COOKIE_CLASSES),
    (REQUEST, "right", RIGHTS),
    (REQUEST, "categories", CATEGORIES),
    (REQUEST, "purpose", PURPOSES),
    (DISCLOSURE, "kind", DISCLOSURE_KINDS),
]


@pytest.mark.parametrize(("fact_type", "path", "vocabulary"), ENUMS, ids=lambda value: str(value)[:40])
def test_a_vocabulary_is_closed(fact_type: str, path: str, vocabulary: tuple[str, ...]) -> None:
    row = next(row for row in rows_of(fact_type) if row.path == path)
    for word in vocabulary:
        data = full(fact_type)
        put(data, row, word)
        assert accepted(fact_type, data), word
    for word in ("", "other", vocabulary[0].upper(), f"{vocabulary[0]} "):
        data = full(fact_type)
        put(data, row, word)
        assert faults(fact_type, data) == (Fault("not_in_vocabulary", path),)


def test_the_lists_of_an_authorization_may_be_empty() -> None:
    assert accepted(
        GRANT, {**full(GRANT), "prohibited_classes": [], "training": {"categories": [], "models": "shared"}}
    )


@pytest.mark.parametrize("field", ["starts", "ends"])
def test_an_authorization_begins_and_ends_at_rfc_3339_times(field: str) -> None:
    assert accepted(GRANT, {**full(GRANT), field: "2026-06-01t00:00:00.5-05:00"})
    for text in ("", "2026-06-01", "2026-06-01T00:00:00", "2026-02-29T00:00:00Z", "soon"):
        assert faults(GRANT, {**full(GRANT), field: text}) == (Fault("ill_formed", field),)


def test_a_notice_date_is_a_day_or_an_rfc_3339_time() -> None:
    for text in ("2026-08-01", "2024-02-29", "2026-08-01T10:00:00Z"):
        assert accepted(DISCLOSURE, {**full(DISCLOSURE), "notice_date": text})
    for text in ("", "2026-02-29", "2026-13-01", "2026-8-1", "20260801", "2026-W31-6", "2026-08-01T10:00:00"):
        assert faults(DISCLOSURE, {**full(DISCLOSURE), "notice_date": text}) == (Fault("ill_formed", "notice_date"),)


def test_a_document_is_named_by_64_hex_digits() -> None:
    assert accepted(GRANT, {**full(GRANT), "document_sha256": "AbCdEf01" * 8})
    for text in ("", "0" * 63, "0" * 65, "g" * 64, "0" * 64 + "\n"):
        assert faults(GRANT, {**full(GRANT), "document_sha256": text}) == (Fault("ill_formed", "document_sha256"),)


def test_every_column_of_the_retention_table_takes_a_duration_or_null() -> None:
    columns = "certification order marketing activity support account crm message transcript learning ai media mobile"
    assert columns.split() == list(RETENTION_KEYS)
    assert accepted(RETAILER, {**full(RETAILER), "retention": dict.fromkeys(columns.split(), "P1Y")})
    assert accepted(RETAILER, {**full(RETAILER), "retention": {"order": None}})
    assert accepted(RETAILER, {**full(RETAILER), "retention": {}})


@pytest.mark.parametrize("text", ["P7Y", "P6M", "P90D", "P2W", "P1Y6M", "P1Y2M3W4D", "PT12H", "P1DT12H30M5S", "P0D"])
def test_a_duration_is_iso_8601(text: str) -> None:
    assert accepted(RETAILER, {**full(RETAILER), "retention": {"order": text}})


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1", "7Y", "P7YT", "P-1Y", "-P1Y", "P1.5Y", "P1M1Y", "p7y", "P7Y ", "P7Y\n", "P10000Y"],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    assert faults(RETAILER, {**full(RETAILER), "retention": {"order": text}}) == (
        Fault("ill_formed", "retention.order"),
    )


def test_retention_of_an_unknown_record_is_refused() -> None:
    assert faults(RETAILER, {**full(RETAILER), "retention": {"pos": "P1Y"}}) == (Fault("unknown_field", "retention.?"),)


def test_which_platforms_packs_and_sinks_there_are_is_not_known_here() -> None:
    assert accepted(RETAILER, {**full(RETAILER), "platform": "another", "policy": "another"})
    assert accepted(DISCLOSURE, {**full(DISCLOSURE), "sink": "another"})


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in FACT_ROWS
        if row.kind.startswith(("str", "sink")) and row.keys[-1] not in ("reason", "jurisdiction")
    ],
    ids=lambda row: f"{row.type}:{row.path}",
)
def test_text_that_scopes_a_fact_is_not_empty(row: Row) -> None:
    assert faults(row.type, {**full(row.type), row.keys[0]: ""}) == (Fault("empty", row.path),)


def test_a_birth_year_is_a_plausible_whole_number() -> None:
    for year in (1850, 1990, 2026):
        assert accepted(PERSON, {**full(PERSON), "birth_year": year})
    for year in (0, 90, 1849, 20260, -1990):
        assert faults(PERSON, {**full(PERSON), "birth_year": year}) == (Fault("out_of_range", "birth_year"),)
    no_years: list[Any] = ["1990", 1990.5, True]
    for year in no_years:
        assert faults(PERSON, {**full(PERSON), "birth_year": year}) == (Fault("wrong_type", "birth_year"),)


def test_a_region_is_an_iso_3166_code() -> None:
    for region in ("US-CA", "DE", "FR-ARA", "NO-46"):
        assert accepted(PERSON, {**full(PERSON), "region": region})
    for region in ("", "us-ca", "USA", "California", "US-", "US-CALI"):
        assert faults(PERSON, {**full(PERSON), "region": region}) == (Fault("ill_formed", "region"),)


def test_a_fact_carries_its_envelope_and_needs_no_retailer_there() -> None:
    whole = event(PERSON, full(PERSON), subject="c-1")
    fact = decode_fact_line(line(whole))
    assert (fact.id, fact.source, fact.type, fact.time) == ("e-1", "/shop/1", PERSON, "2026-06-02T10:00:00Z")
    assert (fact.instant, fact.retailer, fact.subject) == (1_780_394_400_000_000, "aurora-gems", "c-1")
    del whole["retailer"], whole["subject"]
    fact = decode_fact_line(line(whole))
    assert (fact.retailer, fact.subject, fact.data) == (None, None, full(PERSON))


def test_an_event_is_no_fact() -> None:
    with pytest.raises(UnknownType):
        decode_fact_line(line(event("crm.note.added")))


@pytest.mark.parametrize("name", ["specversion", "id", "source", "type", "time"])
def test_a_fact_without_a_required_attribute_is_malformed(name: str) -> None:
    with pytest.raises(Malformed):
        decode_fact_line(line({key: value for key, value in event(PERSON).items() if key != name}))


@pytest.mark.parametrize("data", [[], "x", 1])
def test_a_fact_whose_data_is_no_object_is_invalid(data: Any) -> None:
    assert faults(PERSON, data) == ()
