"""Licences, passports and other papers of a state: a value beside the paper's name, or one whose own form and check digit tell it."""

import re
from collections.abc import Callable, Iterator

from stdnum import luhn
from stdnum.br import cpf
from stdnum.ca import sin
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.mx import curp

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits, Trigger
from processors.text.prohibited.spoken import Run, runs

_LICENCE = (
    r"(?:driv(?:er|ing|ers|er's|er s)?(?:[' ]?s)? ?(?:li[cs]en[cs]e|lic\b|permit)|li[cs]en[cs]e|\blic ?(?:#|no|num)|\bd\.?l\.? ?(?:#|no|num|is|:|=)|\bdl\b|dvla|permis de conduire|fuhrerschein"
    r"|driver li[cs]en[cs]e|carnet de conducir|cnh\b|learner'?s? permit)"
)
_PASSPORT = r"\b(?:passports?|ppt|pasaporte|passeport|reisepass|travel document)\b"
_GOVERNMENT = (
    r"\b(?:(?:national|state|government|govt?|photo|military|citizen|voter|tribal|resident|residence|federal|consular|matricula|emirates|civil|personal|tax|health|alien) "
    r"?(?:id|identity|identification|insurance|registration|permit|card|number|payer|code)|id (?:card|no|number|num|on file|#)|id ?[=:#]|\bpan(?: card| no| number|\b)|aadha+r|adhar|cpf|rg\b|curp|rfc|dni|nie|nif|bsn|hkid|hk id|h k i d|a ?a ?d ?h"
    r"|nric|fin no|ni number|nino|n\.i\.|medicare|medicaid|nhs (?:no|number)|itin|tin|ein ssn|steuer ?-?id|personalausweis|ausweis|carte (?:nationale )?d'?identite|carte id|cni|secu|securite sociale"
    r"|green card|alien (?:number|no|registration)|a-?number|uscis|i-?94|visa number|work permit|brp|ead card|cedula|ine\b|emirates id|iqama|qid|mykad|my kad|ktp|nik\b"
    r"|pesel|jmbg|oib|kimlik|codice fiscale|global entry|known traveler|ktn|sin\b|s\.i\.n\.?|social insurance|c p f|p a n|tfn|ird number|rut\b|ruc\b|cuil|cuit|tax ?id|vat id|personnummer|fodselsnummer"
    r"|numero de secu|birth certificate (?:no|number|#)|naturali[sz]ation (?:certificate|no|number)|certificate of citizenship|status card)"
)
TRIGGERS = [
    Trigger("drivers_licence", _LICENCE),
    Trigger("passport", _PASSPORT),
    Trigger("government_id", _GOVERNMENT),
    Trigger("id_form", r"\b(?:[a-z]{6}\d\d[a-z]\d\d[a-z]\d{3}[a-z]|[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d|\d{3}\.\d{3}\.\d{3}-\d\d|\d{8}-?[a-z]|[xyz]-?\d{7}-?[a-z])\b"),
    Trigger("id_form", r"\b[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z]\b"),
    Trigger("id_form", r"\b[a-z]{2} ?\d\d ?\d\d ?\d\d ?[abcd]\b"),
    Trigger("id_form", r"\b[12] ?\d\d ?[01]\d ?\d[\dab] ?\d{3} ?\d{3} ?\d\d\b"),
    Trigger("mrz", r"\bp[<a-z][a-z]{3}[a-z<]{20}"),
]
_UNLESS_NEAR = re.compile(
    r"\b(?:order|orders|tracking|sku|invoice|lot|phone|cell|call|text|tel|gia|igi|cert|certificate|appraisal|serial|style|zip|card ending|gift card|loyalty|points|member|plate"
    r"|report|repair|ticket|job|policy|po|item|holder|wallet|cover|case|sized|photo size|business|marriage|dealer|reseller|resale|seller'?s?|software|liquor|stock|visa ending|ext|extension)\b",
    re.IGNORECASE,
)
_PAPER_THEN_PLACE = re.compile(r"\b(?:issued|expires?|exp|valid|until|dob|born|date of birth)\b", re.IGNORECASE)
_REDACTED = re.compile(r"[*xX#\u2022]{2,}")
_AFTER_CHARS_MAX, _BEFORE_CHARS_MAX, _APART_CHARS_MAX = 130, 40, 70
_VALUE = range(5, 21)
_DIGITS_MIN = {"drivers_licence": 4, "passport": 5, "government_id": 4}
_THEN_NAMED = re.compile(r"[\s,)\"']{0,3}(?:(?:is|was|=|-|\(|that'?s)\s?)?(?:(?:my|the|her|his|our|their|on|as|for|[a-z]{2,12})\s){0,3}$", re.IGNORECASE)
_CAPITALS_BEFORE = re.compile(r"(?:\b[A-Z]{1,6}[ -])+$")
_FORMS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", codicefiscale.is_valid),
    (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", curp.is_valid),
    (r"\d{3}\.\d{3}\.\d{3}-\d\d", cpf.is_valid),
    (r"\d{8}-?[A-Z]", dni.is_valid),
    (r"[XYZ]-?\d{7}-?[A-Z]", nie.is_valid),
    (r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]", lambda _: True),
    (r"[A-CEGHJ-PR-TW-Z]{2} \d\d ?\d\d ?\d\d ?[A-D]", lambda _: True),
    (r"[12] ?\d\d ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d", nir.is_valid),
)
_COMPILED = tuple((re.compile(form), valid) for form, valid in _FORMS)
_MRZ = re.compile(r"P[<A-Z][A-Z]{3}[A-Z<]{25,39}(?:\s{1,2}([A-Z0-9<]{9})(\d)[A-Z]{3}\d{7}[MF<]\d{7}[A-Z0-9<]{10,16})?")


