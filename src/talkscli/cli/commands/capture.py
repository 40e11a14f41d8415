"""`talks capture`."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, flag, option
from talkscli.cli.options import check_request, writing
from talkscli.cli.run import STDIN, Run
from talkscli.cli.writing import WAIT, DryRun, Wait
from talkscli.errors import UsageError
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from talkscli.articles.article import Article
    from talkscli.articles.capturing import Captured
    from talkscli.articles.outlets import UnknownOutletError
    from talkscli.cli.prompts import Prompter

_SINGLE = ("title", "author", "published", "url")
"""What can be said of one article only."""


@writing
def capture(
    run: Run,
    sources: Annotated[
        list[str], argument("FILE|URL...", "Articles: HTML, PDF, Markdown or text; - is standard input.")
    ],
    texts: Annotated[
        str | None,
        option(
            "--texts",
            "DIR",
            "The directory of the documents' texts; it is made where there is none.",
            envvar="TALKS_TEXTS",
        ),
    ] = None,
    outlet: Annotated[
        str | None, option("--outlet", "NAME", "Whose articles they are.", completing("outlet"))
    ] = None,
    create: Annotated[bool, flag("--create", "Add the outlet where the store does not have it.")] = False,
    title: Annotated[str | None, option("--title", "TEXT", "The headline.")] = None,
    author: Annotated[str | None, option("--author", "NAME", "Who signed it.")] = None,
    published: Annotated[str | None, option("--published", "DATE", "When it was published.")] = None,
    language: Annotated[str | None, option("--language", "TAG", "Its language: en, uk, pt-BR.")] = None,
    url: Annotated[
        str | None, option("--url", "URL", "Where a file was found, or its archived copy.")
    ] = None,
    encoding: Annotated[
        str | None, option("--encoding", "NAME", "How characters are written: cp1251.")
    ] = None,
    allow_private: Annotated[
        bool, flag("--allow-private", "Fetch from this machine and the own network too.")
    ] = False,
    timeout: Annotated[float, option("--timeout", "SECONDS", "How long one page may take.")] = 30.0,
    dry_run: DryRun = False,
    wait: Wait = WAIT,
) -> Report:
    """Take articles in: each becomes a document of the store, and its text a file with one paragraph a line.

    A page's title, author, date, language and outlet are taken where it says them; what it does not say is
    left out and told. An outlet is found by its url, name or alias; one that the store lacks is asked for on
    a terminal and refused elsewhere. What was captured before is known again; another text under the same
    address becomes a document that follows the earlier one.

    \b
    Examples:
      talks init ferry.json
      export TALKS_STORE=ferry.json TALKS_TEXTS=articles
      printf 'Ferry sinks\\n\\nOf the ferry 40 people were saved.\\n' > ferry.txt
      talks capture ferry.txt --outlet Gazette --create --published '2 March 2026'
      talks capture https://gazette.example/ferry --create  # needs a network
      talks capture --url https://gazette.example/2 --outlet Gazette - < ferry.txt
    """  # noqa: D301
    from talkscli.articles.capturing import REFUSED, Wishes, capture_articles
    from talkscli.articles.outlets import OutletFinder
    from talkscli.cli.main import find_status, tell
    from talkscli.cli.prompts import Prompter
    from talkscli.cli.writing import find_target
    from talkscli.desk.written_values import read_date
    from talkscli.reports.captures import COLUMNS, list_remarks, report_captures
    from talkscli.reports.outcomes import list_notes

    check_request(run, COLUMNS)
    stated = {"title": title, "author": author, "published": published, "url": url}
    if len(sources) > 1 and (given := [name for name in _SINGLE if stated[name]]):
        raise UsageError(
            "says something of one article, and several are named",
            place=f"--{given[0]}",
            hint="capture them one by one",
        )
    if timeout <= 0:
        raise UsageError(f"{timeout:g} is not above zero", place="--timeout", hint="give a number of seconds")
    remarks: list[str] = []
    if published:
        stated["published"] = read_date(published, "--published", remarks)
    for remark in remarks:
        run.streams.note(remark)
    path = find_target(run, run.shared.store, wait)
    if not texts:
        raise UsageError(
            "no directory for the articles' texts is named",
            hint="--texts texts makes one of that name here; so does TALKS_TEXTS=texts",
        )
    wishes = Wishes(
        stated={
            **{name: value for name, value in stated.items() if value},
            "language": check_language(language),
        },
        encoding=encoding,
        allow_private=allow_private,
        seconds=timeout,
        stdin=run.open_stdin("the article") if STDIN in sources else None,
    )
    prompter = Prompter(run)
    can_ask = prompter.can_ask and STDIN not in sources
    found: list[Captured] = []
    for batch, outcome in capture_articles(
        path,
        list(dict.fromkeys(sources)),
        texts,
        today=date.today().isoformat(),  # noqa: DTZ011 - the reader's own day
        outlets=OutletFinder(named=outlet, create=create),
        wishes=wishes,
        ask=(lambda error: ask_outlet(prompter, error)) if can_ask else None,
        ask_day=(lambda article: ask_day(prompter, article)) if can_ask else None,
        dry_run=dry_run,
        wait=wait,
        environ=run.environ,
        progress=run.progress("capturing") if len(sources) > 1 else None,
    ):
        found += batch
        for captured in batch:
            if captured.error is not None:
                if len(sources) == 1:
                    raise captured.error
                run.status = run.status or find_status(captured.error)
                run.streams.note(tell(captured.error))
            for remark in list_remarks(captured):
                run.streams.note(remark)
        if any(captured.state != REFUSED for captured in batch):
            for note in list_notes(outcome):
                run.streams.note(note)
        outcome.close()
    return report_captures(found)


def check_language(text: str | None) -> str:
    """Return the tag of a language as BCP 47 writes it.

    Raises:
        UsageError: it is none.
    """
    if text is None:
        return ""
    from talkscli.articles.article import read_language

    tag = read_language([text])
    if not tag:
        raise UsageError(
            f"{text!r} is not the tag of a language", place="--language", hint="such as en, uk, pt-BR"
        )
    return tag


def ask_outlet(prompter: "Prompter", error: "UnknownOutletError") -> str | None:
    """Ask whose article it is: a name of the store or a new one; ENTER adds what the page calls itself."""
    note = prompter.run.streams.note
    note(f"{error.place}: {error.message}")
    proposed = f"{error.name} ({error.url})" if error.url else error.name
    if error.name and prompter.confirm(f"  Add the outlet {proposed}?", default=False):
        return ""
    question = "  Whose article is it? (a name; empty leaves the article out)"
    if error.byline:
        question = "  Whose article is it? (a name; - leaves the article out)"
    answer = prompter.ask(question, str, default=error.byline)
    if error.byline and answer.lower() in {"y", "yes"}:
        return error.byline
    return None if answer in {"", "-"} else answer


def ask_day(prompter: "Prompter", article: "Article") -> str:
    """Ask when an article was published that does not say it."""
    from talkscli.desk.written_values import read_date

    def read(answer: str) -> str:
        return read_date(answer, "", []) if answer else ""

    prompter.run.streams.note(f"{article.name}: nothing says when it was published")
    return prompter.ask("  When was it published? (may be empty)", read)
