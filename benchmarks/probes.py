"""What to ask of a store after a change, so that every part of an index has to answer."""

from random import Random

from benchmarks.drafts import Draft, make_word

Probe = tuple[str, ...]
"""The words of a command; STORE stands for the store's path."""

ARCHIVE = "@archive"
"""Stands for what no command shows: counts, lists, completions."""

INDEX = "@index"
"""Stands for all that the index holds."""

NDJSON = ("--format", "ndjson")
JSON = ("--format", "json")


def list_probes(draft: Draft, chance: Random) -> list[Probe]:
    """List questions, the most telling first; they name what the last changes touched, and other things."""
    claims, facts = [*draft.claims_touched], [*draft.facts_touched]
    names, words = [*draft.names_touched], [*draft.words_touched]
    for claim in chance.sample(draft.claims, min(2, len(draft.claims))):
        claims.append(claim["id"])
        facts.append(f"{claim['what']['about']}.{claim['what']['property']}")
        names += [claim["who"], claim["what"]["about"]]
        words += claim["what"]["text"].rstrip(".").split()[-2:]
    actors = draft.header["actors"] or [{"id": "nobody", "name": "Nobody At All"}]
    actor = chance.choice(actors)
    alias = chance.choice([actor["name"], *actor.get("aliases", ())])
    # One each of the many there may be, the newest first.
    claims, facts, names, words = (
        [word for word in list(dict.fromkeys(reversed(some)))[:4] if not word.startswith("-")] or ["x"]
        for some in (claims, facts, names, words)
    )
    day, later = "2000-01-06", "2000-01-20"
    document = chance.choice(draft.ids("documents") or ["none"])
    outlet = next((one["outlet"] for one in draft.header["documents"]), "none")
    prop = chance.choice(draft.ids("properties") or ["none"])
    event = chance.choice(draft.ids("events") or ["none"])
    place = chance.choice(draft.ids("places") or ["none"])
    probes: list[Probe] = [
        ("claims", *NDJSON),
        (INDEX,),
        ("conflicts", "--verdict", "all", *NDJSON),
        (ARCHIVE, *names[:3], place),
        ("conflicts", "--verdict", "all", "--explain"),
        ("conflicts", "--verdict", "all", "--as-of", day, *JSON),
        ("timeline", *JSON),
        ("timeline", "--as-of", later),
        ("sources", *JSON),
        ("sources", "--as-of", day),
        ("sources", "--by", "outlet", "--sort", "share", *JSON),
        ("sources", "--by", "claimant", *JSON),
        ("sources", "--by", "claimant", "--pairs"),
        ("sources", "--against"),
        ("changes", "--since", day, "--until", later, *JSON),
        ("matrix", "--about", event, "--all", *JSON),
        ("rounds", *JSON),
        ("rounds", "--as-of", later),
        ("rounds", str(chance.randint(1, 9))),
        ("rounds", event),
        ("check", "STORE"),
        ("claims", "--limit", "7", "--as-of", day),
        ("claims", "--since", day, "--until", later),
        ("claims", "--status", chance.choice(["planned", "held", "agreed", "odd-one"])),
        ("claims", "--stance", chance.choice(["asserts", "denies", "withholds"])),
        ("claims", "--source", document),
        ("claims", "--source", outlet, "--property", prop),
        ("claims", "--property", prop),
        ("claims", "--about", event, *NDJSON),
        ("claims", "--about", place),
        ("claims", "--about", event, "--property", prop, "--as-of", later),
        ("claims", "--who", alias, *NDJSON),
        ("claims", "--text", f"{words[0]} -{words[-1]}", "--as-of", later),
        ("claims", *claims),
        ("search", "talks", *JSON),
        ("search", "delegation round", "--limit", "5", *JSON),
        ("search", '"the date"', "--as-of", later),
        ("search", f"{words[0][:3]}*", *NDJSON),
        ("search", f"who:{actor['id']} meeting"),
        ("search", f"outlet:{outlet} -about:{event} talks"),
        ("search", make_word(chance)),
        ("conflicts", words[0]),
        ("conflicts", event, prop),
        ("conflicts", alias, "--verdict", "all"),
        ("conflicts", "date", "--limit", "3"),
        ("who", alias, *JSON),
        ("who", _misspell(actor["name"], chance)),
        ("who", actor["name"].split()[-1]),
        ("sources", document),
        ("sources", outlet, *JSON),
        ("timeline", event),
        ("timeline", "--who", actor["id"], "--only", "said"),
        ("cite", claims[0]),
        ("schema", "claims"),
    ]
    for word in words:
        probes += [("search", word, *JSON), ("search", _misspell(word, chance), *JSON)]
    for name in names:
        probes += [("who", name), ("claims", "--about", name), ("who", _misspell(name, chance))]
        probes.append(("claims", "--about", _misspell(name, chance)))
    for one in claims:
        probes += [("show", one, *JSON), ("show", f"{one}x")]
    for fact in facts:
        probes += [
            ("show", fact, *JSON),
            ("conflicts", fact, "--explain"),
            ("claims", "--fact", fact, *NDJSON),
        ]
        probes += [("show", fact, "--as-of", day)]
    return probes


def _misspell(word: str, chance: Random) -> str:
    if len(word) < 4:
        return f"{word}q"
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + chance.choice([word[place + 1], "", "y"]) + word[place + 1 :]
