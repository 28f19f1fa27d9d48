"""What a pack can say in the right form and still not be used for."""

from typing import Any

import pytest

from tests.policy.packs import BUILT_IN_PACKS, Edit, as_version, drop, faults_of, pack, set_at


def test_the_built_in_packs_have_no_fault() -> None:
    """The packs that are shipped are well-formed."""
    assert faults_of(*(pack(name) for name in BUILT_IN_PACKS)) == []


def append(place: str, *values: Any) -> Edit:
    """An edit that adds to a list."""

    def edit(parsed: dict[str, Any]) -> None:
        holder = parsed
        keys = place.split("/")
        for key in keys[:-1]:
            holder = holder[key]
        holder[keys[-1]] = [*holder.get(keys[-1], []), *values]

    return edit


FAULTS: tuple[tuple[str, str, tuple[Edit, ...], str], ...] = (
    (
        "A rule cannot name a clause that its pack does not have",
        "jane_ellen",
        (set_at("purposes/stated_by", "JE-3.purpose"),),
        "jane_ellen@1: purposes.stated_by names JE-3.purpose, which is no clause of this pack nor one across packs",
    ),
    (
        "A rule cannot name a clause of another pack",
        "jane_ellen",
        (set_at("choices/restrict", "PB-7.rights"),),
        "jane_ellen@1: choices.restrict names PB-7.rights, which is no clause of this pack nor one across packs",
    ),
    (
        "A rule deep in a table cannot name an unknown clause either",
        "stexcel",
        (set_at("recipients/allowed_by/integration/purposes/fulfilment", "ST-nothing"),),
        "stexcel@2021-11-01: recipients.allowed_by.integration.purposes.fulfilment names ST-nothing, which is no "
        "clause of this pack nor one across packs",
    ),
    (
        "An open clause is a clause of the pack",
        "jane_ellen",
        (set_at("open", {"JE-99.nothing": "not there"}),),
        "jane_ellen@1: open names JE-99.nothing, which is no clause of this pack",
    ),
    (
        "A purpose is not both allowed and denied",
        "parure_belle",
        (append("purposes/allowed", "sale"),),
        "parure_belle@1: purposes both allow and deny sale",
    ),
    (
        "A purpose is not allowed in two ways, of which one would lose its form",
        "parure_belle",
        (append("purposes/allowed", "statistics"),),
        "parure_belle@1: purposes allow statistics twice",
    ),
    (
        "A recipient class is not both allowed and denied",
        "parure_belle",
        (append("recipients/allowed", "advertising"),),
        "parure_belle@1: recipients both allow and deny advertising",
    ),
    (
        "A recipient class is not allowed in two ways, of which one would lose its conditions",
        "parure_belle",
        (append("recipients/allowed", "authority"),),
        "parure_belle@1: recipients allow authority twice",
    ),
    (
        "An authority gets nothing that no disclosure opened",
        "parure_belle",
        (set_at("recipients/allowed_by/authority/opened", []),),
        "parure_belle@1: recipients allow authority without a disclosure that opens it",
    ),
    (
        "The other party to a transfer gets nothing that no disclosure opened",
        "jewelry_odm",
        (append("recipients/allowed", "transaction"),),
        "jewelry_odm@1: recipients allow transaction without a disclosure that opens it",
    ),
    (
        "A platform says what becomes of prohibited data",
        "jewellink",
        (drop("prohibited"),),
        "jewellink@2026-05-01: a platform's pack needs prohibited",
    ),
    (
        "A platform says where rights requests go",
        "jewellink",
        (drop("rights"),),
        "jewellink@2026-05-01: a platform's pack needs rights",
    ),
    (
        "A platform says under which clause a missing link is denied",
        "jewellink",
        (drop("links"),),
        "jewellink@2026-05-01: a platform's pack needs links",
    ),
    (
        "A platform says what holds for children",
        "stexcel",
        (drop("minors"),),
        "stexcel@2021-11-01: a platform's pack needs minors",
    ),
    (
        "A platform that lets models be trained says under what",
        "jewellink",
        (drop("training"),),
        "jewellink@2026-05-01: a platform's pack that lets models be trained or AI providers be used needs training",
    ),
    (
        "A platform that allows marketing says what the person's choice does",
        "stexcel",
        (drop("choices/marketing"),),
        "stexcel@2021-11-01: a platform's pack that allows marketing needs choices.marketing",
    ),
    (
        "A platform has a period or an event for every retention column",
        "stexcel",
        (drop("retention/periods/media"), drop("retention/periods/ai")),
        "stexcel@2021-11-01: retention.periods of a platform lacks ai, media",
    ),
    (
        "A platform has no other platform to take its periods from",
        "stexcel",
        (set_at("retention", {"as_platform": True}),),
        "stexcel@2021-11-01: retention.as_platform is for a retailer's pack",
    ),
    (
        "A retailer has no rule for prohibited data, which is its platform's",
        "jane_ellen",
        (set_at("prohibited", {"clause": "JE-2.1.payment"}),),
        "jane_ellen@1: prohibited is for a platform's pack",
    ),
    (
        "A retailer cannot authorize training in its pack",
        "jane_ellen",
        (
            set_at(
                "training",
                {"improvement": "JE-3.purposes", "authorization": "JE-3.purposes", "ai_providers": "JE-3.purposes"},
            ),
        ),
        "jane_ellen@1: training is for a platform's pack",
    ),
    (
        "A retailer's rule for children is not lifted by an authorization",
        "parure_belle",
        (set_at("minors/unless", "authorization"),),
        "parure_belle@1: minors.unless authorization is for a platform's pack",
    ),
    (
        "Periods that would never be read are refused",
        "jewelry_odm",
        (set_at("retention/periods", {"order": {"period": "P1Y"}}),),
        "jewelry_odm@1: retention.periods are never read beside as_platform",
    ),
    (
        "A retention rule says how long or until when",
        "parure_belle",
        (set_at("retention/periods/support", {"clause": "PB-6.support"}),),
        "parure_belle@1: retention.periods.support has neither a period nor an event",
    ),
    (
        "A purpose has one legal basis",
        "jane_ellen",
        (append("legal_basis/legitimate_interests", "marketing"),),
        "jane_ellen@1: legal_basis gives marketing two bases",
    ),
    (
        "Sensitive event types are types that there are",
        "jane_ellen",
        (append("sensitive/types", "appraisal.made"),),
        "jane_ellen@1: sensitive.types names appraisal.made, which is no event type",
    ),
    (
        "Fields that pass are fields of a contract",
        "stexcel",
        (append("prohibited/passes", "payment.pan"),),
        "stexcel@2021-11-01: prohibited.passes names payment.pan, which no contract has",
    ),
    (
        "A pack cannot ask for acceptance of some cookie classes only",
        "jane_ellen",
        (set_at("choices/cookies/classes", ["advertising"]),),
        "jane_ellen@1: choices.cookies.classes must be every class but essential: acceptance is asked for all of them",
    ),
    (
        "A pack cannot let site analytics wait for another cookie class",
        "jane_ellen",
        (set_at("choices/site_analytics/cookieclass", "advertising"),),
        "jane_ellen@1: choices.site_analytics.cookieclass must be performance: no other is asked for",
    ),
    (
        "A version has no comma, which would split the label that names it",
        "jane_ellen",
        (as_version("1,2", None),),
        "jane_ellen@1,2: version is not letters, digits, dots, dashes and underlines alone",
    ),
    (
        "A clause of a pack has no name that is kept for clauses across packs",
        "jane_ellen",
        (set_at("clauses/X-mine", {"section": "1", "kind": "scope", "effect": "label", "says": "s", "must": "m"}),),
        "jane_ellen@1: clause X-mine has a name that is kept for clauses across packs",
    ),
    (
        "A clause id has no blank",
        "jane_ellen",
        (set_at("clauses/JE 1", {"section": "1", "kind": "scope", "effect": "label", "says": "s", "must": "m"}),),
        "jane_ellen@1: clause 'JE 1' is not letters, digits, dots, dashes and underlines alone",
    ),
)


@pytest.mark.parametrize(("truth", "name", "edits", "expected"), FAULTS, ids=[case[0] for case in FAULTS])
def test_fault(truth: str, name: str, edits: tuple[Edit, ...], expected: str) -> None:
    """Each fault is told in one line that names the pack and the place."""
    assert truth
    assert expected in faults_of(pack(name, *edits))


def test_every_fault_is_told() -> None:
    """A second fault is not hidden by the first."""
    found = faults_of(pack("stexcel", drop("links"), drop("rights")))
    assert found == [
        "stexcel@2021-11-01: a platform's pack needs rights",
        "stexcel@2021-11-01: a platform's pack needs links",
    ]
