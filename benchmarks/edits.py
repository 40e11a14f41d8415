"""The changes that people and programs make to a store.

An edit changes a draft in place, and says False where there is nothing to change; many make the store
invalid, as people do. Each takes its chances from the generator it is given: the same seed gives the same
change.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.drafts import (
    SECTIONS,
    SUBJECTS,
    Draft,
    Json,
    make_claim,
    make_day,
    make_draft,
    make_name,
    make_text,
    make_value,
    make_word,
)

Edit = Callable[[Draft, Random], object]
Make = Callable[[Draft, Random, Json], Any]
"""Makes the new content of a field; None where there is to be none."""

STATUSES = ("planned", "held", "agreed", "proposed")


def among(*options: Any) -> Make:
    """Make the choice of one of some contents."""
    return lambda _, chance, __: chance.choice(options)


def fresh(make: Callable[[Random], Any]) -> Make:
    """Make contents that ask for nothing but chance."""
    return lambda _, chance, __: make(chance)


def naming(*sections: str) -> Make:
    """Make the choice of a record by its id."""
    return lambda draft, chance, _: chance.choice(draft.ids(*sections) or ["nobody"])


def naming_some(*sections: str) -> Make:
    """Make the choice of several records."""
    return lambda draft, chance, _: chance.sample(
        draft.ids(*sections), min(chance.randint(0, 3), len(draft.ids(*sections)))
    )


def change_field(field: str, make: Make) -> Edit:
    """Make the edit that gives a claim's field another content; None takes the field away."""

    def change(draft: Draft, chance: Random) -> bool:
        if not draft.claims:
            return False
        place = _pick(draft, chance)
        claim: Json = json.loads(json.dumps(draft.claims[place]))
        part, _, name = field.rpartition(".")
        holder = claim[part] if part else claim
        value = make(draft, chance, claim)
        if value is None:
            holder.pop(name, None)
        else:
            holder[name] = value
        if name == "property" and chance.random() < 0.8:
            claim["what"].pop("value", None)
        if claim["what"].get("stance") == "withholds":
            claim["what"].pop("value", None)
        elif "value" not in claim["what"]:
            claim["what"]["value"] = _new_value(draft, chance, claim)
        draft.replace(place, claim)
        return True

    return change


def _pick(draft: Draft, chance: Random) -> int:
    """Choose a claim; the first and the last more often than others."""
    last = len(draft.claims) - 1
    return chance.choice([0, last, *(chance.randint(0, last) for _ in range(6))])


def _new_value(draft: Draft, chance: Random, claim: Json) -> Any:
    if claim["what"].get("stance") == "withholds":
        return None
    types = {one["id"]: one["type"] for one in draft.header["properties"]}
    return make_value(draft, chance, types.get(claim["what"]["property"], "text"))


def _predecessor(draft: Draft, chance: Random, claim: Json) -> str | None:
    """Choose a claim of the same claimant and fact to revise; or any, which is a fault."""
    if "revises" in claim:
        return None
    key = (claim["who"], claim["what"]["about"], claim["what"]["property"])
    fit = [
        one["id"]
        for one in draft.claims
        if (one["who"], one["what"]["about"], one["what"]["property"]) == key and one["id"] != claim["id"]
    ]
    if not fit and chance.random() < 0.7:
        return None
    return str(chance.choice(fit or [one["id"] for one in draft.claims]))


CLAIM_EDITS: dict[str, Edit] = {
    "a text": change_field("what.text", fresh(make_text)),
    "a letter of a text": change_field(
        "what.text", lambda _, chance, claim: _slip(claim["what"]["text"], chance)
    ),
    "a value": change_field("what.value", _new_value),
    "a date of saying": change_field("when", fresh(make_day)),
    "no date of saying": change_field("when", lambda *_: None),
    "a claimant": change_field("who", naming("actors")),
    "a document": change_field("source.document", naming("documents")),
    "a quote": change_field("source.quote", fresh(make_text)),
    "a paragraph": change_field("source.paragraph", lambda _, chance, __: chance.randint(1, 9)),
    "a status": change_field("what.status", among(None, *STATUSES, "odd-one")),
    "a stance": change_field("what.stance", among("asserts", "denies", "withholds")),
    "an exclusion": change_field("what.only", lambda _, __, claim: not claim["what"].get("only")),
    "mentions": change_field("what.mentions", naming_some(*SUBJECTS)),
    "a way": change_field("source.via", naming_some("actors")),
    "a revision": change_field("revises", _predecessor),
    "a retraction": change_field(
        "retracted", lambda _, chance, claim: None if "retracted" in claim else {"why": make_text(chance)}
    ),
    "a reason of a retraction": change_field(
        "retracted", lambda _, chance, __: {"why": make_text(chance), "on": make_day(chance)}
    ),
    "a remark": change_field("note", fresh(make_text)),
    "a day of recording": change_field("recorded", fresh(make_day)),
    "a subject": change_field("what.about", naming(*SUBJECTS)),
    "a property": change_field("what.property", naming("properties")),
    "an unknown claimant": change_field("who", lambda *_: "stranger"),
    "a value of another type": change_field("what.value", among(5, "2000-13-45", ["x"])),
    "a field that there is not": change_field("colour", lambda *_: "red"),
    "a quote too long": change_field("source.quote", lambda *_: "word " * 20),
}
"""What can happen to a field of a claim."""


