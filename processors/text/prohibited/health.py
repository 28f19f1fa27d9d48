"""Health and medical facts about somebody: conditions, symptoms and disabilities; treatments, medicines and hospitals."""

from processors.text.prohibited.gate import Trigger
from processors.text.prohibited.phrases import phrases
from processors.text.prohibited.rules import Rule, around

PERSON = (
    r"\b(?:i|i'm|i've|i'd|im|ive|me|my|mine|myself|we|we're|we've|our|us|he|he's|hes|him|his|she|she's|shes|her|hers|they|they're|they've|them|their|mom|mum|mama|mother|mam|mummy|dad|father|papa|pop|husband|hubby|wife|wifey|spouse|partner"
    r"|fiance|fiancee|boyfriend|girlfriend|bf|gf|son|daughter|sister|brother|sis|bro|aunt|auntie|uncle|grandma|grandpa|granny|nana|nan|gran|grandmother|grandfather|niece|nephew|cousin|kid|child|baby|friend|client|customer|cust|clt|cx|patient|pt"
    r"|mr|mrs|ms|miss|sir|dr|bride|groom|mil|fil|dil|boss|owner|guest|lady|guy|man|woman|gentleman|gent|hubs|bestie|ex|dtr|dau)\b"
)
_SELF = r"\b(?:i|i'm|i've|i'd|im|ive|my|we|he|he's|hes|his|she|she's|shes|her|they|their|husband|hubby|wife|mom|mum|mama|mother|dad|father|son|daughter|sister|brother|client|customer|cust|clt|mr|mrs|ms|grandma|nan|gran|friend|partner|spouse|aunt|uncle|bride|groom|guest|lady|kid|who|dtr|mil|fil)\b(?:'s)?"
_TOPIC = (
    r"@s? (?:awareness|research|foundation|charit\w+|charms?|ribbons?|months?|walk|fund\w*|society|bracelets?|pendants?|necklaces?|jewel\w+|alert|friendly|safe|free|collection|gala|benefit|nonprofit|community|advocates?|access(?:ible)? (?:entrance|ramp|parking)"
    r"|ramps?|parking|entrance|toilet|restroom|policy|leave policy|insurance|discount|screening|season)",
    r"\b(?:charity|charities|awareness|research|fundrais\w+|donat\w+|proceeds|foundation|non-?profit|sponsor\w*)\b[^.\n]{0,40}@",
    r"\b(?:hypo|anti|non|no|any|without|free of|zero|never had|reduces?|prevents?|avoid|avoids|causes?|causing|common|possible|risk of|trigger)[ -]?(?:known |skin |metal |such )?@",
    r"\b(?:people|customers|clients|anyone|someone|those|wearers|folks|patients|guests|women|men|shoppers|skin|ears) (?:\w+ )?(?:with|who (?:have|are|has|is)|that have|are|suffering|prone)\b[^.\n]{0,30}@",
    r"\bif (?:you|u|they|a customer|the customer|someone|anyone|a client|the client|somebody|a guest)\b[^.\n]{0,40}@",
    r"\b(?:do|are|have|does|did|is|any|suffer) (?:you|u|ya|your|anyone|anybody|the customer|the client)\b[^.\n]{0,50}@[^.\n]{0,40}(?:\?|$)",
    r"\b(?:can|could|will|would|does|is|do) (?:it|this|they|these|nickel|that|the \w+|gold|silver)\b[^.\n]{0,30}@[^.\n]{0,25}\?",
    r"\b(?:opposite|reverse|sudden|dry|gift|cold|summer|jewel\w*|retail|engagement|ring|wedding|commitment|sticker) @",
)
_WEAK_TOPIC = (
    r"\b(?:sick|ill|weak|blind|clean|sensitive|numb) @",
    r"@ (?:of|and tired|date|deal|cut|photo|leaf|prongs?|spot|point|clasp|link|setting|polish\w*|signal|fit|brew|bird|season|rates?|band|mount\w*|chain|stone|jokes?|one out|to detail)",
    r"\b(?:hairline|weak|gemini|leo|virgo|aries|taurus|libra|scorpio|zodiac|tropic of|prong|wax|metal|sand|lost[- ]wax|plaster|cloisonn\w+|gold|silver|bronze) @",
    r"\bin (?:good|great|mint|fair|excellent|poor|used|perfect|new|original|rough|what) @",
)
_HAVE = r"(?:have|has|had|having|got|gets|get|getting|was|were|is|are|am|be|been|'m|'s|'re|'ve|suffers?(?: from)?|suffering(?: from)?|battl\w+|fight\w*|beat|surviv\w+|survivor|diagnosed(?: with)?|living with|lives with|dealing with|struggl\w+(?: with)?|recover\w+(?: from)?|develop\w+|comes? down with|since|after|with|w/|from|because of|due to|bc of|cause of|bc|being|went|going|gone|goes|feel\w*|start\w*|under|underwent|undergoing|need\w*|scheduled(?: for)?|booked(?: for)?|on|takes?|taking|took|off|in|into|out of|through|thru|at|for|before|till|until|says?|said|told|put|gave|giv\w+)"
_PARTS = r"(?:hands?|fingers?|ring finger|knuckles?|feet|foot|wrists?|arms?|legs?|knees?|hips?|back|shoulders?|ankles?|joints?|eyes?|ears?|ear ?lobes?|lobes?|skin|neck|head|heart|chest|stomach|tummy|lungs?|belly|face|toes?|thumbs?|elbow|throat)"
_FAIL = r"(?:swell\w*|swollen|swole\w*|puff\w*|numb\w*|shak\w+|trembl\w+|ach\w+|hurt\w*|stiff\w*|itch\w*|blister\w*|bleed\w*|pain\w*|sore|crack\w* and bleed\w*|rash\w*|break\w* out|broke out|react\w*|weak\w*|cramp\w*|twitch\w*|inflam\w+|infected|bad|paraly\w+|going|failing|gone|won'?t (?:close|bend|open|straighten)|can'?t (?:grip|close|bend|feel)|locks? up|seiz\w+ up|tingl\w+|burn\w*|sensitive)"
_CONDITION = around(*_TOPIC)
_WEAK = around(*_TOPIC, *_WEAK_TOPIC)
TRIGGERS = [
    *(Trigger(label, phrase) for label, phrase in phrases("health")),
    Trigger("part", rf"\b{_PARTS[:-1]})\b"),
    Trigger("weeks", r"\b(?:\d{1,2}|[a-z]{3,9}) (?:weeks|wks|months|mos)\b"),
    Trigger("cannot", r"\b(?:can'?t|cannot|can not|couldn'?t|unable to|won'?t) (?:really )?(?:walk|see|hear|stand|grip|drive|move|breathe|swallow|lift|speak|climb|manage stairs|do stairs|use (?:my|her|his)|bend|feel|sleep|eat|wear|read (?:small|fine))\b"),
]
_OF_A_PERSON = around(rf"{PERSON}", r"^\W{0,3}@", r"@ (?:surgery|sx|surg)?\W{0,2}\d{1,2}/\d", r"\b(?:noted|allergies|note|notes|alert|health|reason|bc|w/)\b[^.\n]{0,20}@", r"\b(?:needs?|uses?|has|is|on|in a|wears?|severe(?:ly)?|very|bad|mild|chronic|had) (?:\w+ )?@", r"@ (?:so|and) (?:needs?|can'?t|no|only)", r"[,;:+&/(] ?@ ?(?:[,;:+&/).]|$)")
RULES = [
    Rule("health_information", "condition", _OF_A_PERSON, _CONDITION, 90, 70),
    Rule("medical_information", "treatment", _OF_A_PERSON, around(*_TOPIC, r"\b(?:ultrasonic|spa|retail|water|jewel\w*|ring|gold|diamond|stone|gem|laser|heat|color|fracture|clarity|hair|clean\w*) @", r"\b(?:i'?m|she'?s|he'?s|i am|works?|worked|is|are|was|become|becoming|studying|retired|as|works as|a|an|the|our|my friend is) (?:an? )?(?:\w+ )?@(?: at| nurse| who| and| by|,|\.|!|$)"), 90, 70),
    Rule(
        "health_information",
        "condition_weak",
        around(
            rf"{_SELF}[^.\n]{{0,25}}\b(?:has|have|had|got|getting|diagnosed with|beat|battling|fighting|survived|suffers? (?:from|with)|dealing with|struggles? with|died (?:of|from)|lost (?:\w+ )?to|living with|treated for|since (?:the|her|his|my)|after (?:the|her|his|my)|is in|am in|are in|in) (?:\w+ ){{0,2}}@(?! (?:of|in (?:it|the)))",
            rf"{_SELF}(?:'m|'s|'re| am| is| are| was| were| been| be| feel| feels| went| has been| have been| got| getting| so| really| very| quite| currently| now| also| both| a bit| too| half| almost| going| totally| just| \d months| \w+ months){{1,4}} @",
            rf"\b(?:my|her|his|their)\b(?: \w+)?(?: \w+)? {_PARTS}(?: \w+){{0,3}} @",
            rf"@(?:ed|s|ing)? (?:in |on |up )?(?:my|her|his|their) (?:\w+ )?{_PARTS}",
            r"\b(?:my|her|his) (?:\w+ )?@ (?:is back|is gone|is bad|is going|isn't (?:good|what)|flared|flares|acts? up|acting up|came back|gets bad|problems?|issues?|trouble|loss|condition)",
            r"\b(?:with (?:my|her|his)) (?:\w+ )?@",
            r"\b(?:uses?|needs?|on|with|walks with|using) (?:a |an |her |his |my )?(?:\w+ )?@(?= |$|[.,])",
            r"\b(?:weeks|months|mos|wks) @",
            r"\b(?:she|he|i|they)(?:'s|'m|'re| is| am| are| was)? (?:\w+ ){0,2}@ (?:with|to|from|for)\b(?= (?:a |an |the |our |her |his |twins|baby|second|first|nickel|metal|silver|latex|\w+ (?:metal|baby|child)))",
        ),
        around(
            *_TOPIC, *_WEAK_TOPIC, r"@<expecting|carrying|due in|due on> (?:it|the|a|an|my|delivery|order|package|call|to)", r"@ (?:to (?:hear|see|get|have|pay|pick|spend|receive)|(?:it|them|delivery|an order|a package|a call|news|payment|better|more|too much))\b",
            r"\bsick (?:of|and)\b", r"\b(?:price|budget|wallet|feelings?|won't|wouldn't|doesn't|can't|not|never|worth) @", r"@ (?:to ask|sight|my feelings|the wallet|date)", r"\b(?:love is|justice|color|colour|double|window) @", r"\b(?:rent|balance|payment|repair|ring|order|bill|it|insurance|deposit|lease|card|is|is next|invoice|appraisal|delivery|item|piece|set|watch|necklace) (?:is |was |are )?(?:all )?@<due in|due on|due any day>"
        ),
        80,
        60,
    ),
    Rule(
        "medical_information",
        "treatment_weak",
        around(
            rf"{_SELF}[^.\n]{{0,22}}\b(?:had|has|have|having|having had|getting|got|needs?|needed|underwent|undergoing|scheduled for|booked for|going (?:in )?for|goes (?:in )?for|recovering from|recovery from|after|before|since|facing|waiting (?:for|on)|awaiting|start(?:s|ed|ing)?|finish(?:es|ed|ing)?|on|going through|under|in for|taking|takes) (?:a |an |my |her |his |their |the |some |another |emergency |major |minor |more |back |for )*(?:\w+ )?@(?! (?:hours|number|name))",
            rf"{_SELF}[^.\n]{{0,30}}\b(?:in|to|from|at|out of|into|leav\w+|left|seeing|see|saw|sees|visit\w*|called|with) (?:the |a |my |her |his |our |st\.? )?(?:\w+ ){{0,2}}@(?! (?:gala|benefit|fund|ball|gift|shop|district|staff|appreciation))",
            r"\b(?:my|her|his|their|mom's|mum's|dad's|husband's|wife's)\b(?: \w+)?(?: \w+)? @(?: is| was| on| went| got| says| said| told| wants| next| last| tomorrow| scheduled| date| appointment| at| bill)",
            r"\b(?:for|after|since|before|post|pre|from) (?:my|her|his|their) (?:\w+ ){0,2}@",
            r"\b(?:died|passed away)\b[^.\n]{0,12}@", r"@ (?:of|from|after|at) (?:a |an |the |st\.? )?(?:\w+ ){0,2}(?:cancer|illness|disease|stroke|heart|covid|hospital|hospice|leuk\w+|surgery|complications|overdose|dementia)",
            r"\b(?:doctor|dr|surgeon|specialist|consultant|oncologist|gp|physician|nurse)'?s? (?:said|says|told|ordered|wants|thinks|put|gave|took|orders|advised|appointment|appt)",
            r"@ (?:said|says|told|ordered|wants|thinks|put|advised|appointment|appt|found)\b[^.\n]{0,40}\b(?:me|him|her|my|i|no|can't|to)\b",
            r"\b@ (?:on|in) (?:my|her|his) " + _PARTS,
            r"\b(?:pins?|plates?|screws?|rods?) (?:put )?in\b",
        ),
        around(
            *_TOPIC,
            r"\b(?:i'?m|she'?s|he'?s|i am|is|was|works?|worked|as|being|becoming|are|of|the|good|great|nurse|marry\w*|dating|engaged to|married|both|an|fellow|graduat\w+|school|student) (?:an? |our |the |my |her |his )?(?:\w+ )?@(?:s|'s)?(?: at| and| who|,|\.|!|$| now| here| in | for)",
            r"\b(?:jewel\w*|ring|watch|stone|repair|cleaning|design|bridal|style|beauty|phone|video|private|free|bench|in-store|virtual|diamond|engagement|custom|gem|ear|ear-?piercing|retail|return|standard|same|checkout|refund|lost[- ]wax|die|heat|sound|metal|rhodium|surface|color|return|security|store|barcode|qr|mail|photo|group|camera|quick|big|best|long|close) @",
            r"@ (?:gown|coat|series|visit|process|fee|time|booking|call|appointment (?:at|with) (?:the|our|your) (?:store|boutique|showroom|jeweler))", r"\b@ ?shop\b", r"\bwork\w* (?:at|in|for)\b[^.\n]{0,30}@", r"\b(?:drop|leave|deliver|ship|near|behind|opposite|across from|next to|by|parking|past) (?:\w+ ){0,3}@",
        ),
        80,
        60,
    ),
    Rule("health_information", "part", around(rf"\b(?:my|her|his|their|mom'?s|mum'?s|wife'?s|husband'?s|hers)\b(?: \w+){{0,2}} @s?(?:'s)? (?:is |are |get |gets |was |were |keep |keeps |has |have |been |so |too |really |all |still |also |going |went |a bit |quite |starts? |always |usually |now |just |bit ){{0,4}}{_FAIL}\b(?! (?:about|idea|to))", r"\b(?:bad|swollen|arthritic|numb|broken|injured|sprained|fractured|stiff|weak|sore|infected) (?:\w+ )?@", rf"(?:^|[,;/] ?|\bbc )@ {_FAIL}\b", rf"@[^.\n]{{0,20}}\b(?:swell\w*|swollen|numb)\b"), around(r"\bswollen price", r"\bbad (?:hand|face|back) (?:writing|of)", r"\b(?:if|when|do|does) (?:your|you|the customer'?s)\b[^.\n]{0,20}@", r"\bwatch @", r"\byour @", *_TOPIC), 60, 60),
    Rule("health_information", "weeks", around(r"\b(?:i'?m|im|i am|she'?s|she is|shes|wife is|wife'?s|now|already|currently|be|daughter is|we'?re|about) (?:\w+ )?@(?: pregnant| along| preg\w*| gone)?(?= ?(?:[,.!)]|$|pregnant|along|preg|so|and (?:huge|swollen|showing)|gone|\n))(?! (?:out|late|behind|away|old|pregnant with ideas))"), around(r"\b(?:away|out|late|behind|old|ago|left|wait|layaway|lead time|turnaround|early|from)\b", r"(?:years?|order|ring|repair|it'?s|that'?s) @"), 30, 30),
    Rule("health_information", "cannot", around(r"\b(?:i|she|he|mom|mum|dad|husband|wife|grandma|client|customer|my|her|his)\b[^.\n]{0,20}@", r"^\W{0,3}@"), around(r"@ (?:you|the|it|that|them|a difference|myself|why|how|any|past|without|through|what|much|from here|to|on|away|in|out|him|her|his|anything|into|today|tomorrow|this|up|for|over|your|enough|and chew)\b(?! (?:steps|stairs))", r"\bwear (?!nickel|metal|silver|earrings)"), 40, 40),
]
