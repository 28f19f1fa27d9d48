"""Certificates of stones, and appraisals."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Payload, PersonId
from contracts.scalars import Num, Str

_CERTIFICATION = ("certification",)

Laboratory = Annotated[Str, Mark(_CERTIFICATION, "nobody", "redacted", text=True)]
Appraiser = Annotated[Str, Mark(_CERTIFICATION, "person", "redacted", text=True)]
CertificateNumber = Annotated[Str, Mark(_CERTIFICATION, "nobody", "gone")]
AppraisedValue = Annotated[Num, Mark(_CERTIFICATION, "nobody", "kept")]
AppraisedCurrency = Annotated[Str, Mark(_CERTIFICATION, "nobody", "kept")]


class CertificationRecorded(Payload):
    """A laboratory's report on a customer's stone."""

    customer_id: PersonId | None = None
    laboratory: Laboratory | None = None
    certificate_number: CertificateNumber
    report_url: CertificateNumber | None = None


class AppraisalRecorded(Payload):
    """What an appraiser found a piece to be worth."""

    customer_id: PersonId | None = None
    appraiser: Appraiser | None = None
    certificate_number: CertificateNumber | None = None
    value: AppraisedValue | None = None
    currency: AppraisedCurrency | None = None


PAYLOADS: dict[str, type[Payload]] = {
    "certification.recorded": CertificationRecorded,
    "appraisal.recorded": AppraisalRecorded,
}
