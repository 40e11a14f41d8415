"""The faults of a store in the forms that code hosts show beside the lines of a file."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

GITHUB = "github"
GITLAB = "gitlab"
SARIF = "sarif"
"""Workflow commands of GitHub, a Code Quality report of GitLab, and SARIF, which many hosts read."""

RULE = "talks-check"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Finding(NamedTuple):
    """One fault and the line of the file at which it is shown."""

    file: str
    message: str
    level: str = "error"
    """error or warning."""
    line: int = 0
    """From 1; 0 where it is not known."""
    column: int = 0
    title: str = ""
    """The record and field that it is about."""

    @property
    def sentence(self) -> str:
        """Return what is wrong, with the record and field."""
        return f"{self.title}: {self.message}" if self.title else self.message


def write_annotations(findings: Iterable[Finding], form: str) -> str:
    """Write findings in one of the forms."""
    if form == GITHUB:
        return "".join(map(write_github, findings))
    report = make_gitlab(findings) if form == GITLAB else make_sarif(findings)
    return json.dumps(report, ensure_ascii=True, indent=2) + "\n"


def write_github(finding: Finding) -> str:
    """Write a workflow command of GitHub: one line, in which no text can end it or begin another."""
    fields = {"file": finding.file}
    if finding.line:
        fields["line"] = str(finding.line)
        if finding.column:
            fields["col"] = str(finding.column)
    fields["title"] = finding.title or RULE
    level = "warning" if finding.level == "warning" else "error"
    listed = ",".join(f"{name}={_escape(value, ':,')}" for name, value in fields.items())
    return f"::{level} {listed}::{_escape(finding.message)}\n"


def make_gitlab(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Make a Code Quality report of GitLab."""
    return [
        {
            "description": one.sentence,
            "check_name": RULE,
            "fingerprint": sha256(
                f"{one.file}\0{one.title}\0{one.message}".encode(errors="replace")
            ).hexdigest(),
            "severity": "minor" if one.level == "warning" else "major",
            "location": {"path": one.file, "lines": {"begin": max(one.line, 1)}},
        }
        for one in findings
    ]


def make_sarif(findings: Iterable[Finding]) -> dict[str, Any]:
    """Make a log of SARIF 2.1.0."""
    from urllib.parse import quote

    results = []
    for one in findings:
        region = {"startLine": max(one.line, 1), **({"startColumn": one.column} if one.column else {})}
        place = {"artifactLocation": {"uri": quote(one.file.replace("\\", "/"))}, "region": region}
        results.append(
            {
                "ruleId": RULE,
                "level": "warning" if one.level == "warning" else "error",
                "message": {"text": one.sentence},
                "locations": [{"physicalLocation": place}],
            }
        )
    driver = {"name": "talks", "rules": [{"id": RULE, "shortDescription": {"text": "A fault of a store"}}]}
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _escape(text: str, more: str = "") -> str:
    return "".join(
        f"%{ord(one):02X}"
        if one in "%\r\n" + more
        else one
        if one.isprintable() or one == " "
        else f"\\x{ord(one):02x}"
        for one in text
    )
