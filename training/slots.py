"""Values for the slots of trade texts: invented numbers, addresses and goods, as they are written."""

# ruff: noqa: E501, PLR2004 - the forms of one value stand best on one line; the numbers are chances and sizes.

import random
import string
from collections.abc import Callable

from processors.text.tagger.lexicon import classes
from training.texts import lines, words

R = random.Random
MONTHS = words("months")
STREETS = words("streets")
FOREIGN = (
    "rue {w}",
    "rue des {w}",
    "Via {w}",
    "Calle {w}",
    "{w}straße",
    "Av. {w}",
    "Rua {w}",
    "{w} Marg",
    "{w}vägen",
    "Heol {w}",
)
UNITS = (
    "#{n}",
    "Apt {n}",
    "apt {n}{l}",
    "Unit {n}",
    "Suite {n}",
    "Flat {n}",
    "Flat {n}{L}",
    "Floor {n}",
    "{n}F",
    "Room {n}",
)
DOMAINS = words("domains")
WORDS = tuple(word for word in lines("words.txt")[400:9000] if len(word) > 3)
DOMAIN_ENDS = words("domain_ends")
METALS = words("metals")
PIECES = words("pieces")
BRANDS = words("brands")
ORG_ENDS = words("org_ends")
DAYS = words("days")


def digits(rng: R, count: int) -> str:
    """Random digits."""
    return "".join(rng.choices(string.digits, k=count))


def grouped(rng: R, value: str) -> str:
    """Digits in groups, or not."""
    if rng.random() < 0.5 or len(value) < 6:
        return value
    mark, size = rng.choice(" -"), rng.choice((3, 4))
    return mark.join(value[at : at + size] for at in range(0, len(value), size))


def code(rng: R) -> str:
    """An order, ticket or account number of some shop."""
    letters = "".join(rng.choices(string.ascii_uppercase, k=rng.choice((1, 1, 2, 2, 3))))
    mark = rng.choice(("-", "-", "", " ", "/", "_"))
    forms = (
        lambda: f"{letters}{mark}{digits(rng, rng.randint(3, 8))}",
        lambda: f"{letters}{mark}{digits(rng, 2)}{mark or '-'}{digits(rng, rng.randint(3, 5))}",
        lambda: digits(rng, rng.randint(4, 10)),
        lambda: grouped(rng, digits(rng, rng.randint(6, 12))),
        lambda: f"#{digits(rng, rng.randint(3, 9))}",
        lambda: f"{digits(rng, rng.randint(2, 4))}-{digits(rng, rng.randint(2, 4))}",
        lambda: f"{digits(rng, 4)}-{rng.choice('ABCDE')}",
        lambda: f"{digits(rng, 2)} {letters} {digits(rng, rng.randint(4, 7))}",
        lambda: f"{letters}{digits(rng, 2)}{rng.choice(string.ascii_uppercase)}{digits(rng, 3)} {digits(rng, 3)}",
    )
    return rng.choice(forms)()


def phone(rng: R) -> str:
    """A telephone number of some country."""
    a, b, c = digits(rng, 3), digits(rng, 3), digits(rng, 4)
    return rng.choice(
        (f"{a}-{b}-{c}", f"({a}) {b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", f"{a}{b}{c}", f"+1 {a} {b} {c}", f"1-{a}-{b}-{c}",
         f"{a}/{b}-{c}", f"+44 7{digits(rng, 3)} {digits(rng, 6)}", f"07{digits(rng, 3)} {digits(rng, 6)}", f"020 {c} {digits(rng, 4)}",
         f"+33 6 {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)}", f"06 {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)}",
         f"+91 {digits(rng, 5)} {digits(rng, 5)}", f"+52 {digits(rng, 2)} {c} {digits(rng, 4)}", f"{b}-{c}")
    )  # fmt: skip


def street(rng: R) -> str:
    """A street line."""
    word = rng.choice(lines("last_names.txt")).capitalize() if rng.random() < 0.5 else rng.choice(WORDS).capitalize()
    number = str(rng.randint(1, 2999)) + (rng.choice("abc") if rng.random() < 0.1 else "")
    if rng.random() < 0.15:
        line = f"{rng.choice(FOREIGN).format(w=word)}{rng.choice((' ', ', '))}{number}"
    elif rng.random() < 0.12:
        line = f"The {word} {rng.choice(('House', 'Loft', 'Forge', 'Barn', 'Cottage', 'Mill'))}, {rng.choice(WORDS).capitalize()} {rng.choice(STREETS)}"
    elif rng.random() < 0.05:
        line = f"{rng.choice(('PO Box', 'P.O. Box', 'RR 2 Box'))} {digits(rng, 3)}"
    else:
        line = f"{number} {word} {rng.choice(STREETS)}"
    if rng.random() < 0.25:
        unit = rng.choice(UNITS).format(n=rng.randint(1, 40), l=rng.choice("abc"), L=rng.choice("ABC"))
        line = f"{line}{rng.choice((', ', ' '))}{unit}" if rng.random() < 0.7 else f"{unit}, {line}"
    return line


