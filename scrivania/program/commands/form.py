import argparse
import sys


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    text = 'one JSON {"form", "data"} a line in, one {"data", "errors"} a line out'
    actions.add_parser("process", help=text, description=text)


def run(options: argparse.Namespace) -> int:
    from scrivania.formio import process_lines

    process_lines(sys.stdin, sys.stdout)
    return 0
