"""Children: somebody under thirteen, told with an age or a day of birth."""

from processors.text.prohibited.gate import Trigger
from processors.text.prohibited.rules import Rule, around

_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])"
_NOT_AGE = r"(?! ?(?:[:/.,]\d|am\b|pm\b|o'?clock|ct\b|carat|mm\b|th\b|st\b|nd\b|rd\b|pieces|charms|rings|bands|pairs|inch|in\b|cm|%|k\b|kt\b|hundred|thousand|grand|bucks|dollars|days (?:ago|before|till|until|left)|weeks (?:ago|before|till|until|left|out)|months (?:ago|before|till|until|left|later|payment)|years (?:ago|together|married|in|of|later|anniversary)|hours|minutes|business|times|of (?:them|us|those|these|the)|more|different|kids|children|girls|boys|grand|stones?|diamonds?|studs?|letters|sizes?|bracelets?|necklaces?|people|siblings))"
_HALF = r"(?: and a half| 1/2|\.5|-and-a-half)?"
_YEARS = rf"{_SMALL}{_HALF}[ -]?(?:y/?o\b|y\.o\.?|yrs?\b|years?\b)(?:[ -]?olds?)?(?! (?:anniv|ago|together|married|warranty|plan|guarantee|later|in a row|with|at|since|of|lease|wait|term))"
_MONTHS = r"(?:(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty) ?[- ]?(?:months?|mos?\b|mths?|weeks?|wks?|days?)[ -]?(?:old|\bo\b)|\d{1,3}d old|newborn)"
_BORN = r"(?:born|b\.|dob|d\.o\.b\.?|birthday|bday|b-day|birth ?date|date of birth)"
_RECENT = r"20(?:1[4-9]|2\d)"
_DAY = rf"(?:{_RECENT}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_RECENT}|1[4-9]|2[0-9])\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_RECENT}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*,? {_RECENT}|(?:in |in \w+ )?{_RECENT}\b)"
_GAP = r"[^.!?\n]{0,45}?"
_TURNS = rf"(?:turn(?:s|ed|ing)?|is turning|'ll be|will be|is going to be|gonna be|be|is|'s|just turned|aged?|she's|he's|they're|they are|who'?s|who is|who are|are|was|only|almost|nearly|about to (?:be|turn)|now|already|age|ages) (?:(?:just|only|turning|now|almost|nearly|about|already|like|still|barely|all of|a whole|going to be|gonna be|going on) )*{_SMALL}{_HALF}{_NOT_AGE}(?![\w/-])"
_ADULT = r"\b(?:scotch|whisk[e]?y|bourbon|macallan|rum|wine|lagavulin|glen\w+|single malt|cognac|port|tequila|dog|puppy|cat|kitten|labrador|poodle|horse|parrot|car|phone|roof|watch|ring is|business|store|company|house|contract|warranty|marriage|lab grown|relationship|roll?ex|setting|chain|doodle|retriever|dachshund|terrier|pup|kitty|couch|account|laptop|shih tzu|spaniel)\b"

