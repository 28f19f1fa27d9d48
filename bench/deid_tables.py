"""The tables of the de-identification bench."""

from collections.abc import Iterable, Sequence

from rich.table import Table

from bench.deid_tools import Reading as ToolReading
from processors.text.vouching import RISK_MAX
from training.calibrate import LIMITS, curve, doubted, fitted
from training.evaluate import HEADLINE, SIX, TRADE, Reading, tallied
from training.folds import KEPT_ASIDE
from training.scoring import Tally, wilson
from training.texts import Text

ASIDE = f"{TRADE}, kept aside"
MEGABYTE = 1_000_000
FIGURES = {
    "characters_masked": "characters", "precision_direct": "precision", "over_masking": "over-mask",
    "texts_without_leak": "no leak",
}  # fmt: skip


def by_corpus(read: Sequence[Reading]) -> Table:
    """Every figure, corpus by corpus."""
    folds = sorted({reading.fold for reading in read})
    each = [tallied(reading for reading in read if reading.fold == fold) for fold in folds]
    whole = tallied(read) | {ASIDE: tallied(r for r in read if r.fold in KEPT_ASIDE).get(TRADE, Tally())}
    table = table_of(
        "Texts that the model had not seen",
        (
            "corpus",
            "texts",
            "direct",
            "any-leak",
            "95 %",
            "folds",
            "characters",
            "precision",
            "over-mask",
            "no leak",
            "goods",
        ),
    )
    for name in (*HEADLINE, SIX, TRADE, ASIDE):
        if name in whole:
            tally, shares = whole[name], whole[name].shares
            leaks = [fold[name].shares["any_leak"] for fold in each if name in fold]
            spread = f"{min(leaks):.1%}-{max(leaks):.1%}" if leaks else ""
            figures = [
                shares[k] for k in ("characters_masked", "precision_direct", "over_masking", "texts_without_leak")
            ]
            goods = f"{tally.goods_masked}/{tally.goods}"
            table.add_row(
                name, f"{tally.texts}", *leak_of(tally), spread, *(f"{share:.2%}" for share in figures), goods
            )
    return table


def leak_of(tally: Tally) -> tuple[str, str, str]:
    """How many direct identifiers, the share that leaks, and its interval."""
    low, high = wilson(tally.whole.leaks, tally.whole.spans)
    return f"{tally.whole.spans}", f"{tally.shares['any_leak']:.2%}", f"{low:.1%}-{high:.1%}"


def by_label(read: Iterable[Reading]) -> Table:
    """Leaks by label, in the six and in the trade's texts."""
    table = table_of("Direct identifiers by label", ("corpus", "label", "spans", "leak", "missed", "any-leak", "95 %"))
    whole = tallied(read)
    for name in (SIX, TRADE):
        for label, spans in sorted(whole[name].labels.items() if name in whole else ()):
            low, high = wilson(spans.leaks, spans.spans)
            share = f"{spans.leaks / spans.spans:.2%}"
            counts = f"{spans.spans}", f"{spans.leaks}", f"{spans.misses}"
            table.add_row(name, label, *counts, share, f"{low:.1%}-{high:.1%}")
    return table


def limits(read: Sequence[Reading]) -> Table:
    """Of the texts kept aside: what is withheld under each limit of risk, and what leaks of the rest."""
    texts = doubted(read)
    knots = fitted([text for text in texts if not text.aside]) if any(not text.aside for text in texts) else ()
    mine = [text for text in texts if text.aside] if knots else []
    shown = tuple(sorted({*LIMITS, RISK_MAX}))
    table = table_of(
        f"Withheld, and leaking of the rest, by limit of risk; the limit is {RISK_MAX}",
        ("corpus", *(f"{limit:g}" for limit in shown)),
    )
    for name in (*HEADLINE, SIX, TRADE):
        of_name = [text for text in mine if text.source == name or (name == SIX and text.source in HEADLINE)]
        if of_name:
            table.add_row(name, *(f"{held:.1%}, {leak:.2%}" for _, held, leak in curve(of_name, knots, shown)))
    return table


def by_pace(paces: Iterable[tuple[str, int, float]], size: int) -> Table:
    """The floors and the reader, by CPU time."""
    table = table_of("The same texts, one core", ("what", "texts/s", "MB/s"))
    for name, count, seconds in paces:
        table.add_row(name, f"{count / seconds:,.0f}", f"{size / seconds / MEGABYTE:.2f}")
    return table


def by_tool(tools: Iterable[ToolReading], texts: Sequence[Text]) -> Table:
    """What the tools are, and their pace."""
    size = sum(len(text.text.encode()) for text in texts)
    table = table_of("Public tools on the same texts, one core", ("tool", "version", "licence", "texts/s", "MB/s"))
    for tool in tools:
        pace = f"{len(texts) / tool.seconds:,.0f}", f"{size / tool.seconds / MEGABYTE:.2f}"
        table.add_row(tool.tool, tool.version, tool.licence, *pace)
    return table


def leaks_of_tools(ours: Sequence[Reading], tools: Sequence[ToolReading]) -> Table:
    """The same figures of every tool, over the six and the trade's texts."""
    table = table_of(
        "Beside public tools, on the folds kept aside",
        ("tool", "corpus", "direct", "any-leak", "95 %", "characters", "precision", "over-mask"),
    )
    readers = [("this one", ours)] + [
        (tool.tool, [r._replace(spans=tuple(tool.spans[r.text.name])) for r in ours]) for tool in tools
    ]
    for name, read in readers:
        whole = tallied(read)
        for corpus in (SIX, TRADE):
            if corpus in whole:
                shares = whole[corpus].shares
                figures = (shares[k] for k in ("characters_masked", "precision_direct", "over_masking"))
                table.add_row(name, corpus, *leak_of(whole[corpus]), *(f"{share:.2%}" for share in figures))
    return table


def table_of(title: str, columns: Sequence[str]) -> Table:
    """An empty table; what is no name stands to the right."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        is_name = column in ("corpus", "label", "what", "tool", "version", "licence")
        table.add_column(column, justify="left" if is_name else "right", no_wrap=is_name)
    return table
