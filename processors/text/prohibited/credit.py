"""Credit: scores, reports of a bureau, and applications for financing or a loan with what was asked or answered."""

from processors.text.prohibited.gate import Trigger
from processors.text.prohibited.rules import Rule, around

_MONEY = r"(?:[$]\s?\d[\d,.]*\s?k?|\d[\d,]{2,}(?:\.\d\d)?|\d+(?:\.\d+)?\s?k\b|\d+\s?(?:grand|thousand)|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)[ -](?:\w+ )?(?:thousand|hundred|grand|k\b))"
_OUTCOME = (
    r"(?:approved|apprv'?d|apprvd|appr|preapproved|pre-approved|pre approved|declined|denied|rejected|turned (?:\w+ )?down|refused|not approved|wasn't approved|didn't (?:go through|get approved)|pending|referred|knocked back"
    r"|in review|under review|on hold|conditionally|counter ?offer(?:ed)?|adverse action|granted|underwriting|submitted|funded|signed off)"
)
_SCORE_VALUE = r"(?:[3-8]\d\d(?:'?s)?(?![\d,]|\.\d|%)|(?:low|mid|high|upper|lower)?[- ]?(?:[3-8]00'?s|[5-8][0-9]0'?s)|(?:three|four|five|six|seven|eight)[ -](?:(?:oh|o|hundred(?: and)?|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]?(?:one|two|three|four|five|six|seven|eight|nine)?(?:ish|s)?\b|(?:\w+) (?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b)|\d{3} (?:out of|/) ?(?:850|999))"
_COACHING = r"\b(?:learner|quiz|course|module|coaching|training|lesson|role ?-?play|nps|csat|test|exam|game|questions|practice|out of (?:10|100|five|ten)|phone|call|order|ext)\b"
_TERM = r"(?:\d{1,2}\s?(?:mo\b|mos\b|mths?|months?|x\b|instal+ments)|\d{1,2}-month|(?:twelve|eighteen|twenty[- ]four|thirty[- ]six|forty[- ]eight|sixty|seventy[- ]two|six) months|\d{2}mo\b)"
_REPORTED = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|no|a|several|zero)[ -](?:\w+ ){0,3}?(?:tradelines?|collections?|charge ?-?offs?|inquir(?:y|ies)|enquir(?:y|ies)|late(?:s| payments?)?|delinquenc\w+|derogator(?:y|ies)|derogs?|judge?ments?|public records?|"
    r"repos?\b|repossessions?|bankruptc\w+|missed payments?|defaults?|open (?:accounts?|auto|cards?|loans?)|ccjs?|ivas?|hard pulls?|past due|arrears|liens?|evictions?|foreclosures?)"
)
_PRODUCT = r"\b(?:we|you|the store|store|shop)\b(?: \w+){0,2} (?:offer|do|have|accept|take|provide)|\bdo (?:you|u|y'all)\b|\bcan i (?:apply|get)\b|\bhow (?:do|does|can|would)\b|\bif (?:you|they|he|she|i)\b.{0,12}(?:approved|apply)|\bis there\b|\bup to\b"