TRIGGERS = [
    Trigger("child", r"\b(?:daughters?|dau|dtrs?|sons?|kids?|kiddos?|child|children|baby|babies|toddler|infant|nieces?|nephews?|grand(?:daughters?|sons?|kids?|child|children|baby|babies)|g'?daughter|gson|god(?:daughter|son|child|children|kids?)|step(?:daughter|son|kids?|children)|twins?|triplets|little (?:girl|boy|one|ones|man|guy|sister|brother|princess)|lil (?:girl|boy|one|man|sis|bro)|(?:baby|kid|younger|small) (?:sister|brother|cousin)|girls?|boys?|bub|bubba|wee (?:one|girl|boy|lad)|lads?|lass|newborn|minis?|my youngest|my eldest|youngest|eldest|oldest|flower girl|ring bearer|pupil|student|kindergart(?:en|ner)|first grader|second grader|third grader|preschooler|wain|wean|bairn|muchacha|hija|hijo|nina|nino|bambin[ao]|beti|beta)\b"),
    Trigger("aged", r"\b(?:years?|yrs?|months?|mos?|weeks?|wks?)[ -]olds?\b|\b[1-9][0-2]? ?(?:y/?o|yo|yr old|y\.o)\b|\b(?:[1-9]|1[0-2])(?:yo|yr|yrs)\b"),
    Trigger("grade", r"\b(?:(?:first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th|grade [1-6]) ?grade[r]?|kindergarten|preschool|pre-?k|primary school|elementary|year [1-6]|nursery|daycare|playgroup|reception class)\b"),
    Trigger("turns", r"\b(?:turns|turned|turning)\b"),
]
_WHO = r"\b(?:my|our|her|his|their|the|a|your|for|mom|mum|dad|client'?s|customer'?s|cust'?s|both|ex'?s|sister'?s|brother'?s|daughter'?s|son'?s|w/|with|and|&)\b"
RULES = [
    Rule(
        "childrens_data",
        "child",
        around(
            rf"@s?\b{_GAP}\b{_YEARS}",
            rf"@{_GAP}\b{_MONTHS}",
            rf"\b{_YEARS},?[ -](?:\w+ ){{0,2}}@",
            rf"\b{_MONTHS} (?:\w+ )?@",
            rf"@{_GAP}(?:\b|(?=')){_TURNS}",
            rf"@[^.!?\n]{{0,60}}?[(,] ?(?:age[ds]? )?{_SMALL}{_HALF}(?:[),]| ?(?:&|and|/) ?{_SMALL}\b)(?! (?:rings|pieces|charms))",
            rf"@[^.!?\n]{{0,25}}? (?:[A-Z]\w+ )[(]?{_SMALL}(?:[),.;]| (?:&|and|did|loves?|likes?|wants?|who|is)\b)",
            rf"@[^.!?\n]{{0,60}}?\b{_BORN}[^.!?\n]{{0,14}}?{_DAY}",
            rf"@[^.!?\n]{{0,40}}?[ (,-]{_DAY}[^.!?\n]{{0,20}}(?:class|party|camp|school|birthday|grade)",
            rf"@[^\n]{{0,80}}(?:she'?s|he'?s|they'?re|she is|he is|they are|she'?ll be|he'?ll be|shes|hes|theyre)(?: (?:only|just|about|turning|almost|nearly|now|like|gonna be|going to be))* {_SMALL}{_HALF}{_NOT_AGE}(?![\w/])",
            rf"@[^\n]{{0,80}}\b(?:how old|what age)\b[^\n]{{0,30}}\n[^\n]{{0,25}}?\b{_SMALL}{_HALF}\b{_NOT_AGE}",
            rf"\b(?:age[ds]?|turn(?:s|ing)?) {_SMALL}\b{_NOT_AGE}[^.!?\n]{{0,20}}@",
            rf"@ (?:of|aged|age|who'?s|is|\() {_SMALL}\b{_NOT_AGE}",
        ),
        around(_ADULT, r"\b(?:for|of) (?:\w+ )?@s? (?:aged?|ages) \d+ ?(?:-|to|and (?:up|over|under))", r"\bno @", r"size \d"),
        50,
        110,
        across=True,
    ),
    Rule(
        "childrens_data",
        "aged",
        around(
            rf"\b(?:my|our|her|his|their|a|the|an|your|she|he|she's|he's|is|who's|named|cousin|\w+'s)\b[^.!?\n]{{0,14}}\b{_SMALL}{_HALF}[ -]@(?![^.\n]{{0,30}}\b(?:scotch|whisk[e]?y|bourbon|dog|cat|puppy)\b)",
            r"\b(?:my|our|her|his|their|she's|he's|she is|he is|a|sister's|brother's) (?:\w+ ){0,2}@",
        ),
        around(_ADULT, r"\b(?:1[3-9]|[2-9]\d|1\d\d|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)[ -](?:\w+[ -])?@", r"[?!,.]\d@", r"\b\d+ (?:months?|weeks?|days?)[ -]@ (?:order|repair|ticket|ring|layaway|quote)", r"@ (?:chain|ring|necklace|bracelet|order|repair|layaway|policy|scotch|whisk\w+|single|sale|watch|estate|piece|band)", r"\b(?:is|it's|was|be) (?:over |about |only |like |at least )?(?:a |\d+ |\w+ )?@[.?!]?$"),
        40,
        40,
    ),
    Rule("childrens_data", "grade", around(rf"\b(?:she|he|she's|he's|daughter|son|\w+'s in|girl|boy|niece|nephew|grand\w+|kid|child|little)\b[^.\n]{{0,60}}@", rf"\b{_YEARS}[^.\n]{{0,40}}@", rf"@[^.\n]{{0,40}}\b{_YEARS}"), around(r"\b(?:teach\w*|works?|taught|principal|since|in|volunteer\w*|met|from|friends since|back in|sweethearts?|her class)\b[^.\n]{0,30}@", r"@ (?:teacher|aide|principal|students|sweetheart|class(?:es)? )"), 80, 50),
    Rule("childrens_data", "turns", around(rf"(?:[A-Z]\w+|she|he|who|daughter|son|girl|boy|niece|nephew|kid|baby|one) @ {_SMALL}{_HALF}\b{_NOT_AGE}(?! (?:heads|it|shades|years old (?:single|scotch)))", r"\bsweet \w+"), around(_ADULT, r"\bsweet sixteen"), 30, 30),
]
