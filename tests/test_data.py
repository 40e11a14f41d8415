"""The shipped store: its form, its anchors in the texts, and what it must show of the third round's date."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from talkscli.claims import Store
from talkscli.conflicts.verdict import AGREEMENT, CONTRADICTION, IMPRECISE, OVERLAP, SINGLE
from talkscli.index.check import check_store
from talkscli.queries.archive import Archive
from talkscli.queries.opening import open_archive
from talkscli.values.finding import CONTRADICTS, OVERLAPS, REFINES, SAME

CHECKOUT = Path(__file__).resolve().parents[1]
FACTS = CHECKOUT / "data" / "facts.json"
ACCOUNT = CHECKOUT / "docs" / "data.md"
TEXTS = Path(os.environ.get("TALKS_SEEDS") or CHECKOUT.parent / "shared" / "seeds")
MOST_WORDS = 12
"""Of an anchor."""

LONGEST_RUN = 10
"""A title of office alone has as many words."""

FIXED = {
    "events": ["round-1", "round-2", "round-3", "istanbul-2022", "leaders-summit"],
    "actors": [
        *("umerov", "medinsky", "zelenskyy", "putin", "peskov", "erdogan", "fidan", "sybiha", "tykhyi"),
        *("skrypchenko", "barrot", "trump", "tass", "ria", "anadolu", "independent-turkce"),
        *("unn", "nym", "caliber", "eunews"),
    ],
    "properties": [
        *("date", "announced", "proposed", "venue", "duration", "ukraine-head", "russia-head", "agenda"),
        *("outcome", "prisoners-each-side", "bodies-each-side", "memoranda-exchanged"),
        *("role", "demand"),
    ],
}
"""The ids that other programs rely on."""

WEEK = "[2025-07-21..2025-07-27]"
WEDNESDAY = "2025-07-23"
WEDNESDAY_THURSDAY = "2025-07-23/2025-07-24"
THURSDAY_FRIDAY = "2025-07-24/2025-07-25"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.model_validate_json(FACTS.read_bytes())


@pytest.fixture(scope="module")
def texts(store: Store) -> dict[str, list[str]]:
    """Return the non-empty lines of each document."""
    found: dict[str, list[str]] = {}
    for document in store.documents:
        path = TEXTS / (document.file or "")
        if not path.is_file():
            pytest.skip("the documents' texts are not here; TALKS_SEEDS names their directory")
        found[document.id] = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
    return found


@pytest.fixture
def archive() -> Iterator[Archive]:
    opened = open_archive(str(FACTS))
    yield opened
    opened.close()


def refer(store: Store) -> Iterator[tuple[str, str]]:
    """Yield every id that a claim refers to, with the claim's id."""
    types = {prop.id: prop.type for prop in store.properties}
    for claim in store.claims:
        what, source = claim.what, claim.source
        yield from ((claim.id, one) for one in (claim.who, what.about, what.property, source.document))
        yield from ((claim.id, one) for one in (*what.mentions, *source.via))
        if what.value and types[what.property] in {"terms", "place", "actor"}:
            values = [what.value] if isinstance(what.value, str) else what.value
            yield from ((claim.id, one) for one in values)
        if claim.revises:
            yield claim.id, claim.revises


def fold(text: str) -> str:
    """Return the words alone, in lower case."""
    return " ".join(re.findall(r"[\w'’]+", text.casefold()))


def list_ids(store: Store) -> list[str]:
    sections = (store.actors, store.places, store.events, store.properties, store.terms, store.documents)
    return [record.id for section in (*sections, store.claims) for record in section]


def test_the_shipped_store_has_no_faults() -> None:
    assert list(check_store(str(FACTS))) == []


def test_every_id_that_a_claim_refers_to_exists(store: Store) -> None:
    known = set(list_ids(store))
    assert [(claim, one) for claim, one in refer(store) if one not in known] == []


def test_no_actor_place_event_property_or_term_is_there_for_nothing(store: Store) -> None:
    used = {one for _, one in refer(store)}
    used |= {place.within for place in store.places if place.within}
    used |= {actor.side for actor in store.actors if actor.side}
    used |= {term.broader for term in store.terms if term.broader}
    used |= {document.outlet for document in store.documents}
    claims = {claim.id for claim in store.claims}
    assert [one for one in list_ids(store) if one not in used and one not in claims] == []


