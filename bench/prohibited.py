"""How much prohibited data in the labelled texts of the trade is found, and how often a clean text is taken for one.

    python -m bench.prohibited

The texts are those that the rules were written beside: figures on texts by another hand will be lower.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from processors.text.document import Turn
from processors.text.prohibited import find
from training.scoring import wilson

TEXTS = Path(__file__).parents[1] / "tests" / "data" / "corpora" / "jewelry.jsonl.gz"
ONE = {"health_information": "health or medical", "medical_information": "health or medical"}
NUMBERS = frozenset(
    ["ssn", "card_number", "cvv", "bank_account", "bank_routing", "drivers_licence", "passport", "government_id"]
)


def main() -> int:
    """Print recall by class, and over texts."""
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    with gzip.open(TEXTS, "rt", encoding="utf8") as lines:
        for line in lines:
            document = json.loads(line)
            held = {ONE.get(item["class"], item["class"]) for item in document.get("prohibited", [])}
            got = _found(document)
            there.update(held)
            found.update(held & got)
            texts.update({"holding": bool(held), "caught": bool(held and got), "false": bool(got and not held)})
            texts.update({"numbers": bool(held & NUMBERS), "numbers caught": bool(held & NUMBERS and got)})
            texts["clean"] += not held
    _print(there, found, texts)
    return 0


def _found(document: dict[str, Any]) -> set[str]:
    turns = tuple(Turn(turn["speaker"], turn["start"], turn["end"]) for turn in document.get("turns", []))
    return {ONE.get(item.kind, item.kind) for item in find(document["text"], turns)}


def _print(there: Counter[str], found: Counter[str], texts: Counter[str]) -> None:
    table = Table(title="Texts that hold it, and those of them where it is found")
    for name in ("what", "texts", "found", "share", "95 %"):
        table.add_column(name, justify="left" if name == "what" else "right")
    rows = [(kind, there[kind], found[kind]) for kind in sorted(there)]
    rows += [
        ("any", texts["holding"], texts["caught"]),
        ("numbers of a kind", texts["numbers"], texts["numbers caught"]),
    ]
    for name, held, caught in [*rows, ("clean texts taken for one", texts["clean"], texts["false"])]:
        low, high = wilson(caught, held)
        table.add_row(name, str(held), str(caught), f"{caught / max(1, held):.1%}", f"{low:.1%}-{high:.1%}")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
