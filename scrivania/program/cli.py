"""The command `scrivania`. Each command is a module of `commands`, imported only when it is called."""

import argparse
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

from scrivania import __version__

from .refusal import Refusal

COMMANDS = {
    "serve": "run everything: database, web and worker",
    "demo": "run a demonstration with two invented bodies and simulated outside systems",
    "web": "run the web processes alone",
    "worker": "run the background worker alone",
    "simulators": "run the simulated outside systems of a demonstration alone",
    "prepare-demo": "load a demonstration's content, which `demo` does by itself",
    "migrate": "bring the database's schema to this version",
    "check": "tell what is missing or wrong in this installation",
    "form": "form engine: process submissions read from standard input",
    "bench": "measure a piece of work on this machine",
}


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parse(given)
        return _run(options, given)
    except Refusal as refusal:
        print(f"scrivania: {refusal}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from .failures import sentence

        text = sentence(error)
        if text is None:
            raise
        print(f"scrivania: {text}", file=sys.stderr)
    return 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scrivania", description="Personal area for Italian public bodies.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text.capitalize() + ".")
        if name in arguments[:1]:
            _module(name).configure(command)
    return parser.parse_args(arguments)


def _run(options: argparse.Namespace, arguments: list[str]) -> int:
    from .hand_over import leave_root

    module = _module(options.command)
    data = _data_folder(options, module)
    leave_root(arguments, data)
    if data is not None:
        os.environ["SCRIVANIA_DATA"] = str(data)
    code: int = module.run(options)
    return code


def _data_folder(options: argparse.Namespace, module: ModuleType) -> Path | None:
    """The absolute data folder of a command that uses one, None for the others."""
    name: str | None = getattr(module, "DATA", None)
    if name is None:
        return None
    from .places import default_data

    chosen = getattr(options, "data", None) or os.environ.get("SCRIVANIA_DATA")
    return Path(chosen).resolve() if chosen else default_data(name)


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"scrivania.program.commands.{command.replace('-', '_')}")


if __name__ == "__main__":
    sys.exit(main())
