"""`talks check`."""

from typing import TYPE_CHECKING, Annotated

from talkscli.cli.declaring import argument, choice
from talkscli.cli.options import reading
from talkscli.cli.run import STDIN, Run
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from talkscli.files.faults import Fault
    from talkscli.reports.annotations import Finding

INVALID = 4


@reading
def check(
    run: Run,
    files: Annotated[
        list[str] | None, argument("[FILE...]", "The stores to check; without any, the one in use.")
    ] = None,
    annotations: Annotated[
        str | None,
        choice(
            "--annotations",
            "FORM",
            "As code hosts show faults beside lines: github, gitlab or sarif.",
            ("github", "gitlab", "sarif"),
            "form",
        ),
    ] = None,
) -> Report | int:
    """Check a store: print every fault with its place and what to do. Status 4 if there is any error.

    It works as a hook of pre-commit, and in a workflow of a code host.

    \b
    Examples:
      talks check
      talks init my.json --like shipped
      talks check my.json
      talks check my.json --format json | jq -r '.[].place'
      talks check --annotations github
    """  # noqa: D301
    from talkscli.index.check import check_store
    from talkscli.output.jsontext import escape_json
    from talkscli.reports.annotations import GITHUB, write_annotations
    from talkscli.reports.faults import report_faults

    paths = [run.find_path(file) for file in files] if files else [run.find_path(None)]
    found = [list(check_store(path, stdin=run.stdin, progress=run.progress())) for path in paths]
    faults = [fault for own in found for fault in own]
    run.shared.exit_status = False  # finding nothing is what everybody hopes for here
    if any(fault.level == "error" for fault in faults):
        run.status = INVALID
    if annotations is None:
        return report_faults(faults)
    findings = [one for path, own in zip(paths, found, strict=True) for one in find_findings(path, own)]
    text = write_annotations(findings, annotations)
    if annotations == GITHUB:
        run.streams.command_log(text)
    else:
        run.streams.write(escape_json(text, is_log=run.streams.is_log))
    return run.status


def find_findings(path: str, faults: "Sequence[Fault]") -> "Iterator[Finding]":
    """Yield faults with the lines at which they are shown."""
    from talkscli.files.record_lines import find_lines
    from talkscli.reports.annotations import Finding

    ids: dict[str, set[str]] = {}
    for fault in faults:
        if not fault.line and " " in fault.record:
            ids.setdefault(fault.file, set()).add(fault.record.partition(" ")[2])
    lines = {file: find_lines(file, own) for file, own in ids.items() if path != STDIN}
    for fault in faults:
        line = fault.line or lines.get(fault.file, {}).get(fault.record.partition(" ")[2], 0)
        title = ", ".join(part for part in (fault.record, fault.field) if part)
        message = f"{fault.message}; {fault.hint}" if fault.hint else fault.message
        yield Finding(
            fault.file,
            message,
            level=fault.level,
            line=line,
            column=fault.column if fault.line else 0,
            title=title,
        )
