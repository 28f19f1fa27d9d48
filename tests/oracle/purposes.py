"""Section 2: purposes, who allows them by which clause, and what an event is labelled with."""

from tests.oracle.scene import Scene

PACKS = ("JL", "ST", "JO", "JE", "PB")
STATING = {"JL": "JL-4.purposes", "ST": "ST-use", "JO": "JO-2.purposes", "JE": "JE-3.purposes", "PB": "PB-3.purposes"}

# One line a purpose, one cell a pack: + allowed, - denied, then the clause where it is not the pack's stating one;
# ! marks "de-identified only".
TABLE = """
provide_service + + + + +
account_management + + + + +
crm + + + + +
messaging + + + + +
service_messages + + + + +
integration_sync + + + + +
payment + + + + +
fulfilment + +ST-partners + + +
customer_support + +ST-partners + + +
marketing +JL-8.retailer_consent +ST-email + + +
surveys + - - - +PB-7.preferences
personalisation + - + + +
ai_features + - + - -
learning + + + + +
reporting + + + + +
product_improvement + + + + +
model_improvement +JL-5.improvement - +! +! -
aggregate_analytics + +ST-partners +JO-3.anonymous +! +!
statistics + +ST-partners +JO-3.anonymous +! +!
site_analytics + +ST-partners + + +!
targeted_advertising +JL-7.ads - +JO-3.consent +!JE-4.4.ads -PB-4.4.no_sale
appraisal +JL-6.recipients - +JO-3.consent +JE-4.5.consent -
publication +JL-6.recipients - +JO-3.consent +JE-4.5.consent -
security + + + + +
fraud_prevention + + + + +
enforcement + + + + +
legal + +ST-legal +JO-3.legal +JE-4.2.legal +PB-4.2.minimum
business_transfer + - - +JE-4.3.transfer +PB-4.3.transfer
rights_requests + + + + +
sale -JL-6.no_sale -ST-no_sale - -JE-4.8.no_sale -PB-4.4.no_sale
"""
CELLS = {
    (words[0], pack): cell
    for words in (line.split() for line in TABLE.strip().splitlines())
    for pack, cell in zip(PACKS, words[1:], strict=True)
}
VOCABULARY = frozenset(purpose for purpose, _ in CELLS)

RECORD = "provide_service crm personalisation aggregate_analytics model_improvement integration_sync"
TEXT = "provide_service crm customer_support ai_features aggregate_analytics model_improvement"
ORDER = (
    "provide_service crm payment fulfilment personalisation fraud_prevention statistics aggregate_analytics"
    " model_improvement integration_sync appraisal"
)
PRACTICE = "learning ai_features aggregate_analytics model_improvement"
PROMPT = "ai_features product_improvement aggregate_analytics model_improvement"
VERDICT = "product_improvement aggregate_analytics model_improvement"
ASSESSED = "provide_service crm appraisal"
DEFAULTS = {
    "crm.customer.upserted": RECORD,
    "crm.wishlist.updated": RECORD,
    "crm.note.added": TEXT,
    "crm.form.submitted": TEXT,
    "crm.appointment.booked": "provide_service crm service_messages",
    "crm.testimonial.submitted": "crm publication",
    "pos.sale.completed": ORDER,
    "pos.return.completed": ORDER,
    "order.placed": ORDER,
    "order.completed": ORDER,
    "pos.inventory.updated": "provide_service reporting aggregate_analytics",
    "shipment.updated": "provide_service fulfilment customer_support",
    "payment.captured": "provide_service payment fraud_prevention",
    "certification.recorded": ASSESSED,
    "appraisal.recorded": ASSESSED,
    "message.call.logged": "provide_service messaging crm",
    "transcript.call.completed": "provide_service crm ai_features learning aggregate_analytics model_improvement",
    "transcript.roleplay.completed": PRACTICE,
    "transcript.coaching.completed": PRACTICE,
    "learning.progress.recorded": "learning reporting aggregate_analytics model_improvement",
    "learning.score.recorded": "learning reporting aggregate_analytics model_improvement",
    "ai.prompt.submitted": PROMPT,
    "ai.output.generated": PROMPT,
    "ai.feedback.given": VERDICT,
    "ai.evaluation.recorded": VERDICT,
    "media.file.uploaded": "provide_service crm",
    "mobile.device.registered": "provide_service account_management security",
    "usage.page.viewed": (
        "site_analytics targeted_advertising personalisation security aggregate_analytics product_improvement"
        " model_improvement"
    ),
    "usage.feature.used": "reporting product_improvement aggregate_analytics model_improvement",
    "usage.email.opened": "marketing reporting aggregate_analytics",
    "security.signal.raised": "security fraud_prevention",
    "business.profile.updated": "account_management provide_service",
    "billing.invoice.issued": "account_management payment",
    "governance.request.received": "rights_requests",
}
RECEIVED = "provide_service messaging crm customer_support ai_features aggregate_analytics model_improvement"
SENT = "provide_service messaging crm service_messages aggregate_analytics model_improvement"
SENT_MARKETING = "messaging crm marketing aggregate_analytics"

CONTROLLER = ("business.", "billing.", "learning.")
CONTROLLER_TYPES = ("usage.feature.used", "security.signal.raised", "ai.feedback.given", "ai.evaluation.recorded")
SYSTEM = ("pos.", "order.", "shipment.", "payment.", "certification.", "billing.")
AUTOMATED = ("usage.", "security.", "mobile.")


def allows(purpose: str, pack: str) -> bool:
    """Whether a pack allows a purpose at all."""
    return CELLS[purpose, pack].startswith("+")


def clause(purpose: str, pack: str) -> str:
    """The clause by which a pack allows or denies a purpose."""
    return CELLS[purpose, pack].lstrip("+-!") or STATING[pack]


def only_deidentified(purpose: str, pack: str) -> bool:
    """Whether a pack allows a purpose for de-identified copies only."""
    return "!" in CELLS[purpose, pack]


def stands(purpose: str, packs: list[str]) -> bool:
    """Whether every pack allows a purpose, before any choice."""
    return all(allows(purpose, pack) for pack in packs)


def defaults(scene: Scene) -> str:
    """The purposes of an event that declares none."""
    if scene.type.startswith("account."):
        return "account_management provide_service security"
    if scene.type.endswith(".received") and scene.channel:
        return RECEIVED
    if scene.type.endswith(".sent") and scene.channel:
        return SENT_MARKETING if scene.data.get("marketing") is True else SENT
    return DEFAULTS[scene.type]


def of_event(scene: Scene) -> set[str]:
    """The event's purposes: those it declares, else its type's."""
    return set(scene.declared or defaults(scene).split())


def role(kind: str) -> str:
    """Whether the platform acts as controller or processor."""
    return "controller" if kind.startswith(CONTROLLER) or kind in CONTROLLER_TYPES else "processor"


def source_kind(scene: Scene) -> str:
    """The kind of source, from the event or its type."""
    given = scene.event.get("sourcekind")
    if given:
        return str(given)
    if scene.type.startswith(SYSTEM):
        return "retailer_system"
    if scene.type.startswith(("crm.form.", "crm.testimonial.")) or (scene.channel and scene.type.endswith(".received")):
        return "customer"
    return "automated" if scene.type.startswith(AUTOMATED) else "retailer"