def _slip(text: str, chance: Random) -> str:
    """Change one letter, so that the size stays."""
    places = [place for place, letter in enumerate(text) if letter.isascii() and letter.isalpha()]
    place = chance.choice(places or [0])
    return text[:place] + chance.choice("abcdefgh") + text[place + 1 :]


# Claims that come, go and move


def delete_claim(draft: Draft, chance: Random) -> bool:
    if not draft.claims:
        return False
    draft.remember(draft.claims.pop(_pick(draft, chance)))
    return True


def delete_many(draft: Draft, chance: Random) -> None:
    for _ in range(chance.randint(2, 20)):
        delete_claim(draft, chance)


def delete_run(draft: Draft, chance: Random) -> None:
    start = chance.randint(0, len(draft.claims))
    stop = start + chance.randint(1, 30)
    draft.remember(*draft.claims[start:stop][:2])
    del draft.claims[start:stop]


def delete_all(draft: Draft, _: Random) -> None:
    draft.remember(*draft.claims[:2])
    draft.claims = []


def delete_those_that(same: Callable[[Json], object]) -> Edit:
    """Make the edit that removes the claims that share something with one."""

    def delete(draft: Draft, chance: Random) -> bool:
        if not draft.claims:
            return False
        one = chance.choice(draft.claims)
        draft.remember(one)
        draft.claims = [claim for claim in draft.claims if same(claim) != same(one)]
        return True

    return delete


def add_claim(draft: Draft, chance: Random) -> None:
    claim = make_claim(draft, chance)
    draft.claims.insert(chance.choice([0, len(draft.claims), chance.randint(0, len(draft.claims))]), claim)
    draft.remember(claim)


def append_claims(draft: Draft, chance: Random) -> None:
    for _ in range(chance.randint(2, 25)):
        draft.claims.append(make_claim(draft, chance))
    draft.remember(*draft.claims[-3:])


def scatter_edits(draft: Draft, chance: Random) -> None:
    for _ in range(chance.randint(2, 12)):
        name = chance.choice(list(CLAIM_EDITS)[:20])
        CLAIM_EDITS[name](draft, chance)


def _two(draft: Draft, chance: Random) -> tuple[int, int] | None:
    if len(draft.claims) < 2:
        return None
    first = _pick(draft, chance)
    second = chance.choice([(first + 1) % len(draft.claims), chance.randrange(len(draft.claims))])
    return (first, second) if first != second else None


def swap_lines(draft: Draft, chance: Random) -> bool:
    if (two := _two(draft, chance)) is None:
        return False
    claims, (first, second) = draft.claims, two
    claims[first], claims[second] = claims[second], claims[first]
    draft.remember(claims[first], claims[second])
    return True


def swap_ids(draft: Draft, chance: Random) -> bool:
    if (two := _two(draft, chance)) is None:
        return False
    first, second = (draft.claims[place] for place in two)
    draft.replace(two[0], {**first, "id": second["id"]})
    draft.replace(two[1], {**second, "id": first["id"]})
    return True


def move_claim(draft: Draft, chance: Random) -> bool:
    if not draft.claims:
        return False
    claim = draft.claims.pop(_pick(draft, chance))
    draft.claims.insert(chance.randint(0, len(draft.claims)), claim)
    draft.remember(claim)
    return True


def shuffle_claims(draft: Draft, chance: Random) -> None:
    chance.shuffle(draft.claims)


def double_line(draft: Draft, chance: Random) -> bool:
    if not draft.claims:
        return False
    draft.claims.insert(chance.randint(0, len(draft.claims)), draft.claims[_pick(draft, chance)])
    return True


def copy_claim(draft: Draft, chance: Random) -> bool:
    if not draft.claims:
        return False
    place = _pick(draft, chance)
    claim = {**draft.claims[place], "id": f"copy-{make_word(chance)}"}
    claim.pop("revises", None)
    draft.claims.insert(place, claim)
    draft.remember(claim)
    return True


