"""Train the tagger from the bundled texts: `python -m training`. The same sources give the same model, byte for byte.

With `--held-out FOLD` a fifth of the groups is kept from training, no model is written, and figures on it are printed.
With `--calibrate` five such models read what each has not seen, and the table from doubt to risk is fitted on that.
"""

import argparse
import sys
from pathlib import Path

from processors.text.tagger import model, tagger
from training.calibrate import calibrate
from training.evaluate import tallied
from training.fit import all_texts, train
from training.folds import FOLDS, out_of_fold


def main() -> None:
    """Train, then either keep the model or measure it."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--held-out", type=int, metavar="FOLD", choices=FOLDS, help="keep a fifth and measure on it")
    parser.add_argument("--calibrate", action="store_true", help="fit the table from doubt to risk")
    args = parser.parse_args()
    if args.held_out is not None:
        for name, tally in tallied(out_of_fold((args.held_out,))).items():
            sys.stdout.write(f"{name:18}{tally}\n")
    elif args.calibrate:
        calibrate()
    else:
        (Path(tagger.__file__).parent / model.NAME).write_bytes(model.packed(train(all_texts())))


if __name__ == "__main__":
    main()
