"""`talks add -`: claims and records as lines of JSON take names, are looked up, and tell all that is wrong."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

STORE: dict[str, Any] = {
    "schema_version": 2,
    "title": "Ferry",
    "actors": [
        {"id": "gazette", "kind": "outlet", "name": "Harbour Gazette"},
        {"id": "anna", "kind": "person", "name": "Anna Alpha", "aliases": ["Анна Альфа"]},
    ],
    "places": [{"id": "harbour", "name": "Harbour"}],
    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry accident"}],
    "properties": [
        {"id": "number", "type": "count"},
        {"id": "date", "type": "date"},
        {"id": "said", "type": "quote"},
        {"id": "where", "type": "place"},
        {"id": "plan", "type": "terms", "answers": "one"},
    ],
    "terms": [{"id": "rescue", "name": "Rescue"}, {"id": "towing", "name": "Towing"}],
    "documents": [
        {
            "id": "report",
            "outlet": "gazette",
            "title": "Ferry sinks",
            "published": "2026-03-04",
            "file": "r.txt",
        }
    ],
    "claims": [],
}
TEXT = "Ferry sinks\n\nFourteen were saved on Monday.\nThey said: help came late.\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "r.txt").write_text(TEXT)
    monkeypatch.setenv("TALKS_STORE", str(path))
    return path


def lines(*objects: dict[str, Any]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def claims_of(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text())["claims"]
    return found


def test_names_dates_and_values_are_taken_as_import_takes_them(talks: Any, store: Path) -> None:
    row = {"who": "Анна Альфа", "about": "ferry accident", "property": "number", "value": "about 1,200",
           "document": "Ferry sinks", "when": "Tuesday"}  # fmt: skip
    nested = {"who": "Alpha, Anna", "source": {"document": "report"},
              "what": {"about": "Ferry accident", "property": "where", "value": "HARBOUR", "text": "T."}}  # fmt: skip
    ended = talks("add", "-", stdin=lines(row, nested))
    assert (ended.status, ended.out) == (0, "ferry-number-anna\nferry-where-anna\n"), ended
    first, second = claims_of(store)
    assert (first["who"], first["what"]["value"], first["when"]) == ("anna", "~1200", "2026-03-03")
    assert first["what"]["text"] == "Anna Alpha gives number of Ferry accident as about 1,200."
    assert (second["who"], second["what"]["value"]) == ("anna", "harbour")
    assert "Tuesday is 2026-03-03\n" in ended.err
    assert "standard input" not in ended.err
    store.write_text(json.dumps({**STORE, "claims": []}))
    assert talks("import", "-", stdin=lines(row)).status == 0
    assert claims_of(store) == [first]


def test_all_that_is_wrong_with_all_lines_is_told_at_once(talks: Any, store: Path) -> None:
    before = store.read_bytes()
    ended = talks(
        "add", "-",
        stdin=lines(
            {"who": "Nobody", "about": "Ferry", "property": "number", "value": "1.000", "document": "report"},
            {"who": "anna", "about": "ferry", "property": "number", "value": "3", "document": "report"},
            {"who": "anna", "about": "ferry", "para": 3, "proprety": "number", "value": "3", "document": "report"},
            {"who": "anna", "what": {"abuot": "ferry"}, "source": {"documnt": "report"}},
            {"who": "anna", "about": "ferry", "property": "plan", "value": ["rescue", "towing"], "document": "report"},
        ),
    )  # fmt: skip
    assert (ended.status, ended.out, store.read_bytes()) == (3, "", before)
    places = [
        line.removeprefix("talks: standard input:").partition("; ")[0] for line in ended.err.splitlines()
    ]
    assert places == [
        "1: about: no event or actor or place is named 'Ferry'",
        "1: who: no actor named 'Nobody' in this store",
        "1: value: '1.000' is not a count: it has more than one meaning",
        "3: there is no field 'para'",
        "3: there is no field 'proprety'",
        "4: what: there is no field 'abuot'",
        "4: source: there is no field 'documnt'",
        "5: value: names several, and plan has one answer",
    ]
    assert "did you mean paragraph?" in ended.err
    assert "did you mean about?" in ended.err


def test_paragraph_anchor_and_quoted_words_are_looked_up(talks: Any, store: Path) -> None:
    bad = {"who": "anna", "about": "ferry", "property": "number", "value": "14", "document": "report",
           "paragraph": 3, "quote": "Fourteen were saved"}  # fmt: skip
    said = {**bad, "property": "said", "value": "help came early", "quote": None}
    texts = ("--texts", store.parent / "texts")
    for words in (("add", "-", *texts), ("add", *texts, "-")):
        ended = talks(*words, stdin=lines(bad))
        assert ended.status == 2
        assert ended.err == (
            "talks: standard input:1: quote: it stands in paragraph 2, not in paragraph 3; write paragraph 2\n"
        )
    ended = talks("add", "-", *texts, stdin=lines({**bad, "paragraph": 2}, said))
    assert ended.status == 0
    assert "the quoted words are not those of the text: nothing like it stands in the text" in ended.err


def test_how_a_document_is_made_is_told_as_a_command_that_works(talks: Any, store: Path) -> None:
    row = {"who": "anna", "about": "ferry", "property": "number", "value": "14", "outlet": "gazette",
           "title": "All 'saved'", "published": "5 March 2026"}  # fmt: skip
    ended = talks("add", "-", stdin=lines(row))
    assert ended.status == 2
    told = ended.err.partition("; talks ")[2].removesuffix(" makes one\n")
    assert talks(*shlex.split(told)).out == "gazette-2026-03-05\n"
    assert talks("add", "-", stdin=lines(row)).status == 0
    assert claims_of(store)[0]["source"] == {"document": "gazette-2026-03-05"}


def test_a_claim_that_was_taken_back_keeps_its_day(talks: Any, store: Path) -> None:
    row = {"who": "anna", "about": "ferry", "property": "number", "value": "14", "document": "report"}
    ended = talks("add", "-", stdin=lines({**row, "retracted": {"why": "Misread.", "on": "5 March 2026"}}))
    assert ended.status == 0
    assert claims_of(store)[0]["retracted"] == {"why": "Misread.", "on": "2026-03-05"}
    ended = talks("add", "-", stdin=lines({**row, "value": "1", "retracted": {"why": "x", "onn": "2026"}}))
    assert ended.err == "talks: standard input:1: retracted: there is no field 'onn'; did you mean on?\n"


def test_two_answers_where_one_is_asked_for_are_refused_everywhere(talks: Any, store: Path) -> None:
    row = {
        "who": "anna",
        "about": "ferry",
        "property": "plan",
        "value": ["rescue", "towing"],
        "document": "report",
    }
    ended = talks("import", "-", stdin=lines(row))
    assert (ended.status, claims_of(store)) == (5, [])
    assert "names several, and plan has one answer" in ended.out


def test_a_document_without_a_day_settles_no_weekday(talks: Any, store: Path) -> None:
    dated = {"who": "anna", "about": "ferry", "property": "number", "value": "1", "document": "report",
             "when": "Tuesday"}  # fmt: skip
    document = {"title": "Undated", "outlet": "Harbour Gazette"}
    assert talks("add", "document", "-", stdin=lines(document)).status == 0
    ended = talks("add", "-", stdin=lines(dated, {**dated, "document": "Undated"}))
    assert ended.status == 2
    assert "standard input:2: when: 'Tuesday' is not a date" in ended.err
    assert claims_of(store) == []


def test_what_was_said_or_came_out_does_not_lie_after_its_document(talks: Any, store: Path) -> None:
    row = {"who": "anna", "about": "ferry", "property": "date", "value": "Friday", "document": "report",
           "when": "Sunday"}  # fmt: skip
    assert talks("add", "-", stdin=lines(row, {**row, "status": "held"})).status == 0
    assert [(claim["what"]["value"], claim["when"]) for claim in claims_of(store)] == [
        ("2026-03-06", "2026-03-01"),
        ("2026-02-27", "2026-03-01"),
    ]


def test_a_weekday_is_no_fault_where_only_the_document_is_missing(talks: Any, store: Path) -> None:
    row = {"who": "anna", "about": "ferry", "property": "date", "value": "Friday", "outlet": "New Post",
           "title": "New", "published": "5 March 2026"}  # fmt: skip
    ended = talks("import", "-", stdin=lines(row))
    assert "not a date" not in ended.out
    assert "no actor named 'New Post' in this store; --create actors makes one" in ended.out
    assert talks("import", "-", "--create", stdin=lines(row)).status == 0
    assert claims_of(store)[0]["what"]["value"] == "2026-03-06"


def test_options_of_a_claim_do_not_go_with_lines(talks: Any, store: Path) -> None:
    del store
    ended = talks("add", "--who", "anna", "-", stdin="")
    assert ended.status == 2
    assert "--who: belongs to a claim given by options" in ended.err


def test_records_name_others_by_their_names_also_those_that_come_after(talks: Any, store: Path) -> None:
    places = lines(
        {"name": "Plank", "within": "Pier 3"}, {"name": "Pier 3", "within": "Harbour"}, {"name": "Coast"}
    )
    ended = talks("add", "place", "-", stdin=places)
    assert (ended.status, ended.out) == (0, "plank\npier-3\ncoast\n"), ended
    there = json.loads(store.read_text())["places"]
    assert [one.get("within") for one in there] == [None, "pier-3", "harbour", None]
    before = store.read_bytes()
    assert talks("add", "place", "-", stdin=places).err.endswith("nothing changed\n")
    assert store.read_bytes() == before


def test_documents_take_the_name_of_their_outlet_and_dates_as_written(talks: Any, store: Path) -> None:
    given = lines(
        {"title": "All saved", "outlet": "harbour gazette", "published": "5 March 2026"},
        {"title": "All saved, again", "outlet": "gazette", "published": "2026-03-06", "follows": "All saved"},
    )
    ended = talks("add", "document", "-", stdin=given)
    assert (ended.status, ended.out) == (0, "gazette-2026-03-05\ngazette-2026-03-06\n"), ended
    assert json.loads(store.read_text())["documents"][2]["follows"] == "gazette-2026-03-05"


def test_a_document_of_the_same_title_is_told(talks: Any, store: Path) -> None:
    del store
    ended = talks("add", "document", "Ferry sinks", "--outlet", "gazette", "--url", "https://g.example/1")
    assert (ended.status, ended.out) == (0, "gazette-ferry-sinks\n"), ended
    assert (
        "report has the same title; if it is the same text, talks edit document report adds to it"
        in ended.err
    )


def test_all_that_is_wrong_with_records_is_told_at_once(talks: Any, store: Path) -> None:
    before = store.read_bytes()
    given = lines(
        {"title": "A", "outlet": "Nobody", "published": "soon"},
        {"titel": "B", "outlet": "gazette"},
        {"title": "C", "outlet": "gazette"},
    )
    ended = talks("add", "document", "-", stdin=given)
    assert (ended.status, ended.out, store.read_bytes()) == (3, "", before)
    places = [
        line.removeprefix("talks: standard input:").partition("; ")[0] for line in ended.err.splitlines()
    ]
    assert places == [
        "1: outlet: no actor named 'Nobody' in this store",
        "1: published: 'soon' is not a date: 's' does not belong in a date",
        "2: title: is missing",
        "2: titel: there is no such field",
    ]


def test_a_place_that_is_named_as_an_actor_gets_an_id_of_its_own(talks: Any, store: Path) -> None:
    del store
    assert talks("add", "actor", "Harbour", "--kind", "office").out == "harbour-2\n"
    assert talks("add", "event", "-", stdin=lines({"name": "Gazette", "kind": "party"})).out == "gazette-2\n"
