"""Models that have not seen a fifth of the groups, one a fold, kept so that they need not be trained again."""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from processors.text import tagger
from processors.text.tagger import model
from training.evaluate import Reading, readings
from training.fit import all_texts, train
from training.texts import CORPORA, held_out

FOLDS = range(5)
# Nobody read the trade texts of these folds, nor what was missed in them, while templates and settings were chosen.
KEPT_ASIDE = (3, 4)
KEPT = Path(__file__).parents[1] / "build" / "folds"
PROCESSES_MAX = 2


def state() -> str:
    """A name for all that goes into a model: it changes with any source, text or lexicon."""
    folders = (Path(__file__).parent, CORPORA, Path(tagger.__file__).parent)
    lexicons = Path(tagger.__file__).parents[1] / "identifiers" / "lexicons"
    sources = [file for folder in folders for file in folder.glob("*.py")] + [*CORPORA.iterdir(), *lexicons.iterdir()]
    digest = sha256()
    for source in sorted(sources):
        digest.update(source.name.encode() + b"\n" + source.read_bytes())
    return digest.hexdigest()[:16]


def file_of(fold: int) -> Path:
    """Where the model of a fold is kept."""
    return KEPT / f"{state()}-{fold}-{model.NAME}"


def fit(fold: int) -> None:
    """Train the model of a fold and keep it."""
    weights = model.packed(train([text for text in all_texts() if not held_out(text, fold)]))
    KEPT.mkdir(parents=True, exist_ok=True)
    partial = file_of(fold).with_suffix(".partial")
    partial.write_bytes(weights)
    partial.replace(file_of(fold))


def fit_missing(folds: Sequence[int] = FOLDS) -> None:
    """Train the models that are not kept yet, two at a time."""
    missing = [fold for fold in folds if not file_of(fold).exists()]
    if not missing:
        return
    sys.stdout.write(f"training {len(missing)} models without a fifth of the groups each\n")
    processes = min(len(missing), PROCESSES_MAX, cpu_count() or 1)
    with get_context("spawn").Pool(processes, maxtasksperchild=1) as pool:
        pool.map(fit, missing, chunksize=1)


def out_of_fold(folds: Sequence[int] = FOLDS) -> Iterator[Reading]:
    """Every text of some folds, read by the model that has seen none of its group."""
    fit_missing(folds)
    texts = all_texts()
    for fold in folds:
        yield from readings((text for text in texts if held_out(text, fold)), file_of(fold).read_bytes(), fold)
