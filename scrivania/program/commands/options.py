"""Options that several commands share."""

import argparse
from pathlib import Path


def add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="data folder (default: SCRIVANIA_DATA)")


def add_port(parser: argparse.ArgumentParser, default: int = 8000) -> None:
    parser.add_argument("--port", type=_port, default=default, help=f"port (default: {default})")


def add_web(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", default="localhost", metavar="ADDRESS", help="address (default: localhost)")
    parser.add_argument("--workers", type=int, default=2, help="web processes (default: 2)")
    parser.add_argument("--threads", type=int, default=8, help="requests at a time in each (default: 8)")


def _port(text: str) -> int:
    number = int(text)
    # The simulators of a demonstration take some above it.
    if not 1 <= number <= 65500:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65500")
    return number
