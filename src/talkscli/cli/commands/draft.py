"""`talks draft`."""

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, choice, flag, option
from talkscli.cli.options import taking
from talkscli.cli.run import Run
from talkscli.errors import TalksError, UsageError, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from talkscli.cli.progress import Progress
    from talkscli.drafting.chat_server import ChatServer
    from talkscli.drafting.proposing import Drafted

MOST_NAMED = 5
"""So many speakers who are not known are named."""
LONGEST_TIMEOUT = 86_400
LONGEST_REASON = 300
"""Of a reason for which something is refused, so many characters are shown."""
MOST_KEPT = 10_000
"""So many of them are remembered while documents are drafted."""


@taking("store")
def draft(
    run: Run,
    documents: Annotated[
        list[str],
        argument(
            "DOCUMENT...",
            "Ids of documents whose texts are at hand, or text files; - reads them, one a line.",
            completing("document"),
        ),
    ],
    texts: Annotated[
        str | None, option("--texts", "DIR", "The directory with the documents' texts.", envvar="TALKS_TEXTS")
    ] = None,
    maker: Annotated[
        str,
        choice(
            "--with",
            "MAKER",
            "What drafts them: rules, or llm for a language model.",
            ("rules", "llm"),
            "maker",
        ),
    ] = "rules",
    outlet: Annotated[
        str | None,
        option(
            "--outlet",
            "NAME",
            "Who published a text file that is no document of the store.",
            completing("outlet"),
        ),
    ] = None,
    published: Annotated[str | None, option("--published", "DATE", "When that file was published.")] = None,
    output: Annotated[str | None, option("--output -o", "FILE", "Write the drafts to this file.")] = None,
    refused: Annotated[
        str | None,
        option(
            "--refused", "FILE", "Write what a model proposed and does not hold to this file, with reasons."
        ),
    ] = None,
    timeout: Annotated[
        float, option("--timeout", "SECONDS", "How long one answer of a model may take.")
    ] = 300.0,
    allow_private: Annotated[
        bool, flag("--allow-private", "Ask a server of the own network too, and without TLS.")
    ] = False,
    force: Annotated[bool, flag("--force", "Replace files that are there.")] = False,
) -> int:
    """Propose claims from articles, for a person to judge, as NDJSON: one a line, with the reason.

    Each draft is a claim in the store's own shape with one more key, draft: score, why, missing, text_sha256,
    by. Its quote stands in the text once. A name is taken only where it is sure; who speaks and is not in the
    store is told on standard error, and nothing is drafted of what he says.

    With llm, the texts go to the server that TALKS_LLM_URL names (https, or this machine), to be read by the
    model TALKS_LLM_MODEL, with the key TALKS_LLM_KEY if it wants one. What it proposes is checked as claims
    that are added; what does not hold goes back once, and then into the file of --refused.

    \b
    Examples:
      echo 'Peskov said that round 3 is planned for 24 July.' > article.txt
      talks draft article.txt --outlet NYM --published 2025-07-23
      talks draft article.txt --outlet NYM --published 2025-07-23 -o drafts.ndjson
      export TALKS_LLM_URL=http://127.0.0.1:11434/v1 TALKS_LLM_MODEL=qwen3
      talks draft article.txt --with llm  # a model's server, by the network
    """  # noqa: D301
    from talkscli.cli.output_file import OutputFile
    from talkscli.drafting.proposing import draft_documents

    if force and output is None and refused is None:
        raise UsageError("it is for the file of -o", place="--force", hint="name one with -o FILE")
    server = choose_server(run, maker, timeout, allow_private=allow_private)
    if refused is not None and server is None:
        raise UsageError("it is for what a model proposes", place="--refused", hint="add --with llm")
    if refused is not None and output is not None and os.path.realpath(refused) == os.path.realpath(output):
        raise UsageError("it is the file of -o", place="--refused", hint="name another")
    words = run.expand(documents)
    if server is not None:
        from talkscli.drafting.model_drafter import ModelDrafter

        model = ModelDrafter(run.archive, server)
    drafted = draft_documents(
        run.archive,
        words,
        texts=texts,
        outlet=run.find(outlet, "actor").ids[0] if outlet is not None else None,
        published=_read_day(published),
        model=model if server is not None else None,
    )
    # Drafts that are written to a terminal show by themselves how far it is.
    show = run.progress("drafting") if output is not None or not run.streams.out_is_terminal else None

    writer = _Writer(run, words, show)
    with ExitStack() as stack:
        # What cannot be written is told before anything is drafted, which may take long, or cost money.
        target, rest = (
            stack.enter_context(OutputFile(path, replace=force)) if path is not None else None
            for path in (output, refused)
        )
        writer.write_all(
            drafted,
            run.streams.write if target is None else target.write,
            _forget if rest is None else rest.write,
        )
        if target is None:
            run.streams.flush()
        for file in (target, rest):
            if file is not None:
                file.keep()
    writer.tell(refused)
    return 0


