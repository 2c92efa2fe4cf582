import argparse
import importlib
import json
import re

from ..refusal import Refusal


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="which measure, for example journey")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Print the figures of `program.bench.<name>.run()`, in a database of its own, dropped after."""
    from scrivania.testing.environment import database_of_its_own

    if not re.fullmatch(r"[a-z][a-z-]*", options.name):
        raise Refusal(f"There is no measure named {options.name}.")
    with database_of_its_own():
        import django

        django.setup()
        try:
            module = importlib.import_module(f"scrivania.program.bench.{options.name.replace('-', '_')}")
        except ModuleNotFoundError as error:
            raise Refusal(f"There is no measure named {options.name}.") from error
        figures: dict[str, object] = module.run()
    if options.json:
        print(json.dumps(figures))
    else:
        for key, value in figures.items():
            print(f"{key:24} {value}")
    return 0
