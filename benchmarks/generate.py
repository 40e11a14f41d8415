"""Write a store of any size: invented people, rounds of talks, and sources that do not agree.

    python benchmarks/generate.py 1000000 store.json [--seed 7]

The same seed and size give the same bytes. However large the store, a person makes about as many claims, a
fact has about as many, and a document carries about as many, so that reading commands can be compared.
"""

import argparse
import json
import random
from collections.abc import Iterator
from typing import Any, TextIO

GIVEN = [
    "Olena",
    "Taras",
    "Iryna",
    "Bohdan",
    "Mehmet",
    "Ayşe",
    "Emre",
    "Zeynep",
    "Anna",
    "Pavel",
    "Nadia",
    "Igor",
    "Marie",
    "Jean",
    "Lukas",
    "Greta",
]
FAMILY = [
    "Kovalenko",
    "Shevchuk",
    "Bondar",
    "Melnyk",
    "Yılmaz",
    "Öztürk",
    "Çelik",
    "Şahin",
    "Petrov",
    "Sokolova",
    "Orlov",
    "Lebedeva",
    "Dubois",
    "Lefèvre",
    "Schäfer",
    "Krüger",
    "Hansen",
    "Nowak",
    "Horvat",
    "Ionescu",
    "Papadakis",
    "Haddad",
    "Tanaka",
    "Lindqvist",
]
CYRILLIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхыз", strict=True))
PLACES = ["harbour", "old-town", "palace", "airport", "university", "embassy", "ministry", "villa"]
TERMS = ["ceasefire", "prisoners", "borders", "grain", "ports", "children", "bodies", "memoranda", "summit",
         "sanctions", "energy", "observers"]  # fmt: skip
QUOTES = ["a useful step", "no breakthrough", "hard but honest", "a step, a useful one", "words and no deeds"]
PROPERTIES: list[dict[str, Any]] = [
    {"id": "date", "type": "date", "label": "Date"},
    {"id": "announced", "type": "date", "label": "Announced"},
    {"id": "duration", "type": "duration", "label": "Duration"},
    {"id": "prisoners", "type": "count", "label": "Prisoners", "unit": "prisoners"},
    {"id": "venue", "type": "place", "label": "Venue"},
    {"id": "head", "type": "actor", "label": "Head of the delegation"},
    {"id": "agenda", "type": "terms", "label": "Agenda"},
    {"id": "closed", "type": "yes-no", "label": "Behind closed doors"},
    {"id": "expectation", "type": "quote", "label": "Expectation"},
    {"id": "reason", "type": "text", "label": "Reason"},
]
VERBS = ["said", "announced", "confirmed", "reported", "told journalists", "wrote", "recalled", "insisted"]
WORDS = [
    "talks",
    "delegation",
    "round",
    "meeting",
    "agreement",
    "exchange",
    "proposal",
    "schedule",
    "venue",
    "hall",
    "morning",
    "evening",
    "ministers",
    "officials",
    "advisers",
    "statement",
    "briefing",
    "channel",
    "border",
    "region",
    "side",
    "partners",
    "mediators",
    "guests",
    "press",
    "hours",
    "days",
    "list",
    "names",
    "families",
    "convoy",
    "train",
    "bridge",
    "crossing",
    "plan",
    "paper",
    "draft",
    "text",
    "version",
    "clause",
    "point",
    "order",
]
CLAIMS_PER_EVENT = 50
PEOPLE_PER_EVENT = 1.25
DOCUMENTS_PER_EVENT = 2.5
EVENTS_PER_OUTLET = 40


