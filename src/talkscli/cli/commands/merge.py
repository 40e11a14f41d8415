"""`talks merge`."""

from typing import Annotated

from talkscli.cli.declaring import argument, check_choices, flag, option
from talkscli.cli.options import check_request, writing
from talkscli.cli.run import STDIN, Run
from talkscli.errors import UsageError
from talkscli.reports.table import Report


@writing
def merge(
    run: Run,
    others: Annotated[list[str], argument("OTHER...", "Stores to join; - is standard input.")],
    output: Annotated[
        str | None, option("--output -o", "FILE", "Write a new store of all; --store stays as it is.")
    ] = None,
    equal: Annotated[
        list[str] | None, option("--map", "THEIRS=OURS,...", "Ids of theirs that mean one of ours.")
    ] = None,
    on_clash: Annotated[
        str,
        option(
            "--on-clash",
            "WHAT",
            "Where one id means two things: refuse (write nothing), keep (ours; theirs is reported), or "
            "rename (theirs).",
        ),
    ] = "refuse",
    every: Annotated[
        bool, flag("--all", "List every record, also what is simply added or the same.")
    ] = False,
    dry_run: Annotated[bool, flag("--dry-run", "Check and report; write nothing.")] = False,
    for_git: Annotated[
        bool,
        flag(
            "--git",
            "Merge as a driver of git: BASE OURS THEIRS are three versions of one store, and OURS is "
            "written. Status 1 if records conflict.",
        ),
    ] = False,
) -> Report | int:
    """Join other stores to one. The same claim from two desks is recognised; whatever clashes is reported.

    A claim is the same where claimant, fact, value, stance, status, date and place in the document are; the
    words for it may differ, which is reported; a quote that only one gives is kept. Documents are the same
    by their SHA-256, their address, or outlet, title and date. Status 5 if nothing was written because ids
    clash.

    \b
    Examples:
      talks init ours.json --like shipped
      talks init theirs.json --like shipped
      talks add actor 'Anna Alpha' --kind person --store theirs.json
      talks merge theirs.json --store ours.json --dry-run
      talks merge theirs.json --store ours.json
      talks merge ours.json theirs.json --output all.json.gz
      talks merge theirs.json --store ours.json --on-clash rename
      cp ours.json base.json
      talks merge --git base.json ours.json theirs.json
    """  # noqa: D301
    from talkscli.cli.writing import NOT_WRITTEN, find_target
    from talkscli.desk.mapping import parse_pairs
    from talkscli.desk.merging import POLICIES, merge_stores
    from talkscli.reports.merges import COLUMNS, note_merge, report_merge

    if for_git:
        return merge_for_git(run, others)
    check_request(run, COLUMNS)
    (policy,) = check_choices([on_clash], POLICIES, "--on-clash", "way")
    own = run.shared.store
    stores = [own, *others] if output is not None and own is not None else others
    for path in stores:
        if path == STDIN:
            run.claim_stdin("a store to merge")
    result = run.keep(
        merge_stores(
            output if output is not None else find_target(run, own),
            stores,
            is_new=output is not None,
            equal=parse_pairs(equal or (), "--map", None),
            policy=policy,
            dry_run=dry_run,
            environ=run.environ,
            stdin=run.stdin,
            progress=run.progress(),
        )
    )
    if result.clashes:
        run.status = NOT_WRITTEN
    run.streams.note(note_merge(result))
    return report_merge(result, every=every, limit=run.shared.limit)


def merge_for_git(run: Run, versions: list[str]) -> int:
    """Merge three versions of a store, tell what conflicts, and return the status that git expects."""
    from talkscli.desk.git_merging import merge_versions

    if len(versions) != 3:
        hint = "git config merge.talks.driver 'talks merge --git %O %A %B'"
        raise UsageError("three versions are needed: base, ours, theirs", place="--git", hint=hint)
    if STDIN in versions:
        raise UsageError("standard input is no version", place="--git", hint="name three files")
    result = merge_versions(*versions)
    for text in result.told:
        run.streams.note(f"talks: {text}")
    for text in result.conflicts:
        run.streams.note(f"talks: conflict: {text}")
    return 1 if result.conflicts else 0
