"""The few people, places, times and words that random worlds are made of, so that facts and events collide."""

RETAILERS = ["shop-a", "shop-b", "shop-c", "shop-d"]
PEOPLE = ["cust-1", "cust-2", "cust-3"]
PHONES = ["+12125550143", "(212) 555-0143", "212-555-0143", "+1 415 555 0134", "+14155550134", "+442079460018"]
SHOP_PHONE = "+18005550100"
EMAILS = ["dana@mail.example", "Dana@mail.example", "lee@mail.example"]
ORDERS = ["O-1", "O-2"]
CERTIFICATES = ["2141438171", "2215487763"]
TESTIMONIALS = ["T-1", "T-2"]
REGIONS = ["DE", "US-NY", "US-CA", "US", "DE", "DE-NW", "FR-ARA", "NO-46", "GB-LND", "CN-44", "CH"]
CHANNELS = ["sms", "mms", "email", "webchat", "messenger", "instagram"]
COOKIE_CLASSES = ["essential", "performance", "functional", "advertising"]
SINKS = ["linked_account", "advertising_network", "appraiser_partner", "testimonial_page", "recommendations"]

# Clustered: the same second, the second before and after, the same second in another zone, and the packs' dates.
TIMES = [
    "2026-07-01T10:00:00Z",
    "2026-07-01T10:00:00Z",
    "2026-07-01T10:00:00Z",
    "2026-07-01T09:59:59Z",
    "2026-07-01T10:00:01Z",
    "2026-07-01T12:00:00+02:00",
    "2026-07-01T10:00:00.500Z",
    "2026-06-15T00:00:00Z",
    "2026-07-20T18:30:00-07:00",
    "2026-05-01T00:00:00Z",
    "2026-04-30T23:59:59Z",
    "2026-04-30T20:30:00-10:00",
    "2024-02-29T08:00:00Z",
    "2021-10-31T23:00:00Z",
    "2027-01-01T00:30:00+01:00",
]
EARLY = "2020-01-01T00:00:00Z"
BEFORE = "2021-01-01T00:00:00Z"

CATEGORIES = [
    *("identity", "contact", "account", "business", "preferences", "communication", "transaction", "payment"),
    *("fulfilment", "certification", "learning", "ai", "media", "mobile", "usage"),
]
PERIODS = ["P1Y", "P2Y", "P18M", "P6M", "P4Y", "P8Y", "P90D", "P12Y", "P26W"]
PERIOD_CATEGORIES = [
    *("order", "certification", "order", "marketing", "activity", "support", "account", "crm"),
    *("message", "transcript", "learning", "ai", "media", "mobile"),
]
BIRTH_YEARS = [1980, 1990, 2007, 2008, 2009, 2012, 2013, 2014]
BIRTHDAYS = ["1986-09-14", "1986-09-14", "1990-02-28", "2009-12-31", "2013-01-01", "2014-06-05", "some day in May"]
DATES = ["2026-06-20", "2024-02-29", "2026-06-30T23:30:00-04:00", "last spring"]
COMPLETED = ["2026-06-20T09:00:00Z", "2024-02-29T23:00:00-05:00", "2026-06-01", "not yet"]
PREFERENCES = [
    *("marketing_email", "marketing_sms", "surveys", "personalisation", "sale_or_sharing", "sensitive_data"),
    *("targeted_advertising", "cookies", "testimonial", "appraiser", "integration"),
]
OBJECTED = [
    *("marketing", "targeted_advertising", "personalisation", "model_improvement", "aggregate_analytics", "crm"),
    *("payment", "surveys", "statistics", "ai_features", "appraisal", "integration_sync", "fraud_prevention"),
]
RIGHTS = ["access", "correct", "delete", "port", "know", "shine_the_light"]

CLEAN = [
    "Likes rose gold and oval cuts, ring size 6.",
    "The platinum band is ready for pickup.",
    "Do you offer financing?",
    "Prefers brushed finishes and emerald cuts.",
    "Please resize the sapphire ring before the weekend.",
]
# What a text may hold that is prohibited, by class; each is plain enough for any detector.
PLANTED = {
    "ssn": "SSN 536-22-8726 for the store file.",
    "card_number": "Card number 4539 1488 0343 6467, please charge at pickup.",
    "cvv": "Use the Visa on file ending 4417, the CVV is 318.",
    "income": "He mentioned his annual income is $84,000 before taxes.",
    "passport": "For the refund my passport number is 548210937, issued in Geneva.",
    "drivers_licence": "Released against California driver's license number D6102349.",
    "childrens_data": "It is for her daughter Wren Calloway, 7 years old, born 2019-03-04, second grade.",
}
PROHIBITED = [*PLANTED, "password"]
CARD_NUMBER = "4539148803436467"
WORDS = [
    *("STOP", " stop \n", "Stop.", "S T O P", "stop all", "Unsubscribe!", "opt-out", "QUIT", "revoke", "END"),
    *("START", "start", "Yes!", "un-stop", "HELP", "info", "help?", "please stop calling", "stopped", "yes please"),
]