def exchange_claim(draft: Draft, chance: Random) -> bool:
    """Give an id to quite another claim elsewhere."""
    if not draft.claims:
        return False
    old = draft.claims.pop(_pick(draft, chance))
    draft.claims.insert(chance.randint(0, len(draft.claims)), make_claim(draft, chance, old["id"]))
    draft.remember(old)
    return True


def rename_claim(draft: Draft, chance: Random) -> bool:
    """Give a claim another id; what revises it follows, more often than not."""
    if not draft.claims:
        return False
    revised = [claim["revises"] for claim in draft.claims if "revises" in claim]
    place = _pick(draft, chance)
    if revised and chance.random() < 0.5:
        places = [at for at, claim in enumerate(draft.claims) if claim["id"] in revised]
        place = chance.choice(places or [place])
    old = draft.claims[place]["id"]
    new = chance.choice([f"{old}-b", f"a-{make_word(chance)}"])
    draft.replace(place, {**draft.claims[place], "id": new})
    if chance.random() < 0.7:
        for at, claim in enumerate(draft.claims):
            if claim.get("revises") == old:
                draft.replace(at, {**claim, "revises": new})
    return True


def close_circle(draft: Draft, chance: Random) -> bool:
    """Let a claim that was revised revise what revises it."""
    later = [claim for claim in draft.claims if "revises" in claim]
    if not later:
        return False
    last = chance.choice(later)
    place = next(at for at, claim in enumerate(draft.claims) if claim["id"] == last["revises"])
    draft.replace(place, {**draft.claims[place], "revises": last["id"]})
    return True


def touch_revised(draft: Draft, chance: Random) -> bool:
    """Change or remove a claim that another revises."""
    revised = {claim["revises"] for claim in draft.claims if "revises" in claim}
    places = [at for at, claim in enumerate(draft.claims) if claim["id"] in revised]
    if not places:
        return False
    place = chance.choice(places)
    claim: Json = json.loads(json.dumps(draft.claims[place]))
    way = chance.choice(["gone", "who", "about", "text", "retracted", "moved"])
    if way in {"gone", "moved"}:
        draft.remember(draft.claims.pop(place))
        if way == "moved":
            draft.claims.insert(chance.randint(0, len(draft.claims)), claim)
        return True
    if way == "who":
        claim["who"] = chance.choice(draft.ids("actors"))
    elif way == "retracted":
        claim["retracted"] = {"why": make_text(chance)}
    else:
        claim["what"][way] = chance.choice(draft.ids(*SUBJECTS)) if way == "about" else make_text(chance)
    draft.replace(place, claim)
    return True


def turn_keys(draft: Draft, chance: Random) -> bool:
    """Write a claim's fields in another order, which changes nothing."""
    if not draft.claims:
        return False
    place = _pick(draft, chance)
    draft.claims[place] = dict(reversed(draft.claims[place].items()))
    return True


MOVES: dict[str, Edit] = {
    "a claim gone": delete_claim,
    "many claims gone": delete_many,
    "a stretch gone": delete_run,
    "all claims gone": delete_all,
    "a fact gone": delete_those_that(lambda claim: (claim["what"]["about"], claim["what"]["property"])),
    "a person's claims gone": delete_those_that(lambda claim: claim["who"]),
    "a document's claims gone": delete_those_that(lambda claim: claim["source"]["document"]),
    "a subject's claims gone": delete_those_that(lambda claim: claim["what"]["about"]),
    "a property's claims gone": delete_those_that(lambda claim: claim["what"]["property"]),
    "a claim more": add_claim,
    "more claims at the end": append_claims,
    "scattered edits": scatter_edits,
    "two lines swapped": swap_lines,
    "two ids swapped": swap_ids,
    "a claim moved": move_claim,
    "the claims shuffled": shuffle_claims,
    "a line twice": double_line,
    "a claim copied": copy_claim,
    "a claim exchanged": exchange_claim,
    "a claim's id": rename_claim,
    "revisions in a circle": close_circle,
    "a revised claim": touch_revised,
    "keys turned": turn_keys,
}
"""What can happen to the list of claims."""


# The header


def change_record(section: str, field: str, make: Make) -> Edit:
    """Make the edit that gives a record's field another content; None takes the field away."""

    def change(draft: Draft, chance: Random) -> bool:
        if not draft.header[section]:
            return False
        record = chance.choice(draft.header[section])
        draft.names_touched.extend(str(record.get(name) or "x") for name in ("id", "name", "title"))
        value = make(draft, chance, record)
        if value is None:
            record.pop(field, None)
        else:
            record[field] = value
        draft.names_touched.append(str(value))
        return True

    return change