def choose_server(run: Run, maker: str, timeout: float, *, allow_private: bool) -> "ChatServer | None":
    """Return the server that is to draft, or None where the rules do.

    Raises:
        UsageError: the environment names none, or the time is none.
    """
    from talkscli.drafting.proposing import MODEL

    if maker != MODEL:
        return None
    from talkscli.drafting.chat_server import read_server

    if not 0 < timeout <= LONGEST_TIMEOUT:
        problem = f"{timeout:g} is not between 0 and {LONGEST_TIMEOUT}"
        raise UsageError(problem, place="--timeout", hint="give a number of seconds")
    return read_server(run.environ, allow_private=allow_private, seconds=timeout)


class _Writer:
    """Writes drafts while they are made, and tells at the end what came of the documents."""

    def __init__(self, run: Run, words: list[str], show: "Progress | None") -> None:
        self._run = run
        self._words = words
        self._show = show
        self._first: TalksError | None = None
        self._unknown = _Unknown()
        self._refused = _Refused()
        self._count = 0

    def write_all(
        self,
        drafted: "Iterable[Drafted]",
        send: "Callable[[bytes], object]",
        keep_refused: "Callable[[bytes], object]",
    ) -> None:
        """Write the drafts of all documents."""
        from talkscli.drafting.draft_file import write_draft

        number = 0
        for number, made in enumerate(drafted, 1):
            for proposal in made.proposals:
                send((write_draft(proposal) + "\n").encode())
            self._count += len(made.proposals)
            if self._show is not None:
                self._show(number, len(self._words))
            if made.error is not None:
                # The first is told at the end, with its status; the others here.
                if self._first is not None:
                    if self._show is not None:
                        self._show.clear()
                    self._run.streams.note(f"talks: {made.error.place or made.word}: {made.error.message}")
                self._first = self._first or made.error
            self._unknown.add(made)
            self._refused.add(made, keep_refused)
        if self._show is not None:
            self._show.clear()
        if left := len(self._words) - number:
            self._run.streams.note(f"{_count_documents(left)} more not tried")

    def tell(self, refused: str | None) -> None:
        """Tell what was not drafted, and how much was.

        Raises:
            TalksError: what is wrong with the first document that could not be drafted.
        """
        self._refused.tell(self._run, refused)
        self._unknown.tell(self._run)
        if self._first is not None:
            raise self._first
        drafts = f"{self._count:,} {'draft' if self._count == 1 else 'drafts'}"
        self._run.streams.note(f"{drafts} of {_count_documents(len(self._words))}")


def _forget(data: bytes) -> None:
    """Keep nothing."""


def _read_day(text: str | None) -> str | None:
    if text is None:
        return None
    from talkscli.desk.written_values import read_date

    return read_date(text, "--published", [])


def _count_documents(count: int) -> str:
    return f"{count:,} {'document' if count == 1 else 'documents'}"


class _Unknown:
    """The speakers who are not known, over all documents: how often each, and where first."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, str]] = {}

    def add(self, made: "Drafted") -> None:
        """Take in those of one document."""
        for number, words in made.unknown:
            name = " ".join(words.split())
            count, place = self._found.get(name, (0, f"{made.word}, paragraph {number}"))
            if count or len(self._found) < MOST_KEPT:
                self._found[name] = count + 1, place

    def tell(self, run: Run) -> None:
        """Name the most frequent of them, and say how many more there are."""
        if not self._found:
            return
        order = sorted(self._found.items(), key=lambda one: -one[1][0])
        shown = [
            f"{cut(name)} ({f'{count:,} times, first ' if count > 1 else ''}{place})"
            for name, (count, place) in order[:MOST_NAMED]
        ]
        more = f" and {len(order) - MOST_NAMED:,} more" if len(order) > MOST_NAMED else ""
        words = f"not drafted, since who speaks is not known: {'; '.join(shown)}{more}"
        run.streams.note(f"{words}; talks add actor NAME adds one")


class _Refused:
    """What a model proposed and does not hold, over all documents: the first few, and how many."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._count = 0

    def add(self, made: "Drafted", keep: "Callable[[bytes], object]") -> None:
        """Take in what was refused of one document."""
        if not made.refused:
            return
        from talkscli.drafting.model_drafter import write_refused

        for line in write_refused(made.refused):
            keep(line)
        for one in made.refused[: MOST_NAMED - len(self._first)]:
            claim = one.claim if isinstance(one.claim, dict) else {}
            paragraph = claim.get("paragraph")
            place = f", paragraph {paragraph}" if isinstance(paragraph, int) else ""
            reason = (
                one.reason if len(one.reason) <= LONGEST_REASON else one.reason[: LONGEST_REASON - 1] + "…"
            )
            self._first.append(f"refused: {one.document}{place}: {reason}")
        self._count += len(made.refused)

    def tell(self, run: Run, kept: str | None) -> None:
        """Tell the first of them, and where all are."""
        for line in self._first:
            run.streams.note(" ".join(line.split()))
        if self._count > len(self._first):
            where = f"in {kept}" if kept is not None else "which --refused FILE writes down"
            run.streams.note(f"and {self._count - len(self._first):,} more refused, {where}")
