"""Biometric identifiers: a print, a face, a voice, an eye or a palm of somebody, taken to know them again."""

from processors.text.prohibited.gate import Trigger
from processors.text.prohibited.rules import Rule, around

_TAKEN = r"(?:scan(?:s|ned|ning)?|templates?|captur\w+|enrol\w*|stor\w+|saved?|saving|record\w*|on file|upload\w*|template id|hash|took|taken|taking|take|read|regist\w+|keep\w*|kept|log(?:ged|s)?|data|delet\w+|match\w*|collect\w*|sent|send|vector|embedding|imprint|added|unlock\w*|verif\w+|id\b|attached|image|inside|wants?|used|using|require\w*|gave|give|pressed|ink)"
_WHOSE = r"\b(?:my|her|his|their|our|your|customer'?s|client'?s|cust'?s|employee'?s|husband'?s|wife'?s|dad'?s|mom'?s|mum'?s|actual|the|late|baby'?s|for|of|[A-Z]\w+'s)\b"
TRIGGERS = [
    Trigger("biometric", r"\b(?:finger ?-?prints?|thumb ?-?prints?|palm ?-?prints?|palm[- ](?:vein|scan)\w*|hand geometry|retina(?:l)?|iris(?: scan| template| code)?|face ?-?(?:id|print|prints|template|scan|recognition|geometry|embedding|map)|facial (?:recognition|geometry|scan|template|id|biometric\w*)|voice ?-?prints?|voice (?:biometric|template|id)\w*|biometrics?|dna(?: sample| profile| swab| test)?|faceprint|gait)\b"),
    Trigger("biometric", r"\b(?:scann?(?:ed|ing|s)?|took|read) (?:my|her|his|their|the customer'?s) (?:thumb|finger|face|palm|iris|eyes?|retina|hand|prints?)\b"),
]
RULES = [
    Rule(
        "biometric",
        "biometric",
        around(rf"{_WHOSE}[^.\n]{{0,25}}@[^.\n]{{0,60}}\b{_TAKEN}", rf"\b{_TAKEN}\b[^.\n]{{0,40}}@", rf"@[^.\n]{{0,30}}\b{_TAKEN}", r"@\W{1,3}[A-Fa-f0-9+/]{6,}", rf"{_WHOSE} @"),
        around(r"@ (?:ring|charm|pendant|necklace|jewel\w+|collection|smudge|resistant|proof|lock|safe|technology|smudges|marks)", r"\b(?:do you|can you|could you|do u|how much|offer|smudg\w+|wipe|clean|remove|polish|leave|leaves|left|no|off|with) (?:\w+ ){0,3}@", r"\b(?:purple|blue|bearded|yellow|named?|call|ask for|miss|aunt|ms) @<iris>", r"\b(?:we|store|shop) (?:do not|don't|never|no longer)\b", r"@s? (?:all over|on the (?:glass|case|display|stone))"),
        60,
        80,
        across=False,
    ),
]
