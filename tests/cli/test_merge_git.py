"""git merges two branches of a store by records: what both added comes together, a true clash names its record."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.programs import require

from talkscli.desk.git_merging import merge_versions

Store = dict[str, Any]


def make_store(*claims: dict[str, Any]) -> Store:
    return {
        "schema_version": 1,
        "title": "Ferry",
        "actors": [
            {"id": "guard", "kind": "organisation", "name": "Coast Guard"},
            {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        ],
        "events": [{"id": "ferry", "kind": "accident", "name": "Ferry"}],
        "properties": [{"id": "dead", "type": "count"}, {"id": "hurt", "type": "count"}],
        "documents": [{"id": "doc", "outlet": "gazette", "title": "Ferry sinks", "published": "2025-07-22"}],
        "claims": list(claims),
    }


def claim(one: str, value: str, prop: str = "dead", **more: Any) -> dict[str, Any]:
    what = {"about": "ferry", "property": prop, "value": value, "text": f"It is {value}."}
    what |= {name: more.pop(name) for name in ("status", "text") if name in more}
    source = {"document": more.pop("document", "doc")}
    source |= {name: more.pop(name) for name in ("paragraph", "quote") if name in more}
    return {"id": one, "who": "guard", "what": what, **({"when": more.pop("when")} if "when" in more else {}),
            "source": source, **more}  # fmt: skip


def write_canonical(store: Store) -> str:
    """Write a store as the program does: one record a line."""
    parts = []
    for key, value in store.items():
        if isinstance(value, list):
            lines = ",".join(f"\n    {json.dumps(one, ensure_ascii=False)}" for one in value)
            parts.append(f'  "{key}": [{lines}\n  ]')
        else:
            parts.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_lines(store: Store) -> str:
    header = {key: value for key, value in store.items() if key != "claims"}
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (header, *store["claims"]))


def write_indented(store: Store) -> str:
    return json.dumps(store, indent=2) + "\n"


def write_tight(store: Store) -> str:
    return json.dumps(store, separators=(",", ":"))


FORMS = {"canonical": write_canonical, "lines": write_lines, "indented": write_indented, "tight": write_tight}


def read(text: str) -> Store:
    first, _, rest = text.partition("\n")
    try:
        header: Store = json.loads(first)
    except ValueError:
        whole: Store = json.loads(text)
        return whole
    return (
        header
        if "claims" in header
        else {**header, "claims": [json.loads(line) for line in rest.splitlines()]}
    )


class Merged:
    """What a merge of three versions left."""

    def __init__(self, text: str, conflicts: list[str], told: list[str]) -> None:
        self.text = text
        self.conflicts = conflicts
        self.told = told

    @property
    def store(self) -> Store:
        return read(self.text)

    def ids(self, section: str = "claims") -> list[str]:
        return [one["id"] for one in self.store[section]]


Merge = Callable[..., Merged]


def merge_in(folder: Path, base: Store | None, ours: Store, theirs: Store, form: str = "canonical") -> Merged:
    paths = [folder / name for name in ("base", "ours", "theirs")]
    for path, store in zip(paths, (base, ours, theirs), strict=True):
        path.write_text("" if store is None else FORMS[form](store))
    result = merge_versions(*map(str, paths))
    return Merged(paths[1].read_text(), result.conflicts, result.told)


@pytest.fixture
def merge(tmp_path: Path) -> Merge:
    return lambda *given: merge_in(tmp_path, *given)


@pytest.mark.parametrize("form", FORMS)
def test_what_both_branches_add_comes_together(merge: Merge, form: str) -> None:
    base = make_store(claim("c1", "14"))
    ours = make_store(claim("c1", "14"), claim("c2", "15"))
    theirs = make_store(claim("c1", "14"), claim("c3", "16"), claim("c4", "7", "hurt"))
    theirs["actors"].append({"id": "navy", "kind": "organisation", "name": "Navy"})
    merged = merge(base, ours, theirs, form)
    assert (merged.conflicts, merged.told) == ([], [])
    assert merged.ids() == ["c1", "c2", "c3", "c4"]
    assert merged.ids("actors") == ["guard", "gazette", "navy"]
    assert FORMS[form](merged.store) == merged.text


@pytest.mark.parametrize("form", FORMS)
def test_what_one_branch_changes_or_leaves_out_is_so(merge: Merge, form: str) -> None:
    first, second, third = claim("c1", "14"), claim("c2", "15"), claim("c3", "16")
    base = make_store(first, second, third)
    changed = claim("c1", "14", note="Seen twice.")
    for ours, theirs in (
        (make_store(first, second, third), make_store(changed, third)),
        (make_store(changed, third), make_store(first, second, third)),
        (make_store(changed, second, third), make_store(first, third)),
        (make_store(first, third), make_store(changed, second, third)),
    ):
        merged = merge(base, ours, theirs, form)
        assert merged.conflicts == []
        assert merged.store["claims"] == [changed, third]
        assert FORMS[form](merged.store) == merged.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_both_change_is_a_conflict_that_names_the_record(
    talks: Any, merge: Merge, form: str, place: int
) -> None:
    claims = [claim("c1", "14"), claim("c2", "15"), claim("c3", "16")]
    ours, theirs = (make_store(*claims) for _ in range(2))
    ours["claims"][place] = claim(f"c{place + 1}", "20")
    theirs["claims"][place] = claim(f"c{place + 1}", "21")
    merged = merge(make_store(*claims), ours, theirs, form)
    assert merged.conflicts == [f"claim c{place + 1}: both changed it: value 20 and 21"]
    assert "two versions that git could not merge" in talks("check", "-", stdin=merged.text).out
    # Whoever leaves out the marks and one of the versions has a store again.
    for kept, value in (("ours", "20"), ("theirs", "21")):
        chosen = read(choose(merged.text, kept))
        assert [one["what"]["value"] for one in chosen["claims"]][place] == value
        assert len(chosen["claims"]) == 3


def choose(text: str, kept: str) -> str:
    """Resolve all conflicts as an editor does."""
    side, lines = "", []
    for line in text.splitlines(keepends=True):
        if line.startswith("<<<<<<< "):
            side = "ours"
        elif line.startswith("======="):
            side = "theirs"
        elif line.startswith(">>>>>>> "):
            side = ""
        elif side in {"", kept}:
            lines.append(line)
    return "".join(lines)


def change(one: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**one, **fields}


C = claim("c1", "14")
RETRACTED = claim("c1", "14", retracted={"why": "A misprint."})
PAIRS: list[tuple[dict[str, Any] | None, dict[str, Any] | None, dict[str, Any] | str]] = [
    (claim("c1", "14", note="a"), claim("c1", "14", paragraph=3), claim("c1", "14", paragraph=3, note="a")),
    (claim("c1", "14", tags=["x"]), claim("c1", "14", tags=["y"]), claim("c1", "14", tags=["x", "y"])),
    (claim("c1", "14", note="a"), claim("c1", "14", note="b"), claim("c1", "14", note="a")),
    (claim("c1", "15"), claim("c1", "15"), claim("c1", "15")),
    (claim("c1", "15"), claim("c1", "14", status="planned"), "value 15 here and status planned there"),
    (RETRACTED, claim("c1", "14", note="a"), claim("c1", "14", retracted={"why": "A misprint."}, note="a")),
    (RETRACTED, claim("c1", "15"), "retracted, and value 15 changed there"),
    (claim("c1", "15"), RETRACTED, "retracted, and value 15 changed here"),
    (None, claim("c1", "15"), "ours left it out, and theirs changed it"),
    (claim("c1", "15"), None, "ours changed it, and theirs left it out"),
    (None, C, {}),
    (C, None, {}),
    (None, None, {}),
]


@pytest.mark.parametrize(("ours", "theirs", "after"), PAIRS)
def test_a_claim_is_merged_by_its_fields(
    merge: Merge, ours: dict[str, Any] | None, theirs: dict[str, Any] | None, after: dict[str, Any] | str
) -> None:
    stores = [make_store(*([one] if one else [])) for one in (C, ours, theirs)]
    for store in stores:
        store["schema_version"] = 2
    merged = merge(*stores)
    if isinstance(after, str):
        assert len(merged.conflicts) == 1
        assert merged.conflicts[0].startswith("claim c1: ")
        assert after in merged.conflicts[0]
    else:
        assert merged.conflicts == []
        assert merged.store["claims"] == ([after] if after else [])


def test_records_are_merged_by_their_fields(merge: Merge) -> None:
    base, ours, theirs = make_store(), make_store(), make_store()
    ours["actors"][0] |= {"aliases": ["CG"], "note": "Ours."}
    theirs["actors"][0] |= {"aliases": ["Guard"], "note": "Theirs."}
    ours["properties"][0]["label"] = "Killed"
    theirs["properties"][0]["unit"] = "people"
    theirs["title"] = "The ferry"
    theirs["documents"][0]["url"] = "https://a.example/1"
    merged = merge(base, ours, theirs)
    assert merged.conflicts == []
    assert merged.told == ["actor guard: ours is kept; theirs has note Theirs."]
    assert merged.store["actors"][0]["aliases"] == ["CG", "Guard"]
    assert merged.store["properties"][0] == {
        "id": "dead",
        "type": "count",
        "label": "Killed",
        "unit": "people",
    }
    assert merged.store["title"] == "The ferry"
    assert merged.store["documents"][0]["url"] == "https://a.example/1"


def test_a_record_that_one_branch_leaves_out_and_the_other_speaks_of_is_a_conflict(merge: Merge) -> None:
    base = make_store()
    base["events"].append({"id": "storm", "kind": "storm", "name": "Storm"})
    theirs = make_store(claim("c1", "14"))
    theirs["events"] = base["events"]
    theirs["claims"][0]["what"]["about"] = "storm"
    merged = merge(base, make_store(), theirs)
    assert len(merged.conflicts) == 1
    assert "claim c1" in merged.conflicts[0]
    assert "storm" in merged.conflicts[0]


def test_what_both_added_under_one_id_is_one_or_a_conflict(merge: Merge) -> None:
    ours, theirs = (
        make_store(claim("c1", "14", paragraph=2)),
        make_store(claim("c1", "14", quote="fourteen died")),
    )
    for store, kind in ((ours, "organisation"), (theirs, "agency")):
        store["actors"].append({"id": "navy", "kind": kind, "name": "Navy"})
    merged = merge(make_store(), ours, theirs)
    assert merged.conflicts == []
    assert merged.store["claims"] == [claim("c1", "14", paragraph=2, quote="fourteen died")]
    theirs["actors"][2]["kind"] = "person"
    theirs["claims"] = [claim("c1", "15")]
    merged = merge(make_store(), ours, theirs)
    assert [conflict.partition(":")[0] for conflict in merged.conflicts] == ["actor navy", "claim c1"]
    assert [one["kind"] for one in read(choose(merged.text, "theirs"))["actors"][2:]] == ["person"]


def test_ids_that_the_program_made_on_both_branches_do_not_conflict(merge: Merge) -> None:
    ours = make_store(claim("ferry-dead-guard", "14"))
    theirs = make_store(
        claim("ferry-dead-guard", "15"), claim("ferry-dead-guard-gazette", "16", revises="ferry-dead-guard")
    )
    merged = merge(make_store(), ours, theirs)
    assert merged.conflicts == []
    values = {one["id"]: one["what"]["value"] for one in merged.store["claims"]}
    assert sorted(values.values()) == ["14", "15", "16"]
    assert [values[one["revises"]] for one in merged.store["claims"] if "revises" in one] == ["15"]


def test_a_document_that_both_added_under_two_ids_is_one(merge: Merge) -> None:
    ours, theirs = make_store(claim("c1", "14", document="d2")), make_store(claim("c2", "15", document="x2"))
    for store, one in ((ours, "d2"), (theirs, "x2")):
        store["documents"].append(
            {"id": one, "outlet": "gazette", "title": "All saved", "published": "2025-07-23"}
        )
    merged = merge(make_store(), ours, theirs)
    assert merged.conflicts == []
    assert merged.ids("documents") == ["doc", "d2"]
    assert [one["source"]["document"] for one in merged.store["claims"]] == ["d2", "d2"]


def test_the_version_is_raised_with_what_needs_it(merge: Merge) -> None:
    theirs = make_store(claim("c1", "14", tags=["x"]))
    theirs["schema_version"] = 2
    merged = merge(make_store(), make_store(claim("c2", "15")), theirs)
    assert (merged.conflicts, merged.store["schema_version"]) == ([], 2)


def test_branches_that_had_no_store_before_merge_too(merge: Merge) -> None:
    merged = merge(None, make_store(claim("c1", "14")), make_store(claim("c2", "15")))
    assert (merged.conflicts, merged.ids()) == ([], ["c1", "c2"])


values = st.sampled_from(["1", "2", "3", None])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(values, values, values), max_size=6), st.sampled_from(sorted(FORMS)))
def test_each_claim_is_what_its_three_versions_say(
    tmp_path: Path, versions: list[tuple[str | None, str | None, str | None]], form: str
) -> None:
    base, ours, theirs = (
        make_store(
            *(
                claim(f"c{number}", f"{number}{three[side]}")
                for number, three in enumerate(versions)
                if three[side]
            )
        )
        for side in range(3)
    )
    merged = merge_in(tmp_path, base, ours, theirs, form)
    expected: dict[str, str | None] = {}
    conflicts = set()
    for number, (old, mine, other) in enumerate(versions):
        if mine == other or other == old:
            expected[f"c{number}"] = mine
        elif mine == old:
            expected[f"c{number}"] = other
        else:
            conflicts.add(f"claim c{number}")
    assert {conflict.partition(":")[0] for conflict in merged.conflicts} == conflicts
    if not conflicts:
        after = {one["id"]: one["what"]["value"] for one in merged.store["claims"]}
        assert after == {one: f"{one[1:]}{value}" for one, value in expected.items() if value}
        # Where ours has no claim yet, its form does not tell how claims are written.
        is_own = form == "canonical" or bool(ours["claims"] and form == "lines")
        assert not after or not is_own or FORMS[form](merged.store) == merged.text


def test_a_version_that_is_no_store_leaves_ours_as_it_is(talks: Any, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path in paths:
        path.write_text(write_canonical(make_store(claim("c1", "14"))))
    paths[2].write_text("{")
    before = paths[1].read_bytes()
    ended = talks("merge", "--git", *paths)
    assert 0 < ended.status < 128
    assert ended.err.count("\n") == 1
    assert paths[1].read_bytes() == before


@pytest.mark.parametrize("words", [("a",), ("a", "b"), ("a", "b", "c", "d"), ("-", "b", "c")])
def test_three_versions_are_needed(talks: Any, words: tuple[str, ...]) -> None:
    ended = talks("merge", "--git", *words)
    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert "--git: " in ended.err


class Git:
    """A repository with the driver of docs/merging.md."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "facts.json"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **{
                f"GIT_{who}_{what}": "a@b.example"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "LC_ALL": "C",
        }
        self("init", "-q", "-b", "main")
        self("config", "merge.talks.driver", f"'{sys.executable}' -m talkscli merge --git %O %A %B")
        (folder / ".gitattributes").write_text("facts.json merge=talks\n")

    def __call__(self, *words: str, status: int = 0) -> str:
        ended = subprocess.run(
            ["git", *words], cwd=self.folder, env=self.environ, capture_output=True, text=True, check=False
        )
        assert ended.returncode == status, ended
        return ended.stdout + ended.stderr

    def commit(self, store: Store) -> None:
        self.store.write_text(write_canonical(store))
        self("add", ".")
        self("commit", "-q", "-m", "Change.")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    require("git")
    return Git(tmp_path)