def test_each_record_stands_on_a_line_of_its_own() -> None:
    sections = [value for value in json.loads(FACTS.read_bytes()).values() if isinstance(value, list)]
    lines = [line.strip().rstrip(",") for line in FACTS.read_text("utf-8").splitlines()]
    records = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]
    assert records == [record for section in sections for record in section]


@pytest.mark.parametrize(("section", "ids"), FIXED.items(), ids=str)
def test_the_fixed_ids_exist(store: Store, section: str, ids: list[str]) -> None:
    assert set(ids) <= {record.id for record in getattr(store, section)}


def test_a_paraphrase_is_one_sentence_that_does_not_depend_on_the_day_of_its_reader(store: Store) -> None:
    relative = re.compile(r"\b(today|tomorrow|yesterday|tonight|last night)\b", re.IGNORECASE)
    weeks = re.compile(r"\b(this|next|last) week\b(?! \(\d)")
    wrong = [
        claim.id
        for claim in store.claims
        if not claim.what.text.endswith((".", ".)"))
        or relative.search(claim.what.text)
        or weeks.search(claim.what.text)
    ]
    assert wrong == []


def test_no_paraphrase_copies_a_long_run_of_its_paragraph(store: Store, texts: dict[str, list[str]]) -> None:
    copied = []
    for claim in store.claims:
        line = f" {fold(texts[claim.source.document][(claim.source.paragraph or 1) - 1])} "
        words = fold(claim.what.text).split()
        runs = (" ".join(words[i : i + LONGEST_RUN + 1]) for i in range(len(words) - LONGEST_RUN))
        copied += [(claim.id, run) for run in runs if f" {run} " in line]
    assert copied == []


def test_each_anchor_stands_once_in_its_paragraph_and_is_short(
    store: Store, texts: dict[str, list[str]]
) -> None:
    wrong: list[tuple[str, Any]] = []
    for claim in store.claims:
        lines, source = texts[claim.source.document], claim.source
        if source.paragraph is None or source.quote is None or source.paragraph > len(lines):
            wrong.append((claim.id, "no such place"))
        elif (times := lines[source.paragraph - 1].count(source.quote)) != 1:
            wrong.append((claim.id, times))
        elif len(source.quote.split()) > MOST_WORDS:
            wrong.append((claim.id, "too long"))
    assert wrong == []


def test_each_text_is_the_one_that_was_read(store: Store, texts: dict[str, list[str]]) -> None:
    assert set(texts) == {document.id for document in store.documents}
    hashes = {
        document.id: hashlib.sha256((TEXTS / (document.file or "")).read_bytes()).hexdigest()
        for document in store.documents
    }
    assert hashes == {document.id: document.sha256 for document in store.documents}


def test_each_line_without_a_claim_is_accounted_for(store: Store, texts: dict[str, list[str]]) -> None:
    read = {(claim.source.document, claim.source.paragraph) for claim in store.claims}
    bare = {
        (document, number)
        for document, lines in texts.items()
        for number in range(1, len(lines) + 1)
        if (document, number) not in read
    }
    told = set()
    names = {"NYM": "nym-2025-07-23", "Caliber.Az": "caliber-2025-07", "UNN": "unn-2025-07-23"}
    names["Eunews"] = "eunews-2025-07-22"
    part = ACCOUNT.read_text("utf-8").split("## What was left out")[1].split("\n## ")[0]
    for name, numbers in re.findall(r"^\| (\S+) \| ([\d, –]+) \|", part, re.MULTILINE):
        for span in numbers.split(","):
            first, _, last = span.strip().partition("–")
            told |= {(names[name], number) for number in range(int(first), int(last or first) + 1)}
    assert told == bare


