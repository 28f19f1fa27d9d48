"""De-identification measured on texts that the reading model has not seen, beside public tools on the same texts.

    python -m bench.deid [--folds N...] [--no-tools]

Every text is read by a model trained without its group: no template, customer, speaker or utterance stands on both
sides. Five such models are trained once for a state of the sources, which takes minutes, and kept in build/folds.
Direct identifiers count as leaked where one letter or digit stays legible. Intervals are Wilson's, of 95 %; the spread
is the least and the most of the folds. The last two folds were kept aside: while templates and settings were chosen,
nobody read their trade texts or what was missed in them.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence

from rich.console import Console

from bench.deid_tables import by_corpus, by_label, by_pace, by_tool, leaks_of_tools, limits
from bench.deid_tools import TOOLS, Reading, UnavailableError, read_with
from processors.text.document import Document, Known
from processors.text.identifiers.gate import Gate
from processors.text.reader import TextReader
from training.evaluate import HEADLINE, TRADE
from training.folds import FOLDS, KEPT_ASIDE, out_of_fold
from training.texts import Text

MEGABYTE = 1_000_000


def main() -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.deid", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--folds", type=int, nargs="+", choices=FOLDS, default=list(FOLDS))
    parser.add_argument("--no-tools", action="store_true", help="leave the public tools out")
    args = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 150)
    read = [reading for reading in out_of_fold(args.folds) if reading.text.source in (*HEADLINE, TRADE)]
    console.print(by_corpus(read))
    console.print(by_label(read))
    console.print(limits(read))
    compared = [reading for reading in read if reading.fold in KEPT_ASIDE] or read
    texts = [reading.text for reading in compared]
    console.print(by_pace(paces(texts), sum(len(text.text.encode()) for text in texts)))
    if not args.no_tools:
        tools = list(tools_on(console, texts))
        console.print(by_tool(tools, texts))
        console.print(leaks_of_tools(compared, tools))
    return 0


def tools_on(console: Console, texts: Sequence[Text]) -> Sequence[Reading]:
    """What each tool that is to be had finds."""
    found = []
    for tool in TOOLS:
        try:
            found.append(read_with(tool, texts))
        except UnavailableError as error:
            console.print(f"{error}: left out")
    return found


def paces(texts: Sequence[Text]) -> list[tuple[str, int, float]]:
    """What reads the same texts, how many, in how many CPU seconds: the floors first."""
    reader, gate = TextReader(), Gate()
    documents = [Document(text.text, (), Known(text.known)) for text in texts]
    works: list[tuple[str, Callable[[Document], object]]] = [
        ("floor: split into words", lambda document: document.text.split()),
        ("floor: one automaton over it", lambda document: gate.hits(document.text)),
        ("the reader, identifiers and prohibited data", reader.read),
    ]
    out = []
    for name, work in works:
        began = time.process_time()
        for document in documents:
            work(document)
        out.append((name, len(documents), time.process_time() - began))
    return out


if __name__ == "__main__":
    sys.exit(main())
