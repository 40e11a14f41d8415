"""`talks report`."""

from typing import Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import choice, flag, option
from talkscli.cli.options import taking
from talkscli.cli.run import STDIN, Run


@taking("store", "as_of")
def report(
    run: Run,
    about: Annotated[
        list[str] | None,
        option(
            "--about",
            "NAME",
            "Only what is about this event, actor or place, by any spelling.",
            completing("event", "actor", "place"),
        ),
    ] = None,
    conflicts: Annotated[
        bool, flag("--conflicts", "Only what is disputed, not the facts that are not.")
    ] = False,
    output: Annotated[
        str | None, option("-o --output", "FILE", "The file to write; without it, standard output.")
    ] = None,
    force: Annotated[bool, flag("--force", "Replace the file if there is one.")] = False,
    form: Annotated[
        str | None,
        choice(
            "--format",
            "FORMAT",
            "html: one file that loads nothing and runs no script. markdown: the same as text, for a "
            "CMS or pandoc. Without it, what FILE ends in says; a terminal gets markdown.",
            ("html", "markdown"),
            "format of a report",
        ),
    ] = None,
) -> int:
    """Make a page to hand on: what is disputed, drawn, with sources and quotations, for screen and paper.

    \b
    Examples:
      talks report -o story.html
      talks report --about 'third round' --conflicts -o round-3.html
      talks report --as-of 2025-07-22 -o then.html
      talks report --format markdown > story.md
    """  # noqa: D301
    from talkscli.files.identity import hash_store
    from talkscli.files.store_files import list_names
    from talkscli.files.store_paths import find_store
    from talkscli.files.targets import check_target, write_target
    from talkscli.pages.content import collect_page
    from talkscli.pages.writing import check_libraries, write_page

    form = choose_form(run, form, output)
    check_libraries()
    path = find_store(run.shared.store, run.environ)
    to_file = output is not None and output != STDIN
    if to_file:
        check_target(output or "", force=force, apart_from=list_names(path))
    identity = hash_store(path)
    ids = run.find_ids(about, "event", "actor", "place")
    names = [run.archive.entity(kind, one) for one in ids for kind in ("event", "actor", "place")]
    page = collect_page(
        run.archive,
        about=ids,
        about_name=", ".join(one["name"] for one in names if one),
        conflicts_only=conflicts,
        as_of=run.as_of or "",
        identity=identity,
    )
    text = write_page(page, form)
    if not to_file:
        (run.streams.show if form == "markdown" else run.streams.write)(text)
        return 0
    assert output is not None
    with write_target(output, force=force) as temporary, open(temporary, "xb") as file:  # noqa: PTH123
        file.write(text.encode())
    run.streams.note(f"wrote {output}")
    return 0


def choose_form(run: Run, form: str | None, output: str | None) -> str:
    """Return the form asked for, or the one that suits where it goes."""
    from talkscli.pages.writing import HTML, MARKDOWN

    if form is not None:
        return form
    if output is not None and output != STDIN:
        return MARKDOWN if output.lower().endswith((".md", ".markdown")) else HTML
    return MARKDOWN if run.streams.out_is_terminal else HTML