TRIGGERS = [
    Trigger("score", r"\b(?:fico|vantage ?score|beacon score|credit (?:score|rating)s?|empirica)\b"),
    Trigger("score_bureau", r"\b(?:equifax|experian|transunion|trans union|credit karma|clear ?score|score|bureau)\b"),
    Trigger("bureau", r"\b(?:equifax|experian|trans ?union|credit (?:reports?|file|history|bureau|record|check|pull)|bureau (?:pull|report|file)|credit ref\w*|clear ?score|hard pull|soft pull|creditwatch|cibil|schufa|innovis|chexsystems|lexisnexis)\b"),
    Trigger("reported", r"\b(?:tradelines?|charge ?-?d? ?-?offs?|derogator(?:y|ies)|derogs?|delinquen\w+|collections?|utili[sz]ation|inquir(?:y|ies)|bankruptc(?:y|ies)|chapter (?:7|13|seven|thirteen)|ccjs?|iva|defaults?|repossess\w+|revolving|foreclosures?|liens?|insolven\w+)\b"),
    Trigger("financing", r"\b(?:financ(?:e|ing)|credit (?:app|application|line)|line of credit|store (?:card|credit card|line)|synchrony|affirm|klarna|afterpay|acima|progressive leasing|snap finance|wells fargo|comenity|bread|sezzle|katapult|lease[- ]to[- ]own|layaway plan|payment plan|novuna|hitachi|v12|omni capital|katapult|genesis|credit agreement|application|applied|applying|app|apply|applicant|approved|declined|denied|lender|underwriting|req\.?(?:uested)?|adverse action|prequal\w*|pre-?approv\w*|hp agreement)\b"),
    Trigger("loan", r"\b(?:loans?|mortgage|heloc|refinanc\w+|signature loan|borrow(?:ed|ing)?|remortgage|credit union)\b"),
]

