"""Start, watch and end one Kafka broker whose data is a folder: `python infra/broker/broker.py --help`.

Exit codes: 0; 2 for what cannot be used as given (a tool missing, a folder that is none of ours, a port taken);
3 where the broker did not get ready. What went wrong is one line on standard error.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from infra.broker import jars, node
from infra.broker.archive import make_archive
from infra.broker.folder import Folder, Wanted
from infra.broker.problems import Refused

INTERRUPTED = 130

VERBS = {
    "start": "start a broker with its data in FOLDER, in the background; print one line of JSON when it is ready",
    "run": "the same in the foreground: the broker ends with standard input, with SIGTERM, or with this process",
    "stop": "ask a broker to end, and wait until it has",
    "kill": "end a broker with SIGKILL",
    "status": "print one line of JSON: whether it runs, and where",
    "fetch": "bring Kafka's jars, with Maven and what Debian has where that is missing",
    "lock": "write the checksums of the jars anew, after a change of pom.xml",
}


def main(arguments: list[str]) -> int:
    """Do what one command line asks for; returns the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        _do(asked)
    except Refused as refusal:
        print(f"broker: {refusal}", file=sys.stderr)
        return refusal.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _do(asked: argparse.Namespace) -> None:
    if asked.verb in {"fetch", "lock"}:
        {"fetch": jars.fetch, "lock": jars.lock}[asked.verb]()
        make_archive()
        return
    folder = Folder(Path(asked.folder).absolute())
    if asked.verb == "run":
        node.run(folder, _wanted(asked), _tell, temporary=asked.temporary)
    elif asked.verb == "start":
        _tell(node.start(folder, _wanted(asked)))
    else:
        _tell({"stop": node.stop, "kill": node.kill, "status": node.status}[asked.verb](folder))


def _tell(told: dict[str, object]) -> None:
    print(json.dumps(told), flush=True)


def _wanted(asked: argparse.Namespace) -> Wanted:
    if asked.secure != (asked.certificates is not None):
        raise Refused("--secure and --certificates FOLDER go together")
    settings = dict(_pair(text) for text in asked.set)
    certificates = str(Path(asked.certificates).absolute()) if asked.certificates else None
    return Wanted(asked.port, asked.heap, certificates, settings)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign):
        raise Refused("--set takes name=value")
    return name, value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="broker.py", description="One Kafka broker on loopback.", allow_abbrev=False)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, told in VERBS.items():
        command = verbs.add_parser(verb, help=told, description=told, allow_abbrev=False)
        if verb not in {"fetch", "lock"}:
            command.add_argument("folder", metavar="FOLDER")
        if verb in {"start", "run"}:
            _add_options(command)
        if verb == "run":
            command.add_argument("--temporary", action="store_true", help="remove FOLDER at the end")
    return parser


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, help="of clients; a free one, remembered, where none is given")
    command.add_argument("--heap", metavar="SIZE", help="of Java at most, 1g where none is given")
    command.add_argument("--secure", action="store_true", help="TLS, SCRAM-SHA-512 and access lists")
    command.add_argument(
        "--certificates", metavar="FOLDER", help="with ca.pem, broker.pem (key and chain), and admin.password"
    )
    command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the broker")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
