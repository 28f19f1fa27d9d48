"""`assay redact`: what identifies people in texts replaced."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import orjson

from contracts.problems import Malformed
from streams import exits
from streams.assembly import text_reader
from streams.exits import whereabouts
from streams.key import load_key
from streams.lines import STANDARD_INPUT, Overlong, Source, check_readable
from streams.redaction.documents import given_of
from streams.redaction.redact import Redactor
from streams.redaction.roster import read_roster
from streams.verbs.options import KEY, FilesCommand, files_option

_ERROR = {"id": None, "error": "malformed"}


@click.command("redact", cls=FilesCommand)
@files_option("--input", "inputs", "Texts, JSON lines; gzip is read by name. Without it standard input is read.")
@files_option("--roster", "roster", "The retailer's customers: CSV, or JSON lines; gzip is read by name.")
@click.option("--surrogates", "with_surrogates", is_flag=True, help="Put invented stand-ins instead of placeholders.")
@KEY
def command(inputs: tuple[Path, ...], roster: tuple[Path, ...], with_surrogates: bool, key: Path | None) -> int:
    """Replace what identifies people in texts.

    A line of input is {"id", "text", "turns"?: [{"speaker", "start", "end"}], "roster"?: {...}}, other fields being
    passed over. A line of output is {"id", "text", "spans", "risk", "withheld", "findings"}, in order: the redacted
    text, and where in the given one identifiers and prohibited data stand. A text with `withheld` true is one that
    nobody vouches for.

    A line that is no such text gives {"id": null, "error": "malformed"} in its place, and a message.

    Stand-ins are the same for one entity throughout a text, and are made under the key of the pseudonyms.

    Exits 0; 1 where a line was at fault or a gzip is broken; 2 where files cannot be used as given.
    """
    inputs = inputs or (STANDARD_INPUT,)
    check_readable((*inputs, *roster))
    secret = load_key(key, os.environ) if with_surrogates else None
    is_clean = _print(inputs, Redactor(text_reader(), read_roster(roster), secret))
    return exits.DONE if is_clean else exits.FINDINGS


def _print(inputs: Sequence[Path], redactor: Redactor) -> bool:
    """Print the record of every line; whether none was at fault."""
    is_clean = True
    for path in inputs:
        with Source(path) as source:
            for line in source:
                if isinstance(line, Overlong) or not line.isspace():
                    record, fault = _record(redactor, line)
                    sys.stdout.buffer.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
                    if fault:
                        is_clean = _told(f"{path}:{source.line}: {fault}")
            if source.broken:
                is_clean = _told(f"{path}: {source.broken}; what stood before it was redacted")
    return is_clean


def _record(redactor: Redactor, line: bytes | Overlong) -> tuple[dict[str, Any], str | None]:
    """What is printed of a line, and what was wrong with it, if anything."""
    try:
        if isinstance(line, Overlong):
            return _ERROR, str(Malformed("too_long"))
        return redactor.redact(given_of(line)), None
    except Malformed as problem:
        return _ERROR, str(problem)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - its text may be what the line says, and no other line is held up.
        return {**_ERROR, "error": "undecidable"}, f"undecidable: {whereabouts(error)}"


def _told(message: str) -> bool:
    click.echo(f"assay: {message}", err=True)
    return False