def test_the_counts_in_the_account_are_those_of_the_store(store: Store) -> None:
    account = ACCOUNT.read_text("utf-8")
    facts = {(claim.what.about, claim.what.property) for claim in store.claims}
    assert re.findall(r"holds (\d+) claims on (\d+) facts", account) == [
        (str(len(store.claims)), str(len(facts)))
    ]
    undated = sum(claim.when is None for claim in store.claims)
    assert re.findall(r"does not tell when a thing was said \((\d+) claims\)", account) == [str(undated)]
    per_document = {
        document: int(count)
        for document, count in re.findall(r"^\| `([a-z0-9-]+)` \|.*\| (\d+) \|$", account, re.MULTILINE)
    }
    assert per_document == Counter(claim.source.document for claim in store.claims)


def test_the_account_gives_each_document_the_date_that_the_store_gives(store: Store) -> None:
    account = ACCOUNT.read_text("utf-8")
    told = dict(re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \| `([^`]+)` \|", account, re.MULTILINE))
    assert told == {document.id: document.published for document in store.documents}


def test_each_origin_of_the_third_rounds_date_stands_in_its_place(archive: Archive) -> None:
    judgement = archive.judge("round-3.date")
    assert judgement.verdict == CONTRADICTION
    places = {position.value.text: set(position.whos) for position in judgement.positions}
    assert set(places) == {WEEK, WEDNESDAY, WEDNESDAY_THURSDAY, THURSDAY_FRIDAY}
    assert places[THURSDAY_FRIDAY] == {"ria"}
    assert places[WEDNESDAY_THURSDAY] == {"independent-turkce"}
    assert {"tass", "zelenskyy", "umerov", "peskov"} <= places[WEDNESDAY]
    assert {"fidan", "peskov"} <= places[WEEK]
    assert {(account.who, account.only) for position in judgement.positions for account in position.accounts
            if account.only} == {("tass", True)}  # fmt: skip


def test_many_reports_of_zelenskyy_are_one_origin(archive: Archive) -> None:
    judgement = archive.judge("round-3.date")
    [wednesday] = [position for position in judgement.positions if position.value.text == WEDNESDAY]
    his = [account for account in wednesday.accounts if account.who == "zelenskyy"]
    assert {account.document for account in his} == {"nym-2025-07-23", "unn-2025-07-23", "eunews-2025-07-22"}
    assert wednesday.origins == (len(set(wednesday.whos)), len(set(wednesday.whos)))
    assert len(wednesday.accounts) - len(his) == wednesday.origins[0] - 1


def test_the_dates_of_the_third_round_stand_to_each_other_as_their_words_do(archive: Archive) -> None:
    found = {
        frozenset((pair.left.value.text, pair.right.value.text)): (pair.finding.relation, pair.finding.cause)
        for pair in archive.judge("round-3.date").findings
    }
    assert found == {
        frozenset((WEDNESDAY, THURSDAY_FRIDAY)): (CONTRADICTS, "none"),
        frozenset((WEDNESDAY, WEDNESDAY_THURSDAY)): (CONTRADICTS, "exclusive"),
        frozenset((WEDNESDAY_THURSDAY, THURSDAY_FRIDAY)): (OVERLAPS, "extent"),
        frozenset((WEEK, WEDNESDAY)): (REFINES, "precision"),
        frozenset((WEEK, WEDNESDAY_THURSDAY)): (REFINES, "precision"),
        frozenset((WEEK, THURSDAY_FRIDAY)): (REFINES, "precision"),
    }


def test_silence_about_the_date_is_kept_and_contradicts_nothing(archive: Archive) -> None:
    judgement = archive.judge("round-3.date")
    assert {account.who for account in judgement.withheld} == {"russia", "ukraine", "peskov"}


def test_peskovs_later_date_replaces_his_earlier_one(archive: Archive) -> None:
    [(earlier, later)] = archive.judge("round-3.date").history
    assert (earlier.who, earlier.id, later.id) == ("peskov", "r3-date-peskov-nym", "r3-date-peskov-nym-later")


CAREFUL = {
    "round-3.date": (CONTRADICTION, "none"),
    "istanbul-2025.one-venue": (CONTRADICTION, "none"),
    "umerov.role": (CONTRADICTION, "none"),
    "leaders-summit.before-substance": (CONTRADICTION, "none"),
    "putin.summit-readiness": (CONTRADICTION, "none"),
    "istanbul-2025.ceasefire-first": (CONTRADICTION, "none"),
    "ukraine.free-to-ally": (CONTRADICTION, "none"),
    "istanbul-2025.progress-humanitarian": (CONTRADICTION, "none"),
    "bodies-return.agreed-in": (CONTRADICTION, "none"),
    "round-3-proposal.announced": (CONTRADICTION, "none"),
    "four-regions-annexation.date": (OVERLAP, "plan-and-outcome"),
    "round-3.expectation": (OVERLAP, "wording"),
    "leaders-summit.obstacle": (IMPRECISE, "coverage"),
    "leaders-summit.proposed-by": (IMPRECISE, "coverage"),
    "istanbul-2025.obstacle": (IMPRECISE, "coverage"),
    "istanbul-2025.pause-before": (IMPRECISE, "precision"),
    "round-3-announcement.time-of-day": (IMPRECISE, "precision"),
    "unconditional-ceasefire.accepted-by": (AGREEMENT, None),
    "istanbul-2025.far-apart": (AGREEMENT, None),
    "istanbul-2025.progress-ceasefire": (AGREEMENT, None),
    "istanbul-2025.progress-other": (AGREEMENT, None),
    "round-2.progress": (SINGLE, None),
    "zelenskyy-x-post.date": (SINGLE, None),
}
"""What a careful reader calls the facts on which the articles differ, and some on which they seem to."""


@pytest.mark.parametrize(("fact", "called"), CAREFUL.items(), ids=CAREFUL)
def test_a_fact_is_called_what_a_careful_reader_calls_it(
    archive: Archive, fact: str, called: tuple[str, str | None]
) -> None:
    judgement = archive.judge(fact)
    cause = judgement.worst.cause if called[1] and judgement.worst else None
    assert (judgement.verdict, cause) == called


def test_nothing_else_is_a_contradiction_or_an_overlap(archive: Archive) -> None:
    found = {fact.key for fact in archive.facts(verdicts=(CONTRADICTION, OVERLAP))}
    assert found == {fact for fact, (verdict, _) in CAREFUL.items() if verdict in {CONTRADICTION, OVERLAP}}


def test_nobody_contradicts_himself(archive: Archive) -> None:
    found = [fact.key for fact in archive.facts() if archive.judge(fact.key).self_contradictions]
    assert found == []


def test_the_account_calls_each_fact_what_the_program_calls_it(archive: Archive) -> None:
    part = ACCOUNT.read_text("utf-8").split("## Told anew for version 2")[1].split("\n## ")[0]
    told = dict(
        re.findall(r"^\| \d* ?\| `([a-z0-9-]+\.[a-z0-9-]+)` \|.*\| ([a-z]+)[^|]* \|$", part, re.MULTILINE)
    )
    assert len(told) == 17
    assert told == {fact: archive.judge(fact).verdict for fact in told}


def test_a_spokesman_and_a_source_belong_to_those_for_whom_they_speak(store: Store) -> None:
    assert {actor.id: actor.of for actor in store.actors if actor.of} == {
        "peskov": "kremlin",
        "umerov": "nsdc",
        "skrypchenko": "transatlantic-dialogue-center",
        "tass-source": "tass",
        "independent-turkce-sources": "independent-turkce",
    }


@pytest.mark.parametrize(
    ("fact", "relations"),
    [
        ("round-1.prisoners-each-side", set()),
        ("round-2.bodies-each-side", set()),
        ("round-2.memoranda-exchanged", set()),
        ("round-1.date", {REFINES}),
        ("round-2.venue", {REFINES}),
        ("round-3.expectation", {OVERLAPS}),
        ("istanbul-2025.outcome", set()),
        ("leaders-summit.before-substance", {CONTRADICTS}),
    ],
)
def test_reports_of_one_thing_meet_on_one_fact(archive: Archive, fact: str, relations: set[str]) -> None:
    judgement = archive.judge(fact)
    assert {pair.finding.relation for pair in judgement.findings} - {SAME} == relations
    assert judgement.reports > 1
