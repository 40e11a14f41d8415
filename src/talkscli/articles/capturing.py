"""Articles taken into a store: each becomes a document, with its text as a file beside the others."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from talkscli.articles.article import Article, clean_line, read_language
from talkscli.articles.fetching import LARGEST, SECONDS
from talkscli.articles.known import KnownDocuments
from talkscli.articles.outlets import OutletFinder, UnknownOutletError
from talkscli.articles.pages import read_page
from talkscli.articles.papers import read_paper
from talkscli.articles.plain_texts import read_text
from talkscli.articles.sources import HTML, PDF, gather, state_address
from talkscli.articles.text_files import TextFiles
from talkscli.desk.changes import Changes
from talkscli.desk.resolver import Resolver
from talkscli.desk.store_view import open_view
from talkscli.desk.transaction import WAIT, change_store
from talkscli.errors import TalksError

if TYPE_CHECKING:
    from talkscli.claims import Document
    from talkscli.desk.changes import Outcome
    from talkscli.desk.store_view import StoreView

CAPTURED = "captured"
COMPLETED = "completed"
VERSION = "version"
ALREADY = "already"
REFUSED = "refused"
STATES = (CAPTURED, COMPLETED, VERSION, ALREADY, REFUSED)
"""A new document; one that had no text yet; a later version of one; nothing new; not taken."""

AT_ONCE = 20
"""So many articles are fetched before they are written together: an interrupt loses no more."""

Ask = Callable[[UnknownOutletError], str | None]
"""Asks whose article it is: a name, nothing for the outlet proposed, None to leave the article out."""

AskDay = Callable[[Article], str]
"""Asks when an article was published that does not say it: a date (EDTF), or nothing."""


@dataclass(slots=True)
class Captured:
    """What became of one article."""

    name: str
    """What was given: a path or an address."""
    state: str = REFUSED
    article: Article | None = None
    document: "Document | None" = None
    """The document in the store; None where the article was refused."""
    error: TalksError | None = None
    """Why it was refused."""
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Wishes:
    """What somebody says of the articles, and how they are to be had."""

    stated: Mapping[str, str | None] = field(default_factory=dict)
    """`title`, `author`, `published`, `language`, `url`: what it does not say, or says wrongly."""
    encoding: str | None = None
    allow_private: bool = False
    seconds: float = SECONDS
    largest: int = LARGEST
    stdin: BinaryIO | None = None


def capture_articles(
    path: str,
    names: Sequence[str],
    texts: str,
    *,
    today: str,
    outlets: OutletFinder | None = None,
    wishes: Wishes | None = None,
    ask: Ask | None = None,
    ask_day: AskDay | None = None,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    progress: Callable[[int, int], None] | None = None,
) -> "Iterator[tuple[list[Captured], Outcome]]":
    """Take articles in; they are fetched without the store's lock, and written some at a time.

    Args:
        path: The store.
        names: Paths, addresses of http or https, or `-` for standard input.
        texts: The directory of the documents' texts; it is made where there is none.
        today: The day on which the texts are taken (ISO).
        outlets: How outlets are found; those that are not known are refused, if nobody says otherwise.
        wishes: What somebody says of the articles, and how they are to be had.
        ask: Asks whose article it is.
        ask_day: Asks when an article was published.
        dry_run: Whether to read and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        progress: Told how many of how many are done.

    Yields:
        What became of some of the articles, in their order, and of the store.

    Raises:
        UsageError: the directory cannot be made.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: the store or a text could not be written; both are unchanged.
    """
    outlets = outlets or OutletFinder()
    wishes = wishes or Wishes()
    done = 0
    for start in range(0, len(names), AT_ONCE):
        found: list[Captured] = []
        for name in names[start : start + AT_ONCE]:
            found.append(read_article(name, wishes, today))
            done += 1
            if progress is not None:
                progress(done, len(names))
        with open_view(path, environ=environ) as view:
            _settle_outlets(view, found, outlets, ask)
            if ask_day is not None:
                _settle_days(view, found, ask_day)
        files = TextFiles(texts, dry_run=dry_run)

        def change(view: "StoreView", found: list[Captured] = found, files: TextFiles = files) -> Changes:
            return _plan(view, found, outlets, files, today)

        before = _mark(path)
        try:
            outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
        except BaseException:
            # What fails after the store was written (its index, an interrupt) leaves the texts that it names.
            if _mark(path) == before:
                files.undo()
            raise
        yield found, outcome


def _mark(path: str) -> tuple[int, ...]:
    state = os.stat(path)  # noqa: PTH116
    return state.st_ino, state.st_size, state.st_mtime_ns


def read_article(name: str, wishes: Wishes, today: str) -> Captured:
    """Fetch or read one article, and lay over it what somebody says of it."""
    captured = Captured(name)
    try:
        material = gather(
            name,
            stdin=wishes.stdin,
            allow_private=wishes.allow_private,
            seconds=wishes.seconds,
            largest=wishes.largest,
        )
        if url := wishes.stated.get("url"):
            state_address(material, url)
        if material.form == HTML:
            article = read_page(material, today, wishes.encoding)
        else:
            article = read_paper(material) if material.form == PDF else read_text(material, wishes.encoding)
            article.url, article.archived = material.url, material.archived
            article.language = article.language or read_language([material.language])
        for field in ("title", "author", "published"):
            if stated := wishes.stated.get(field):
                setattr(article, field, clean_line(stated))
        if stated := wishes.stated.get("language"):
            article.language = stated
        article.settle_title()
        captured.article = article
    except TalksError as error:
        error.place = error.place or name
        captured.error = error
    return captured


def _settle_outlets(view: "StoreView", found: list[Captured], outlets: OutletFinder, ask: Ask | None) -> None:
    """Find out of each article whose it is, and ask where that is not known: before the store is locked."""
    resolver = Resolver(view.archive)
    actors = list(view.records("actor").values())
    for captured in found:
        if captured.article is None:
            continue
        while True:
            try:
                outlets.find(captured.article, resolver, actors)
            except UnknownOutletError as error:
                answer = ask(error) if ask is not None else None
                if answer is None:
                    captured.error = error
                    break
                outlets.chosen[error.key] = answer
            except TalksError as error:
                error.place = error.place or captured.name
                captured.error = error
                break
            else:
                break


def _settle_days(view: "StoreView", found: list[Captured], ask_day: AskDay) -> None:
    """Ask when the articles were published that do not say it, and that are not in the store as they are."""
    known = {getattr(one, "sha256", None) for one in view.records("document").values()}
    for captured in found:
        article = captured.article
        if article is None or captured.error is not None or article.published:
            continue
        if hashlib.sha256(article.content).hexdigest() not in known:
            article.published = ask_day(article)


def _plan(
    view: "StoreView", found: list[Captured], outlets: OutletFinder, files: TextFiles, today: str
) -> Changes:
    """Plan what comes into the store; the texts are written on the way."""
    resolver = Resolver(view.archive)
    actors = list(view.records("actor").values())
    known = KnownDocuments(view.records("document").values())
    files.taken.update(known.files)
    replaced: dict[str, Document] = {}
    already: list[str] = []
    for captured in found:
        article = captured.article
        if article is None or captured.error is not None:
            continue
        outlet = outlets.find(article, resolver, actors)
        sha256 = hashlib.sha256(article.content).hexdigest()
        same, same_address = known.find(article.url, outlet, sha256)
        captured.remarks = list(article.remarks)
        if same is not None:
            captured.state, captured.document = ALREADY, same
            already.append(same.id)
            if same.file and files.restore(same.file, article.content):
                captured.remarks.append(f"its text was not there, and is again: {same.file}")
            continue
        fields = _describe(article, today)
        if same_address is not None and same_address.sha256 is None and same_address.file is None:
            captured.state = COMPLETED
            one = same_address.id
            file = files.write(one, article.content)
            kept = {name: value for name, value in fields.items() if not getattr(same_address, name)}
            update = {**kept, "retrieved": today, "file": file, "sha256": sha256}
            captured.document = replaced[one] = same_address.model_copy(update=update)
            known.add(captured.document)
            continue
        if same_address is not None:
            fields["follows"] = same_address.id
        if not article.published:
            captured.remarks.append("nothing says when it was published; --published does")
        if not article.language:
            captured.remarks.append("nothing says in which language it is; --language does")
        one = resolver.make("document", {"outlet": outlet, **fields})
        # The record comes in again with the file: its name is made of the id.
        record: Any = resolver.coming["document", one]
        file = files.write(one, article.content)
        resolver.coming["document", one] = captured.document = record.model_copy(
            update={"file": file, "sha256": sha256}
        )
        captured.state = VERSION if same_address is not None else CAPTURED
        known.add(captured.document)
    return Changes(resolver.coming.values(), replaced=replaced.values(), already=already)


def _describe(article: Article, today: str) -> dict[str, str]:
    fields = {
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "url": article.url,
        "author": article.author,
        "retrieved": today,
        "archived": article.archived,
    }
    return {name: value for name, value in fields.items() if value}