def test_git_merges_two_desks_that_both_added_claims(git: Git, talks: Any) -> None:
    git.commit(make_store(claim("c1", "14")))
    git("checkout", "-q", "-b", "desk")
    git.commit(make_store(claim("c1", "14"), claim("c2", "15")))
    git("checkout", "-q", "main")
    git.commit(make_store(claim("c1", "14"), claim("c3", "16")))
    git("merge", "-q", "desk", "-m", "Merge.")
    assert [one["id"] for one in json.loads(git.store.read_text())["claims"]] == ["c1", "c3", "c2"]
    assert talks("check", git.store).status == 0
    assert git("status", "--porcelain") == ""


def test_git_stops_at_a_true_clash_and_names_the_record(git: Git, talks: Any) -> None:
    git.commit(make_store(claim("c1", "14")))
    git("checkout", "-q", "-b", "desk")
    git.commit(make_store(claim("c1", "20"), claim("c2", "15")))
    git("checkout", "-q", "main")
    git.commit(make_store(claim("c1", "21")))
    said = git("merge", "desk", status=1)
    assert "conflict: claim c1: both changed it: value 21 and 20" in said
    assert "CONFLICT (content): Merge conflict in facts.json" in said
    assert git("status", "--porcelain") == "UU facts.json\n"
    git.store.write_text(choose(git.store.read_text(), "theirs"))
    assert [one["what"]["value"] for one in json.loads(git.store.read_text())["claims"]] == ["20", "15"]
    assert talks("check", git.store).status == 0


def test_git_rebases_and_picks_with_the_driver(git: Git) -> None:
    git.commit(make_store(claim("c1", "14")))
    git("checkout", "-q", "-b", "desk")
    git.commit(make_store(claim("c1", "14"), claim("c2", "15")))
    git("checkout", "-q", "main")
    git.commit(make_store(claim("c3", "16")))
    git("checkout", "-q", "desk")
    git("rebase", "-q", "main")
    assert [one["id"] for one in json.loads(git.store.read_text())["claims"]] == ["c3", "c2"]
