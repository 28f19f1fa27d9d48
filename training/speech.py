"""Numbers, dates and addresses as somebody says them on the telephone."""

# ruff: noqa: E501, PLR2004 - the forms of one value stand best on one line; the numbers are chances and sizes.

import random
import string

from training.slots import MONTHS, WORDS, WRITTEN, Maker, digits, email
from training.texts import lines, words

R = random.Random
ONES = words("ones")
TEENS = words("teens")
TENS = words("tens")
ORDINALS = (
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ]
    + [f"twenty {n}" for n in ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]]
    + ["thirtieth"]
)
AS_IN = dict(
    zip(
        string.ascii_lowercase,
        [
            "apple",
            "boy",
            "cat",
            "dog",
            "edward",
            "frank",
            "george",
            "henry",
            "ink",
            "jack",
            "kate",
            "larry",
            "mary",
            "nancy",
            "orange",
            "peter",
            "queen",
            "robert",
            "sam",
            "tom",
            "umbrella",
            "victor",
            "william",
            "xray",
            "yellow",
            "zebra",
        ],
        strict=True,
    )
)


def spoken_number(rng: R, value: str) -> str:
    """Digits and letters as somebody dictates them."""
    out: list[str] = []
    at = 0
    pairs = rng.random() < 0.15
    while at < len(value):
        mark = value[at]
        if mark.isdigit():
            number = value[at : at + 2]
            if number[0] == number[-1] and len(number) == 2 and rng.random() < 0.35:
                out += [
                    rng.choice(("double", "double", "triple" if value[at : at + 3] == mark * 3 else "double")),
                    word_of(rng, mark),
                ]
                at += 3 if out[-2] == "triple" else 2
                continue
            if pairs and len(number) == 2 and number.isdigit() and number[0] != "0":
                out.append(number_word(int(number)))
                at += 2
                continue
            out.append(word_of(rng, mark))
        elif mark.isalpha():
            out.append(mark.lower() if rng.random() < 0.9 else f"{mark.lower()} as in {AS_IN[mark.lower()]}")
        elif mark in "-_/" and rng.random() < 0.5:
            out.append({"-": "dash", "_": "underscore", "/": "slash"}[mark])
        at += 1
    return " ".join(out)


def word_of(rng: R, digit: str) -> str:
    """A digit as a word."""
    return "oh" if digit == "0" and rng.random() < 0.7 else ONES[int(digit)]


