"""`talks export`."""

from typing import Annotated

from talkscli.cli.declaring import argument, choice, flag
from talkscli.cli.options import taking
from talkscli.cli.run import Run
from talkscli.exports.forms import FORMS


@taking("store", "as_of")
def export(
    run: Run,
    destination: Annotated[
        str, argument("DEST", "The file to write; a directory for datapackage and parquet.")
    ],
    form: Annotated[
        str,
        choice(
            "--as",
            "FORM",
            "sqlite: a database, for Datasette, DuckDB, R and others. xlsx: a workbook. ftm: "
            "entities of FollowTheMoney. jsonld: PROV and schema.org. datapackage: CSV with its schema; "
            "packed where DEST ends in .zip. parquet: a file a table.",
            tuple(FORMS),
            "form of an export",
        ),
    ],
    force: Annotated[bool, flag("--force", "Replace what is there.")] = False,
) -> int:
    """Write the whole store in a form that other programs open: claims, verdicts, positions, vocabulary.

    Each vague value is there as it is written, with its earliest and latest day or its least and greatest
    number beside it. docs/exporting.md says more.

    \b
    Examples:
      talks export --as sqlite story.db
      talks export --as xlsx story.xlsx
      talks export --as datapackage story.zip --as-of 2025-07-22
    """  # noqa: D301
    from talkscli.exports.forms import check_export, write_export
    from talkscli.exports.source import Source
    from talkscli.files.identity import hash_store
    from talkscli.files.store_files import list_names
    from talkscli.files.store_paths import find_store

    path = find_store(run.shared.store, run.environ)
    check_export(form, destination, force=force, apart_from=list_names(path))
    identity = hash_store(path)
    progress = run.progress(f"writing {form}")
    try:
        source = Source(run.archive, as_of=run.as_of or "", identity=identity, progress=progress)
        write_export(source, form, destination, force=force)
    finally:
        if progress is not None:
            progress.clear()
    run.streams.note(f"wrote {destination}")
    return 0
