"""The vocabularies have the words of the published pages, no more and no fewer."""

import pytest

from contracts import vocabulary
from tests.contracts.fields import PAYLOAD_ROWS

WORDS = {
    "PURPOSES": """provide_service account_management crm messaging service_messages marketing surveys personalisation
        payment fulfilment customer_support integration_sync ai_features learning reporting product_improvement
        model_improvement aggregate_analytics statistics site_analytics targeted_advertising appraisal publication
        security fraud_prevention legal enforcement business_transfer rights_requests sale""",
    "CATEGORIES": """identity contact account business preferences communication transaction payment fulfilment
        certification learning ai media mobile usage technical""",
    "PROHIBITED_CLASSES": """ssn card_number cvv bank_account bank_routing credit_report credit_score
        financing_application loan_application income health_information medical_information government_id
        drivers_licence passport biometric password credentials childrens_data other_sensitive""",
    "SOURCE_KINDS": "retailer retailer_system customer provider public automated",
    "COOKIE_CLASSES": "essential performance functional advertising",
    "CHANNELS": "sms mms email webchat messenger instagram",
    "PREFERENCES": """marketing_email marketing_sms surveys personalisation sale_or_sharing sensitive_data
        targeted_advertising cookies testimonial appraiser integration""",
    "CHOICES": "granted withdrawn",
    "RIGHTS": "access correct delete port restrict object withdraw know shine_the_light",
    "FORMS": "identified pseudonymised deidentified aggregated",
    "TRAINING_MODELS": "shared retailer",
    "DISCLOSURE_KINDS": "legal emergency transaction",
}


@pytest.mark.parametrize("name", WORDS)
def test_a_vocabulary_is_the_published_one(name: str) -> None:
    assert getattr(vocabulary, name) == tuple(WORDS[name].split())


def test_every_category_is_that_of_some_field() -> None:
    assert {category for row in PAYLOAD_ROWS for category in row.categories} == set(vocabulary.CATEGORIES)