def add_record(section: str, make: Callable[[Draft, Random], Json]) -> Edit:
    """Make the edit that puts a new record at the start, at the end or between."""

    def add(draft: Draft, chance: Random) -> None:
        records = draft.header[section]
        record = {"id": f"n-{make_word(chance)}", **make(draft, chance)}
        records.insert(chance.choice([0, len(records), chance.randint(0, len(records))]), record)
        draft.names_touched.extend([str(record.get("name", "x")), record["id"]])

    return add


def remove_record(section: str, *, unused: bool) -> Edit:
    """Make the edit that removes a record: one that nothing names, or any."""

    def remove(draft: Draft, chance: Random) -> bool:
        records = draft.header[section]
        if unused:
            rest = json.dumps(
                [
                    draft.claims,
                    *(list(draft.header[other]) for other in SECTIONS if other != section),
                ]
            )
            within = {record.get("within") for record in records} | {record.get("side") for record in records}
            records = [one for one in records if f'"{one["id"]}"' not in rest and one["id"] not in within]
        if not records:
            return False
        record = chance.choice(records)
        draft.header[section].remove(record)
        draft.names_touched.extend(str(record.get(name) or "x") for name in ("id", "name"))
        return True

    return remove


def rename_record(section: str) -> Edit:
    """Make the edit that gives a record another id, and all that name it too."""

    def rename(draft: Draft, chance: Random) -> bool:
        if not draft.header[section]:
            return False
        old = chance.choice(draft.header[section])["id"]
        new = f"{old}-{make_word(chance)}"
        draft.names_touched.extend([old, new])
        text = json.dumps([draft.header, draft.claims]).replace(f'"{old}"', f'"{new}"')
        draft.header, draft.claims = json.loads(text)
        return True

    return rename


def turn_section(section: str) -> Edit:
    """Make the edit that changes the order of records, which are numbered in it."""

    def turn(draft: Draft, chance: Random) -> None:
        chance.choice([chance.shuffle, list.reverse])(draft.header[section])

    return turn


def _alias(_: Draft, chance: Random, record: Json) -> Any:
    if record.get("aliases") and chance.random() < 0.4:
        return None
    return [
        *record.get("aliases", []),
        chance.choice([make_name(chance), make_word(chance).title(), "Олена Бондар"]),
    ]


HEADER_EDITS: dict[str, Edit] = {
    "an actor's name": change_record("actors", "name", fresh(make_name)),
    "an actor's alias": change_record("actors", "aliases", _alias),
    "an actor's kind": change_record(
        "actors", "kind", among("person", "unnamed", "outlet", "agency", "state")
    ),
    "an actor's side": change_record(
        "actors", "side", lambda draft, chance, _: chance.choice([None, *draft.ids("actors")])
    ),
    "an actor's note": change_record("actors", "note", fresh(make_text)),
    "an actor more": add_record("actors", lambda _, chance: {"kind": "person", "name": make_name(chance)}),
    "an actor of the same name": add_record(
        "actors",
        lambda draft, chance: {"kind": "person", "name": chance.choice(draft.header["actors"])["name"]},
    ),
    "an actor called as a place": add_record(
        "actors",
        lambda draft, chance: {"kind": "state", "name": chance.choice(draft.header["places"])["name"]},
    ),
    "a place called as an actor": add_record(
        "places", lambda draft, chance: {"name": chance.choice(draft.header["actors"])["name"]}
    ),
    "an unused actor less": remove_record("actors", unused=True),
    "an actor less": remove_record("actors", unused=False),
    "an actor's id": rename_record("actors"),
    "the order of actors": turn_section("actors"),
    "a place's name": change_record("places", "name", fresh(make_name)),
    "a place moved": change_record(
        "places", "within", lambda draft, chance, _: chance.choice([None, "land", *draft.ids("places")])
    ),
    "a place more": add_record(
        "places",
        lambda draft, chance: {"name": make_name(chance), "within": chance.choice(draft.ids("places"))},
    ),
    "a place less": remove_record("places", unused=False),
    "the order of places": turn_section("places"),
    "an event's name": change_record("events", "name", fresh(make_name)),
    "an event's number": change_record("events", "number", among(None, *range(1, 9))),
    "an event's kind": change_record("events", "kind", among("round", "meeting", "summit")),
    "an event's alias": change_record("events", "aliases", _alias),
    "an event called as another": add_record(
        "events",
        lambda draft, chance: {"kind": "visit", "name": chance.choice(draft.header["events"])["name"]},
    ),
    "an event more": add_record(
        "events",
        lambda _, chance: {"kind": "round", "name": make_name(chance), "number": chance.randint(1, 9)},
    ),
    "an event less": remove_record("events", unused=False),
    "an event's id": rename_record("events"),
    "the order of events": turn_section("events"),
    "a property's type": change_record("properties", "type", among("text", "quote", "date", "count")),
    "a property's unit": change_record("properties", "unit", among(None, "people", "nails")),
    "a property's label": change_record("properties", "label", among(None, "Heads of all", "Nails")),
    "a property more": add_record(
        "properties", lambda _, chance: {"type": chance.choice(["text", "count", "date"])}
    ),
    "a property less": remove_record("properties", unused=False),
    "the order of properties": turn_section("properties"),
    "a term's name": change_record("terms", "name", fresh(make_name)),
    "a term more": add_record("terms", lambda _, chance: {"name": make_name(chance)}),
    "a term less": remove_record("terms", unused=False),
    "the order of terms": turn_section("terms"),
    "a document's date": change_record(
        "documents", "published", among(None, "2000-01-05", "2000-02-11", "2000-01", "2000-44")
    ),
    "a document's outlet": change_record("documents", "outlet", naming("actors")),
    "a document's title": change_record("documents", "title", fresh(make_name)),
    "a document's address": change_record(
        "documents", "url", lambda _, chance, __: f"https://example.org/{make_word(chance)}"
    ),
    "a document more": add_record(
        "documents",
        lambda draft, chance: {"outlet": chance.choice(draft.ids("actors")), "title": make_name(chance)},
    ),
    "an unused document less": remove_record("documents", unused=True),
    "a document less": remove_record("documents", unused=False),
    "a document's id": rename_record("documents"),
    "the order of documents": turn_section("documents"),
    "the title": lambda draft, chance: draft.header.update(title=make_text(chance)),
    "the description": lambda draft, chance: draft.header.update(description=make_text(chance)),
    "the version": lambda draft, _: draft.header.update(schema_version=2),
}
"""What can happen to what stands beside the claims."""


