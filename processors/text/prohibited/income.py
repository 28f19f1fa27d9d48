"""Income: an amount that somebody earns, is paid or draws."""

from processors.text.prohibited.gate import Trigger
from processors.text.prohibited.rules import Rule, around

_NUMBER_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|a hundred|half)"
_AMOUNT = rf"(?:[$]\s?\d[\d,.]*\s?(?:k|m|mil\w*|thousand|grand|lakhs?)?\b|(?<![\d#/-])\d[\d,]*(?:\.\d+)?\s?(?:k\b|thousand\b|grand\b|lakhs?\b|usd\b|dollars\b|euros?\b|pounds\b|quid\b|bucks\b)|(?<![\d#/.-])\d{{1,3}}(?:,\d{{3}})+|(?<![\d#/.-])(?!20[012]\d\b|19\d\d\b)\d{{4,6}}(?:\.\d\d)?(?![\d/-])|{_NUMBER_WORD}(?:[ -](?:and |a )?{_NUMBER_WORD}){{0,3}}[ -](?:k\b|thousand|grand|hundred|lakhs?|figures?)|(?:five|six|seven|5|6|7)[ -]figures?|{_NUMBER_WORD}[ -]{_NUMBER_WORD},? {_NUMBER_WORD} hundred)"
_PERIOD = r"(?:(?:a|per|an|each|every|/) ?(?:year|yr|annum|month|mo\b|mth|week|wk|hour|hr|fortnight|pay ?check|pay ?period|two weeks|other (?:week|friday))|/ ?(?:yr|mo|hr|wk|y|m)\b|annual(?:ly)?|yearly|monthly|weekly|bi-?weekly|hourly|p\.?a\.?\b|pcm\b|before tax|after tax|pre-?tax|gross|net\b|take[- ]home|every two weeks|fortnightly|on the (?:1st|15th)|each\b)"
_ABOUT = r"(?:(?:is|was|are|of|at|about|around|like|roughly|only|just|approximately|approx|over|under|a|an|now|up to|almost|nearly|close to|somewhere|near|maybe|between|says|said|shows?|listed|stated|verified|total(?:s|ing)?|comes? to|last year|this year|in 20\d\d|for 20\d\d|~|=|:|-|\(|\.|,|that's|it's|i|we|he|she|bring|makes?|make|get|gets|combined|together|before taxes|household|income|sum|per year|yearly|monthly|annual|from|my|her|his|job|the) ?){0,7}"
_WHO = r"\b(?:i|i'm|im|she|she's|he|he's|they|we|who|husband|wife|hubby|partner|boyfriend|girlfriend|fiance\w?|mom|mum|dad|mother|father|son|daughter|brother|sister|client|customer|cust|clt|guy|both|parents?|applicant|spouse|couple|hh|dude)\b(?:'?s)?"
_NOT_PAY = r"\b(?:points|rewards?|store credit|cash ?back|commission on this|bonus points|off your|miles|stamps|tickets|deposit of|refund\w*|for the ring|sales goal|quota)\b"

TRIGGERS = [
    Trigger("income", r"\b(?:income|salar(?:y|ied)|agi|pay ?stubs?|pay ?slips?|wages?|ssi|ssdi|w-?2|1099|take ?-?home(?: pay)?|annual pay|net pay|gross pay|earnings|paychecks?|pay ?cheques?|stipend|pension|alimony|child support|unemployment|universal credit|disability (?:check|benefit|payment)s?|social security checks?|pip|benefits|annuity|remuneration|p60|sa302|tax return)\b"),
    Trigger("earns", r"\b(?:earn(?:s|ed|ing)?|mak(?:e|es|ing)|made|gross(?:es|ed|ing)?|paid|pays?|clear(?:s|ing|ed)?|bring(?:s|ing)?|net(?:s|ting|ted)?|pull(?:s|ing)?(?: in| down)?|draws?|drawing|take home|takes home|get(?:s|ting)?|live|lives|living|salary)\b"),
    Trigger("per_year", r"\b(?:figures?|\d{2,3} ?k (?:a|per|/) ?(?:year|yr|annum)|\d{2,3}k/yr|k p\.?a\.?)\b"),
]
RULES = [
    Rule(
        "income",
        "income",
        around(
            rf"@s?(?: (?:is|are|was|of|at))?[^\w$]{{0,4}}{_ABOUT}\W{{0,2}}{_AMOUNT}",
            rf"{_AMOUNT}[^.\n]{{0,25}}@",
            rf"@[^.\n]{{0,40}}\b(?:is|was|of|about|around|shows?|over|at|under)\b[^.\n]{{0,12}}{_AMOUNT}",
            rf"@ over \d{{3,}}",
        ),
        around(r"@ (?:tax|statement earring|property)", _NOT_PAY, r"\b(?:do you|what'?s your|need your|passive|low|verify) @\?", r"minimum @"),
        50,
        60,
    ),
    Rule("income", "income", around(rf"\b(?:what|how much|annual|your|gross|monthly|yearly)\b[^\n]{{0,40}}@[^\n]{{0,40}}\n[^\n]{{0,40}}{_AMOUNT}"), None, 60, 110, across=True),
    Rule(
        "income",
        "earns",
        around(
            rf"{_WHO}[^.\n$\d]{{0,30}}@ {_ABOUT}\W{{0,2}}{_AMOUNT} ?{_ABOUT}(?:\w+ )?{_PERIOD}",
            rf"{_WHO}(?: (?:only|just|prob(?:ably)?|easily|both|still|currently|now|used to|can|got|gets?))? @ (?:{_ABOUT})\d{{2,3}} ?k\b(?! (?:gold|yellow|white|rose|ring|chain|stone|\w+ gold))",
            rf"\b(?:much|what)\b[^\n]{{0,25}}@[^\n]{{0,40}}\n[^\n]{{0,40}}{_AMOUNT}(?=[^\n]{{0,30}})",
            rf"{_WHO}[^.\n$\d]{{0,30}}\bgets? paid [^.\n]{{0,40}}@?{_AMOUNT}",
            rf"@ {_ABOUT}\W{{0,2}}{_AMOUNT} ?(?:k )?(?:a|per|/) ?(?:year|yr|annum)\b",
            r"@ (?:in )?(?:the )?(?:low|mid|high)?[- ]?(?:five|six|seven|5|6|7)[ -]figures?",
        ),
        around(_NOT_PAY, r"\bcan (?:i|we|u|you) @ ", r"\bpayment plan\b", r"\b(?:instal+ments?|layaway|deposit|towards?|balance)\b"),
        60,
        80,
        across=True,
    ),
    Rule("income", "per_year", around(rf"{_WHO}[^.\n]{{0,40}}@", r"@ (?:salary|income|job|before tax|base)", r"\b(?:job|salary|base|earns?|makes?|on|ote)[^.\n]{0,14}@"), around(_NOT_PAY, r"@ (?:skat|of eight)", r"\b(?:saint|figurine|little|stick|gold|action) @"), 60, 40),
]