class Generator:
    """Makes the parts of a store of about as many claims as asked for."""

    def __init__(self, claims: int, seed: int) -> None:
        self.claims = claims
        self.random = random.Random(f"{seed} {claims}")
        self.events = max(1, claims // CLAIMS_PER_EVENT)
        self.people = max(5, int(self.events * PEOPLE_PER_EVENT))
        self.documents = max(3, int(self.events * DOCUMENTS_PER_EVENT))
        self.outlets = max(4, self.events // EVENTS_PER_OUTLET)
        self.cities = max(2, self.events // 20)

    def actors(self) -> Iterator[dict[str, Any]]:
        for number in range(self.people):
            given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)]
            if series := number // (len(GIVEN) * len(FAMILY)):
                family += "-" + _syllables(series)
            name = f"{given} {family}"
            aliases = [_in_cyrillic(name)] if number % 3 == 0 else []
            yield {"id": f"p{number}", "kind": "person", "name": name, "aliases": aliases}
        for number in range(self.outlets):
            kind = "agency" if number % 4 == 0 else "outlet"
            yield {"id": f"o{number}", "kind": kind, "name": f"{_syllables(number + 1).title()} Gazette"}
        for number in range(max(1, self.outlets // 4)):
            yield {"id": f"u{number}", "kind": "unnamed", "name": f"a source of o{number}"}

    def places(self) -> Iterator[dict[str, Any]]:
        yield {"id": "land", "name": "Land"}
        for number in range(self.cities):
            city = _syllables(number + 1).title()
            yield {"id": f"c{number}", "name": city, "within": "land"}
            for place in PLACES:
                yield {"id": f"c{number}-{place}", "name": f"{city} {place.title()}", "within": f"c{number}"}

    def rounds(self) -> Iterator[dict[str, Any]]:
        for number in range(self.events):
            yield {
                "id": f"e{number}",
                "kind": "meeting",
                "name": f"Meeting at {_syllables(number + 50).title()}",
            }

    def papers(self) -> Iterator[dict[str, Any]]:
        for number in range(self.documents):
            yield {
                "id": f"d{number}",
                "outlet": f"o{number % self.outlets}",
                "title": f"Report {number}",
                "published": _day(int(number / DOCUMENTS_PER_EVENT) + 1 + number % 3),
                "language": "en",
            }

    def statements(self) -> Iterator[dict[str, Any]]:
        made = 0
        event = 0
        while made < self.claims:
            for claim in self.of_event(event % self.events, event // self.events):
                claim["id"] = f"k{made}"
                if made >= self.claims:
                    return
                made += 1
                yield claim
            event += 1

    def of_event(self, event: int, again: int) -> Iterator[dict[str, Any]]:
        """Make the claims about one event: five about each of its ten properties."""
        choose = self.random.choice
        people = [(int(event * PEOPLE_PER_EVENT) + step) % self.people for step in range(4)]
        papers = [(int(event * DOCUMENTS_PER_EVENT) + step) % self.documents for step in range(3)]
        name = _syllables(event + 50)
        latest: dict[tuple[int, str], str] = {}
        for prop in PROPERTIES:
            kind = prop["type"]
            truth = self.value(kind, event, 0, people)
            for turn in range(5):
                person, paper = choose(people), choose(papers)
                who, via = f"p{person}", []
                roll = self.random.random()
                if roll < 0.1:
                    who = f"o{paper % self.outlets}"
                elif roll < 0.15:
                    who, via = f"u{event % max(1, self.outlets // 4)}", [f"o{event * 4 % self.outlets}"]
                elif roll < 0.35:
                    via = [
                        f"o{(event + step) * 4 % self.outlets}" for step in range(self.random.randint(1, 2))
                    ]
                value: Any = truth if self.random.random() < 0.8 else self.value(kind, event, turn, people)
                said = event + self.random.randint(0, 3)
                words = " ".join(self.random.sample(WORDS, 6))
                what: dict[str, Any] = {"about": f"e{event}", "property": prop["id"], "value": value}
                roll = self.random.random()
                if roll < 0.02:
                    what |= {"stance": "withholds"}
                    del what["value"]
                elif roll < 0.04:
                    what["stance"] = "denies"
                if again or self.random.random() < 0.1:
                    what["status"] = "planned" if event % 2 else "held"
                if kind == "date" and self.random.random() < 0.03:
                    what["only"] = True
                verb = choose(VERBS)
                what["text"] = f"{who} {verb} of {name} and the {prop['id']}: {words}."
                if self.random.random() < 0.3:
                    what["mentions"] = [f"p{choose(people)}"]
                claim: dict[str, Any] = {"id": "", "who": who, "what": what}
                if self.random.random() < 0.9:
                    claim["when"] = _day(said)
                claim["source"] = {"document": f"d{paper}", "paragraph": turn + 1, "quote": words}
                if via := [one for one in dict.fromkeys(via) if one != f"o{paper % self.outlets}"]:
                    claim["source"]["via"] = via
                if who[0] == "p" and self.random.random() < 0.01 and (person, prop["id"]) in latest:
                    claim["revises"] = latest[person, prop["id"]]
                yield claim
                if who[0] == "p":
                    latest[person, prop["id"]] = claim["id"]

    def value(self, kind: str, event: int, turn: int, people: list[int]) -> Any:
        pick = self.random.randrange
        if kind == "date":
            first = event + pick(2) if turn else event
            forms = [_day(first), _day(first)[:7], f"{_day(first)}/{_day(first + 1)}",
                     f"[{_day(first)}..{_day(first + 1)}]", f"{_day(first)}~"]  # fmt: skip
            return forms[pick(5)] if turn else forms[0]
        if kind == "duration":
            minutes = 40 + event % 7 * 10 + (pick(3) * 10 if turn else 0)
            return [f"{minutes} min", f"~{minutes} min", f"{minutes}..{minutes + 30} min", "<3 h"][
                pick(4) if turn else 0
            ]
        if kind == "count":
            number = 100 * (1 + event % 60) + (pick(3) * 50 if turn else 0)
            return [str(number), f"~{number}", f">={number}", "1000..9999"][pick(4) if turn else 0]
        if kind == "place":
            city = f"c{event % self.cities}"
            return [f"{city}-{PLACES[event % 8]}", city, "land", f"{city}-{PLACES[pick(8)]}"][
                pick(4) if turn else 0
            ]
        if kind == "actor":
            return f"p{people[pick(2) if turn else 0]}"
        if kind == "terms":
            return sorted(
                {TERMS[(event + step) % len(TERMS)] for step in range(2 + (pick(2) if turn else 0))}
            )
        if kind == "yes-no":
            return "no" if turn and pick(4) == 0 else "yes"
        if kind == "quote":
            return QUOTES[(event + (pick(2) if turn else 0)) % len(QUOTES)]
        return f"because of the {WORDS[(event + turn) % len(WORDS)]}"

    def write(self, out: TextIO) -> None:
        """Write the store in its canonical form, one record a line."""
        out.write('{\n  "schema_version": 1,\n  "title": "Invented talks",\n')
        sections: list[tuple[str, Iterator[dict[str, Any]]]] = [
            ("actors", self.actors()),
            ("places", self.places()),
            ("events", self.rounds()),
            ("properties", iter(PROPERTIES)),
            ("terms", ({"id": term, "name": term.title()} for term in TERMS)),
            ("documents", self.papers()),
            ("claims", self.statements()),
        ]
        dump = json.JSONEncoder(ensure_ascii=False).encode
        for number, (key, records) in enumerate(sections):
            out.write(f'  "{key}": [')
            between = "\n    "
            for record in records:
                out.write(between + dump(record))
                between = ",\n    "
            out.write("\n  ],\n" if number < len(sections) - 1 else "\n  ]\n}\n")


def _day(number: int) -> str:
    """Write a day, the first being 1 January 2000; months of 28 days will do."""
    year, rest = divmod(number, 336)
    return f"{2000 + year % 2000:04d}-{rest // 28 + 1:02d}-{rest % 28 + 1:02d}"


def _syllables(number: int) -> str:
    word = ""
    while number:
        number, low = divmod(number, 60)
        word = "bdfgklmnprstvzh"[low % 15] + "aeio"[low // 15] + word
    return word


def _in_cyrillic(name: str) -> str:
    letters = "".join(CYRILLIC.get(letter, letter) for letter in name.lower())
    return " ".join(part.capitalize() for part in letters.split())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("claims", type=int)
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with open(given.file, "w", encoding="utf-8", newline="\n") as out:  # noqa: PTH123
        Generator(given.claims, given.seed).write(out)


if __name__ == "__main__":
    main()