# The file


def set_form(**values: object) -> Edit:
    """Make the edit that writes the same records in another form."""

    def change(draft: Draft, _: Random) -> bool:
        before = dict(vars(draft))
        vars(draft).update(values)
        return before != vars(draft)

    return change


def insert_blank(draft: Draft, chance: Random) -> None:
    draft.blank = None if draft.blank is not None else chance.randrange(1000)


def replace_store(draft: Draft, chance: Random) -> None:
    """Put quite another store in the file's place."""
    other = make_draft(chance.choice([0, 1, 40, 200]) or 3, chance.randrange(5))
    draft.header, draft.claims = other.header, other.claims


FORM_EDITS: dict[str, Edit] = {
    "a blank line": insert_blank,
    "a comma lost": set_form(spoilt="comma"),
    "cut short": set_form(spoilt="cut short"),
    "a key twice": set_form(spoilt="key twice"),
    "garbage": set_form(spoilt="garbage"),
    "nothing in it": set_form(spoilt="empty"),
    "no file": set_form(missing=True),
    "Windows' line ends": set_form(windows=True),
    "Unix' line ends": set_form(windows=False),
    "no last newline": set_form(open_ended=True),
    "a last newline": set_form(open_ended=False),
    "a byte order mark": set_form(marked=True),
    "no byte order mark": set_form(marked=False),
    "one claim a line": set_form(form="lines", files=0, packed=False, mixed=False),
    "JSON Lines": set_form(form="records"),
    "pretty-printed": set_form(form="pretty"),
    "tight": set_form(form="tight"),
    "packed": set_form(packed=True),
    "unpacked": set_form(packed=False),
    "a directory of one": set_form(files=1),
    "a directory of two": set_form(files=2),
    "a directory of three": set_form(files=3),
    "a directory of two forms": set_form(files=3, mixed=True),
    "a directory of two other forms": set_form(files=3, mixed=True, form="pretty"),
    "another store": replace_store,
}
"""What can happen to the file."""

EDITS: dict[str, tuple[Edit, float]] = {
    **{name: (edit, 3.0) for name, edit in CLAIM_EDITS.items()},
    **{name: (edit, 4.0) for name, edit in MOVES.items()},
    **{name: (edit, 1.5) for name, edit in HEADER_EDITS.items()},
    **{name: (edit, 0.5) for name, edit in FORM_EDITS.items()},
    # Otherwise less would come than goes.
    "a claim more": (add_claim, 12.0),
    "more claims at the end": (append_claims, 8.0),
}
"""Every edit by its name, and how often it comes."""