def birthday(rng: R) -> str:
    """A date of birth, with or without its year."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1930, 2022)
    name = MONTHS[month - 1]
    suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return rng.choice(
        (f"{month}/{day}/{year}", f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year}", f"{month}/{day}", f"{month}-{day}-{year % 100:02}",
         f"{year}-{month:02}-{day:02}", f"{name} {day}", f"{name} {day}{suffix}", f"{day} {name} {year}", f"{day} {name[:3]}",
         f"the {day}{suffix} of {name}", f"{name[:3]} {day}, {year}", f"{month}/{day}/{year % 100:02}", f"{day}{suffix} {name}",
         f"{name} {day}{suffix}, {year}", f"the {day}{suffix} of {name} {year}", f"{day}.{month}.")
    )  # fmt: skip


def date(rng: R) -> str:
    """A date of an appointment or wedding."""
    return rng.choice(
        (
            birthday(rng),
            rng.choice(DAYS) + " " + birthday(rng).split(",")[0],
            f"{rng.choice(MONTHS)} {rng.randint(1, 28)}",
        )
    )


def secret(rng: R) -> str:
    """A password that people think up."""
    word, other = rng.choice(WORDS), rng.choice(WORDS)
    year = str(rng.randint(1950, 2026))
    return rng.choice(
        (f"{word.capitalize()}{year}!", f"{word}{digits(rng, 2)}", f"{word.capitalize()}&{other.capitalize()}{digits(rng, 3)}", f"{word}-{other}-{digits(rng, 2)}",
         f"{word.capitalize()}.{other.capitalize()}{digits(rng, 1)}", f"{word.capitalize()}#{digits(rng, 1)}", word.replace("o", "0").replace("e", "3") + digits(rng, 1),
         digits(rng, rng.randint(4, 6)), "".join(rng.choices(string.ascii_letters + string.digits, k=rng.randint(6, 10))), f"{word}{other}", f"{word.upper()}{year}",
         f"#{digits(rng, 4)}", f"{digits(rng, 2)}{rng.choice('ABC')}{digits(rng, 2)}", f"{word}_{other}!")
    )  # fmt: skip


def handle(rng: R, name: str = "") -> str:
    """A user name."""
    word, other = rng.choice(WORDS), rng.choice(WORDS)
    name = name or rng.choice(lines("first_names.txt"))
    return rng.choice(
        (f"{name}{digits(rng, 2)}", f"{name}_{word}", f"{name}.{word}", f"the.{word}.{other}", f"{word}_{other}", f"{name[0]}{word}{digits(rng, 4)}",
         f"{word}.and.{other}", f"{name}{digits(rng, 4)}", f"{name}_{digits(rng, 2)}", f"{word}{other}", f"{name}.{name[0]}.{word}")
    )  # fmt: skip


def email(rng: R, name: str = "") -> str:
    """An e-mail address, after a person's name where one is given."""
    where = (
        rng.choice(DOMAINS)
        if rng.random() < 0.6
        else f"{rng.choice(WORDS)}{rng.choice(('', rng.choice(WORDS)))}.{rng.choice(DOMAIN_ENDS)}"
    )
    return f"{handle(rng, name)}@{where}"


