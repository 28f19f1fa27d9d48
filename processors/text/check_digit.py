"""The check digit that card numbers end with."""

# What each digit counts for when it is doubled: the digits of its double, added up.
_DOUBLED = str.maketrans("0123456789", "0246813579")


def passes_luhn(digits: str) -> bool:
    """Whether ASCII digits end with the check digit of those before."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    return (sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2].translate(_DOUBLED)))) % 10 == 0