def find_papers(text: str, hits: Hits) -> Iterator[Finding]:
    """Values beside the names of papers, and values that need no name."""
    taken = -1
    for end, start, kind in sorted((end, start, kind) for kind in _DIGITS_MIN for start, end in hits.get(kind, ())):
        if end <= taken:
            continue
        for found in _beside(text, start, end, kind):
            taken = max(taken, found.end)
            yield found
    for start, _ in hits.get("id_form", ()):
        for form, valid in _COMPILED:
            value = form.match(text, start)
            if value and valid(value[0]):
                yield Finding("government_id", start, value.end())
    for start, _ in hits.get("mrz", ()):
        lines = _MRZ.match(text, start)
        if lines:
            yield Finding("passport", start, lines.end())


def _beside(text: str, start: int, end: int, kind: str) -> Iterator[Finding]:
    for run in runs(text, end, min(len(text), end + _AFTER_CHARS_MAX), lettered=True):
        between = text[end : run.start]
        if len(between) > _APART_CHARS_MAX or _UNLESS_NEAR.search(between) or _REDACTED.search(between):
            return
        if _is_value(run, kind):
            yield Finding(kind, *_with_capitals(text, end, run))
            return
    low = max(0, start - _BEFORE_CHARS_MAX)
    for run in reversed(runs(text, low, start, lettered=True)):
        if _is_value(run, kind) and _THEN_NAMED.fullmatch(text, run.end, start) and not _UNLESS_NEAR.search(text, low, run.start):
            yield Finding(kind, run.start, run.end)
        return


def _is_value(run: Run, kind: str) -> bool:
    value = run.value
    return len(value) in _VALUE and sum(map(str.isdigit, value)) >= _DIGITS_MIN[kind]


def _with_capitals(text: str, low: int, run: Run) -> tuple[int, int]:
    """The run with groups of capitals right before it, which belong to it: MORGA 753116 SM9IJ."""
    before = _CAPITALS_BEFORE.search(text, low, run.start)
    return (before.start() if before else run.start), run.end


def is_social_insurance(value: str) -> bool:
    """Whether a Canadian social insurance number has its check digit right."""
    return bool(sin.is_valid(value) and luhn.is_valid(value))
