"""The closed vocabularies that contracts, packs and labels share."""

from typing import Literal, get_args

Purpose = Literal[
    "provide_service",
    "account_management",
    "crm",
    "messaging",
    "service_messages",
    "marketing",
    "surveys",
    "personalisation",
    "payment",
    "fulfilment",
    "customer_support",
    "integration_sync",
    "ai_features",
    "learning",
    "reporting",
    "product_improvement",
    "model_improvement",
    "aggregate_analytics",
    "statistics",
    "site_analytics",
    "targeted_advertising",
    "appraisal",
    "publication",
    "security",
    "fraud_prevention",
    "legal",
    "enforcement",
    "business_transfer",
    "rights_requests",
    "sale",
]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

Category = Literal[
    "identity",
    "contact",
    "account",
    "business",
    "preferences",
    "communication",
    "transaction",
    "payment",
    "fulfilment",
    "certification",
    "learning",
    "ai",
    "media",
    "mobile",
    "usage",
    "technical",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)

ProhibitedClass = Literal[
    "ssn",
    "card_number",
    "cvv",
    "bank_account",
    "bank_routing",
    "credit_report",
    "credit_score",
    "financing_application",
    "loan_application",
    "income",
    "health_information",
    "medical_information",
    "government_id",
    "drivers_licence",
    "passport",
    "biometric",
    "password",
    "credentials",
    "childrens_data",
    "other_sensitive",
]
PROHIBITED_CLASSES: tuple[ProhibitedClass, ...] = get_args(ProhibitedClass)

SourceKind = Literal["retailer", "retailer_system", "customer", "provider", "public", "automated"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)

CookieClass = Literal["essential", "performance", "functional", "advertising"]
COOKIE_CLASSES: tuple[CookieClass, ...] = get_args(CookieClass)

Channel = Literal["sms", "mms", "email", "webchat", "messenger", "instagram"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)

Preference = Literal[
    "marketing_email",
    "marketing_sms",
    "surveys",
    "personalisation",
    "sale_or_sharing",
    "sensitive_data",
    "targeted_advertising",
    "cookies",
    "testimonial",
    "appraiser",
    "integration",
]
PREFERENCES: tuple[Preference, ...] = get_args(Preference)

Choice = Literal["granted", "withdrawn"]
CHOICES: tuple[Choice, ...] = get_args(Choice)

Right = Literal["access", "correct", "delete", "port", "restrict", "object", "withdraw", "know", "shine_the_light"]
RIGHTS: tuple[Right, ...] = get_args(Right)

Form = Literal["identified", "pseudonymised", "deidentified", "aggregated"]
FORMS: tuple[Form, ...] = get_args(Form)

TrainingModels = Literal["shared", "retailer"]
TRAINING_MODELS: tuple[TrainingModels, ...] = get_args(TrainingModels)

DisclosureKind = Literal["legal", "emergency", "transaction"]
DISCLOSURE_KINDS: tuple[DisclosureKind, ...] = get_args(DisclosureKind)

RetentionKey = Literal[
    "certification",
    "order",
    "marketing",
    "activity",
    "support",
    "account",
    "crm",
    "message",
    "transcript",
    "learning",
    "ai",
    "media",
    "mobile",
]
RETENTION_KEYS: tuple[RetentionKey, ...] = get_args(RetentionKey)