_SCORE = around(
    rf"@[^\n]{{0,40}}?(?:\D|^)(?<![\d$,.])(?<!\$ ){_SCORE_VALUE}",
    rf"(?<![\d$,.]){_SCORE_VALUE}\s?(?:@|(?:is |was )?(?:my|her|his|the|their|as (?:my|her|his)) @|on (?:his|her|my|the) @|[- ]?(?:\w+ )?@)",
)
RULES = [
    Rule("credit_score", "score", _SCORE, around(_COACHING, r"@[^.\n]{0,25}\b(?:over|above|below|under|of at least|at least|minimum|or higher|or better)\b[^.\n]{0,12}(?:\bto qualify|\bneeded|\brequired)", r"\b(?:need|require|minimum|at least)\b[^.\n]{0,20}@"), 40, 50),
    Rule(
        "credit_score",
        "score_bureau",
        around(
            rf"\b(?:my|her|his|their|customer'?s?|client'?s?|spouse'?s?|husband'?s|wife'?s)\b(?: \w+){{0,2}} @(?: score)?(?:'s| is| was|:| came back(?: at| as)?| at| says| shows| just)?(?: (?:a|an|at|only|about|around|like|now|in the))* ?{_SCORE_VALUE}",
            rf"@(?: score)?(?: is| was|:| =)? ?(?:a |an )?[3-8]\d\d\b(?=[^\n]{{0,40}}(?:credit|fico|equifax|experian|transunion|lender|approv|declin))",
            rf"(?:credit|fico|lender|equifax|experian|transunion)[^\n]{{0,40}}@(?: is| was|:| =| at)? ?(?:a |an )?[3-8]\d\d\b",
        ),
        around(_COACHING),
        50,
        50,
        across=True,
    ),
    Rule("credit_report", "bureau", around(rf"@[^\n]{{0,120}}?{_REPORTED}", rf"{_REPORTED}[^\n]{{0,60}}@", r"@[^\n]{0,60}(?:utili[sz]ation|util|revolving)[^\n]{0,12}\d+ ?%", r"@[^\n]{0,80}\b(?:shows?|showing|lists?|says|has|had|with|came back)\b[^\n]{0,40}\b(?:collections?|delinquen\w+|charge[d]?[- ]?off|late payments?|default\w*|bankruptcy|derogatory|judge?ment|thin file|repossession|past due|missed)", r"\b(?:delinquen\w+|insufficient length|too many|limited (?:credit )?history|thin file|past due|serious)[^\n]{0,60}(?:per|from|by|via|according to|on) (?:my |her |his |the )?@"), around(r"\bcan i\b", r"\bdoes (?:it|this) (?:hurt|affect|show|hit)\b"), 100, 130, across=True),
    Rule("credit_report", "reported", around(r"\b(?:i|she|he|they|we|client|customer|cust|husband|wife|my)\b[^.\n]{0,40}\b(?:have|has|had|got|filed|went|shows?|is in|are in|was in|with|declared)\b[^.\n]{0,30}@(?![^.\n]{0,12}\b(?:of|ring|piece|launch|release|in store)\b)", rf"{_REPORTED}[^\n]{{0,50}}@", rf"@[^\n]{{0,50}}{_REPORTED}"), around(r"\b(?:bridal|new|fall|spring|summer|winter|holiday|wedding|estate|whole|entire|coin|watch|ring|our|your|gem|the|this|vintage|designer|signature|capsule|jewel\w*|private|personal|family|doll|card|stamp|her|his) (?:\w+ )?@", r"@ (?:of|piece|launch|range|line|date|time|point|slot|is ready|today|tomorrow|from)", r"(?:setting|by|the|is|mode|size|font) @(?:ed)?\b(?!\w* (?:on|from|in 20))"), 80, 90),
    Rule(
        "financing_application",
        "financing",
        around(
            rf"(?:\b(?:my|her|his|their|your|our|the|customer'?s?|client'?s?)\b|\bapplication\b|\bapp\b|#|\bref\b)[^.\n]{{0,40}}@[^\n]{{0,70}}\b{_OUTCOME}\b",
            rf"\b(?:i|she|he|we|they|customer|client|cust|clt|husband|wife|mom|dad|son|couple)\b(?:'ve|'s)?[^.\n]{{0,30}}\b(?:applied|apply|applying|got|was|were|been|is|are|filled|submitted|get|gets?)\b[^.\n]{{0,40}}@[^\n]{{0,40}}{_MONEY}",
            rf"\b{_OUTCOME}\b (?:(?:for|by|w/|with|from|at|on|thru|through|a|an|the|our|her|his|my|store|{_MONEY}) ?){{0,6}}[^.\n]{{0,16}}@",
            rf"@[^\n]{{0,60}}\b{_OUTCOME}\b[^\n]{{0,40}}{_MONEY}",
            rf"@[^\n]{{0,60}}{_MONEY}[^\n]{{0,40}}\b{_OUTCOME}\b",
            rf"@[^\n]{{0,60}}{_MONEY}[^\n]{{0,20}}{_TERM}",
            rf"@ (?:no\.?|#|number|id|ref(?:erence)?)\s?[:#]?\s?[A-Z]{{0,4}}[- ]?\d[\d-]{{3,}}",
        ),
        around(_PRODUCT, r"\bjob\b", r"\b(?:employment|membership|visa|passport|job) @", r"@ for (?:a |the )?(?:job|position|role)", r"\b(?:the|our|your|new|web|mobile|phone|clienteling|loyalty) @ (?:on|is|crash|keeps|says|update|won't|does)", r"\b(?:google|apple|ride|taxi|delivery) @"),
        100,
        110,
        across=True,
    ),
    Rule(
        "loan_application",
        "loan",
        around(
            rf"@[^\n]{{0,80}}\b{_OUTCOME}\b",
            rf"\b{_OUTCOME}\b[^.\n]{{0,40}}@",
            rf"@ (?:application|app|ref|no|number|request)[^\n]{{0,60}}(?:{_MONEY}|\d{{4,}})",
            rf"\b(?:applied|applying|application|app|asked|apply) (?:in )?(?:for|to)[^.\n]{{0,30}}@[^\n]{{0,50}}{_MONEY}",
            rf"\b(?:applied|applying|application|app|applies|asked|asking)\b[^.\n]{{0,20}}{_MONEY}[^.\n]{{0,20}}@",
            rf"@[^\n]{{0,30}}{_MONEY}[^\n]{{0,30}}{_TERM}",
            rf"\b(?:took|taking|take|got|getting|have|has)\b[^.\n]{{0,12}}(?:out )?(?:a |an )?{_MONEY}[^.\n]{{0,20}}@",
        ),
        around(r"\bon @\b", r"\b(?:loaner|museum|exhibit)\b", r"@ (?:of|to) the (?:museum|exhibit)", r"\bdo you\b", r"\b@er\b"),
        90,
        120,
        across=True,
    ),
]