Maker = Callable[[R], str]
GOODS: dict[str, Maker] = {
    "gem": lambda r: r.choice([w for w in classes()["gem"] if len(w) > 3 and w not in ("gemma", "cameo", "esmeralda", "perla", "rubi", "stone", "goldie")]),
    "metal": lambda r: r.choice(METALS), "piece": lambda r: r.choice(PIECES), "brand": lambda r: r.choice(BRANDS),
    "price": lambda r: r.choice((f"${r.randint(2, 99)}0", f"${r.randint(1, 30)},{digits(r, 3)}", f"£{r.randint(20, 9000)}", f"{r.randint(1, 20)}k", f"€{r.randint(50, 5000)}", f"Rs {r.randint(1, 9)},{digits(r, 2)},{digits(r, 3)}", f"{r.randint(100, 9999)}")),
    "num": lambda r: r.choice((str(r.randint(1, 30)), f"{r.randint(4, 9)}.5", f"{r.randint(4, 9)}.25", f"{r.randint(3, 10)} 1/2")),
    "size": lambda r: r.choice((f"{r.randint(2, 20)}mm", f"{r.randint(2, 12)}.{r.randint(1, 9)} mm", f"{r.randint(14, 30)} inches", f"{r.randint(5, 12)}x{r.randint(4, 9)}mm", f'{r.randint(16, 24)}"')),
    "weight": lambda r: r.choice((f"{r.randint(0, 4)}.{digits(r, 2)} ct", f"{r.randint(0, 4)}.{digits(r, 2)}ct", f"{r.randint(1, 60)} g", f"{r.randint(1, 3)}.{digits(r, 2)} carats", f"{r.randint(1, 90)}.{r.randint(1, 9)} grams")),
    "style": lambda r: r.choice((f"RNG-{r.randint(9, 24)}K-{digits(r, 3)}", f"{r.choice('ABCDRS')}{digits(r, 4)}", f"PND-OPL-{digits(r, 3)}", f"{digits(r, 5)}-W")),
    "year": lambda r: str(r.randint(1900, 2026)), "month": lambda r: r.choice(MONTHS), "day": lambda r: r.choice(DAYS),
    "promo": lambda r: r.choice(WORDS).upper() + str(r.choice((10, 15, 20, 25))), "letter": lambda r: r.choice(string.ascii_lowercase),
}  # fmt: skip
WRITTEN: dict[str, tuple[str, Maker]] = {
    "phone": ("PHONE", phone), "addr": ("ADDRESS", street), "order": ("ORDER_ID", code), "acct": ("ACCOUNT_ID", code),
    "track": ("ORDER_ID", lambda r: r.choice((f"1Z{digits(r, 3)}AA{grouped(r, digits(r, 10))}", f"JD{digits(r, 4)} {digits(r, 4)} {digits(r, 4)}", f"{r.choice('QRX')}B {digits(r, 3)} {digits(r, 3)} {digits(r, 3)} GB"))),
    "cert": ("CERTIFICATE_ID", lambda r: grouped(r, digits(r, r.choice((9, 10, 10, 12)))) if r.random() < 0.6 else code(r)),
    "serial": ("SERIAL", code), "card": ("CREDIT_CARD", lambda r: " ".join(digits(r, 4) for _ in range(4)) if r.random() < 0.7 else digits(r, 16)),
    "fourby2": ("CREDIT_CARD", lambda r: f"{digits(r, 4)} {digits(r, 4)}"), "fourby1": ("CREDIT_CARD", lambda r: digits(r, 4)),
    "ph3": ("PHONE", lambda r: digits(r, 3)), "ph4": ("PHONE", lambda r: digits(r, 4)),
    "exp": ("OTHER", lambda r: f"{r.randint(1, 12):02}/{r.randint(25, 32)}"), "cvv": ("SECRET", lambda r: digits(r, 3)), "code": ("SECRET", lambda r: digits(r, r.choice((4, 6, 6)))),
    "combo": ("SECRET", lambda r: f"{digits(r, 2)}-{digits(r, 2)}-{digits(r, 2)}"), "word": ("SECRET", lambda r: r.choice(WORDS).capitalize()),
    "place_secret": ("SECRET", lambda r: f"{r.choice(WORDS).capitalize()} {r.choice(('Primary', 'Elementary', 'Road', 'High'))}"), "secret": ("SECRET", secret), "key": ("SECRET", lambda r: f"sk_{r.choice(('live', 'test'))}_" + "".join(r.choices(string.ascii_letters + string.digits, k=18))),
    "ssn": ("SSN", lambda r: f"{digits(r, 3)}{(m := r.choice('- '))}{digits(r, 2)}{m}{digits(r, 4)}"), "ssn4": ("SSN", lambda r: digits(r, 4)), "last4": ("", lambda r: digits(r, 4)),
    "zip": ("LOCATION", lambda r: digits(r, 5)), "city": ("LOCATION", lambda r: r.choice(lines("places.txt")).capitalize()),
    "dob": ("DATE_OF_BIRTH", birthday), "date": ("DATE", date), "age": ("AGE", lambda r: str(r.randint(1, 95))),
    "idoc": ("ID_DOCUMENT", lambda r: r.choice((code(r), f"{r.choice(string.ascii_uppercase)}{digits(r, 7)}", f"{r.choice(string.ascii_uppercase)}{digits(r, 3)}-{digits(r, 4)}-{digits(r, 4)}", f"{digits(r, 2)}.{digits(r, 3)}.{digits(r, 3)}-{digits(r, 1)}"))),
    "idoc12": ("ID_DOCUMENT", lambda r: " ".join(digits(r, 4) for _ in range(3))),
    "iban": ("IBAN", lambda r: f"{r.choice(('GB', 'DE', 'FR', 'ES'))}{digits(r, 2)} " + " ".join(digits(r, 4) for _ in range(5))),
    "sort": ("BANK", lambda r: f"{digits(r, 2)}-{digits(r, 2)}-{digits(r, 2)}"), "acct8": ("BANK", lambda r: digits(r, 8)), "bank": ("BANK", lambda r: grouped(r, digits(r, r.choice((9, 10, 12))))),
    "url": ("URL", lambda r: f"https://{r.choice(WORDS)}.{r.choice(WORDS)}.example/{r.choice('abs')}/{digits(r, 3)}{r.choice(WORDS)}?k={r.choice(WORDS)}{digits(r, 2)}"),
    "ip": ("IP", lambda r: ".".join(str(r.randint(1, 254)) for _ in range(4))), "geo": ("GEO", lambda r: f"{r.randint(20, 60)}.{digits(r, 4)}, -{r.randint(1, 120)}.{digits(r, 4)}"),
    "user": ("USERNAME", lambda r: "@" + handle(r)), "userplain": ("USERNAME", handle), "user_raw1": ("USERNAME", handle), "email": ("EMAIL", email),
    "org": ("ORG", lambda r: f"{r.choice(lines('last_names.txt')).capitalize()} {r.choice(ORG_ENDS)}"), "flight": ("", lambda r: f"{r.choice(('BA', 'UA', 'DL'))}{digits(r, 3)}"),
}  # fmt: skip