def number_word(value: int) -> str:
    """A number under a hundred in words."""
    if value < 10:
        return ONES[value]
    if value < 20:
        return TEENS[value - 10]
    return TENS[value // 10 - 2] + (f" {ONES[value % 10]}" if value % 10 else "")


def spoken_date(rng: R) -> str:
    """A date of birth as it is said."""
    day, month, year = rng.randint(1, 30), rng.choice(MONTHS).lower(), rng.randint(1930, 2022)
    tail = rng.choice((f" {number_word(year % 100)}", f" {number_word(year // 100)} {number_word(year % 100)}", "", ""))
    numbers = f"{number_word(rng.randint(1, 12))} {number_word(day)}{tail}"
    return rng.choice(
        (
            f"{month} {ORDINALS[day - 1]}{tail}",
            f"the {ORDINALS[day - 1]} of {month}{tail}",
            f"{ORDINALS[day - 1]} of {month}",
            numbers,
            f"{month} {number_word(day)}{tail}",
        )
    )


def spoken_email(rng: R, value: str) -> str:
    """An e-mail address as it is said."""
    name, _, where = value.partition("@")
    spoken = name.replace(".", " dot ").replace("_", " underscore ")
    spoken = " ".join(spoken_number(rng, part) if part.isdigit() else part for part in split_digits(spoken))
    return f"{spoken} at {where.replace('.', ' dot ')}"


def split_digits(text: str) -> list[str]:
    """Words and numbers apart."""
    return "".join(f" {c} " if c.isdigit() else c for c in text).split()


def spelt(word: str, mark: str = " ") -> str:
    """A word letter by letter."""
    return mark.join(word)


def spoken_street(rng: R) -> str:
    """A street line as it is said."""
    number = rng.choice(
        (
            number_word(rng.randint(1, 99)),
            spoken_number(rng, digits(rng, 3)),
            f"{number_word(rng.randint(1, 19))} {number_word(rng.randint(10, 99))}",
        )
    )
    word = rng.choice(WORDS) if rng.random() < 0.6 else rng.choice(lines("last_names.txt"))
    unit = rng.choice(
        (
            "",
            "",
            f" apartment {number_word(rng.randint(1, 30))}",
            f" suite {number_word(rng.randint(1, 9))} hundred",
            f" flat {number_word(rng.randint(1, 30))} {rng.choice('abc')}",
        )
    )
    return f"{number} {word} {rng.choice(['street', 'avenue', 'road', 'drive', 'lane', 'court', 'way', 'place', 'terrace', 'close', 'crescent', 'loop', 'row'])}{unit}"


DICTATED = "order acct track cert serial card cvv code ssn ssn4 last4 zip sort bank idoc"


def spoken(name: str) -> tuple[str, Maker]:
    """The label and maker of a slot whose written value is dictated."""
    label, make = WRITTEN[name]
    return label, lambda rng: spoken_number(rng, make(rng))


SPOKEN: dict[str, tuple[str, Maker]] = {
    **{name: spoken(name) for name in DICTATED.split()},
    "phone": ("PHONE", lambda r: spoken_number(r, digits(r, r.choice((7, 10, 10, 11))))), "addr": ("ADDRESS", spoken_street),
    "fourby2": ("CREDIT_CARD", lambda r: spoken_number(r, digits(r, 8))), "exp": ("OTHER", lambda r: f"{word_of(r, '0')} {number_word(r.randint(1, 9))} {number_word(r.randint(25, 32))}"),
    "dob": ("DATE_OF_BIRTH", spoken_date), "date": ("DATE", spoken_date), "age": ("AGE", lambda r: number_word(r.randint(1, 95))),
    "email": ("EMAIL", lambda r: spoken_email(r, email(r))),
    "emailspelt": ("EMAIL", lambda r: spelt(r.choice(lines("first_names.txt"))) + f" at {r.choice(WORDS)} dot com"),
    "spokenpw": ("SECRET", lambda r: f"{r.choice(WORDS)} {number_word(r.randint(10, 99))}{r.choice(('', ' exclamation', ' dollar sign', ' ' + number_word(r.randint(10, 99))))}"),
    "userspoken": ("USERNAME", lambda r: f"{r.choice(lines('first_names.txt'))} {r.choice(('underscore', 'dot', r.choice(string.ascii_lowercase)))} {r.choice(WORDS)}"),
    "year": ("", lambda r: f"nineteen {number_word(r.randint(40, 99))}"), "word": ("SECRET", lambda r: r.choice(WORDS)),
    "spokenprice": ("", lambda r: f"{number_word(r.randint(2, 99))} hundred{r.choice(('', ' dollars', ' pounds', f' and {number_word(r.randint(10, 99))}'))}"),
    "spokenweight": ("", lambda r: f"{number_word(r.randint(1, 4))} point {number_word(r.randint(1, 9))} {number_word(r.randint(1, 9))}"),
    "spokenstyle": ("", lambda r: spoken_number(r, digits(r, r.randint(3, 6)))),
    "nato": ("", lambda r: r.choice(list(AS_IN.values()))),
    "num": ("", lambda r: number_word(r.randint(1, 30))),
    "ph3": ("PHONE", lambda r: spoken_number(r, digits(r, 3))), "ph4": ("PHONE", lambda r: spoken_number(r, digits(r, 4))),
    "fourby1": ("CREDIT_CARD", lambda r: spoken_number(r, digits(r, 4))),
    "id3": ("ACCOUNT_ID", lambda r: spoken_number(r, digits(r, 3))), "ord3": ("ORDER_ID", lambda r: spoken_number(r, digits(r, 3))),
    "ssn5": ("SSN", lambda r: spoken_number(r, digits(r, 3) + r.choice(("-", "")) + digits(r, 2))),
}  # fmt: skip
