"""AgID's own tester against a running site, read so that it can't pass falsely.

Its exit code says little: with a sign-in address that answers 404 it drops two thirds of the tests and exits
0, and it takes HTTP 500 for a good refusal. So the report is read and its numbers are demanded.
"""

import json
import os
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from scrivania.saml import SigningKey

TOOL = Path(__file__).parents[5] / ".venv-spid/bin/spid_sp_test"
IDP = "https://localhost:8443"
LEAST = {"metadata_extra": 139, "authnrequest_extra": 44, "response": 111}
# At level 2, with "minimum": the good ones, and those of levels 2 and 3.
WELCOME, REFUSED = 7, 104


@dataclass(frozen=True)
class Outcome:
    passed: Counter[str]
    failures: list[str]
    statuses: Counter[str]

    def shortcomings(self) -> list[str]:
        """Why this isn't a pass; empty if it is."""
        few = [
            f"{name}: {self.passed[name]} of {least}"
            for name, least in LEAST.items()
            if self.passed[name] < least
        ]
        expected = Counter({"200": WELCOME, "403": REFUSED})
        odd = [] if self.statuses == expected else [f"answers {dict(self.statuses)}, not {dict(expected)}"]
        return self.failures + few + odd


def write_tool_key(folder: Path, key: SigningKey) -> None:
    """The key bundled with the tool expired in 2025."""
    private = key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "private.key").write_bytes(private)
    (folder / "public.cert").write_bytes(key.certificate.public_bytes(Encoding.PEM))


def tool_metadata(folder: Path) -> bytes:
    return _run(folder, "--idp-metadata").stdout.encode()


def run_tool(
    folder: Path, base_url: str, *, login_path: str = "/spid/login", responses: bool = True
) -> Outcome:
    """`folder` holds the key of `write_tool_key`."""
    _run(
        folder,
        *("--metadata-url", f"{base_url}/spid/metadata"),
        *("--authn-url", f"{base_url}{login_path}?idp={IDP}"),
        *("--extra", "--debug", "CRITICAL", "-rf", "json", "-o", "report.json"),
        *(["-tr"] if responses else []),
    )
    return read_report(json.loads((folder / "report.json").read_text()))


def read_report(report: dict[str, Any]) -> Outcome:
    passed: Counter[str] = Counter()
    failures, statuses = [], Counter[str]()
    for category, checkers in report["test"]["sp"].items():
        for check in (check for checks in checkers.values() for check in checks):
            if check["result"] == "success":
                passed[category] += 1
            else:
                failures.append(f"{category} {check['test_id']}: {check['test']}: {check['value']}")
            if category == "response":
                statuses[check["value"].removeprefix("[http status_code: ").removesuffix("]")] += 1
    return Outcome(passed, failures, statuses)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "IDP_CERT_PATH": str(folder), "IDP_ENTITYID": IDP}
    return subprocess.run(
        [TOOL, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
