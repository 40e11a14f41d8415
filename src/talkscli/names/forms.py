"""The forms under which a name is stored and looked up: pure functions for any index, SQL or in memory.

`name_forms` gives the rows to store, `query_forms` those to look up, in the order in which to try them. Two
names are the same after folding, or after transliteration, exactly when a row of one is a row of the other.
"""

from collections.abc import Iterator
from itertools import combinations, islice, pairwise, product

from talkscli.names.parts import Name, Part, drop_patronymic, join_groups, parse_name, part_of

FOLDED = "folded"
TRANSLITERATED = "transliterated"
_MOST_READINGS = 4
_WHOLE_KEYS = 4
_PART_KEYS = 2
_QUERY_KEYS = 8
_FATHERLESS = " -"
"""Ends the key of a name without a father's name, for queries that have one."""
_MOST_CACHED = 200_000
_KEYS: dict[str, tuple[str, ...]] = {}


def name_forms(name: str) -> tuple[tuple[str, str], ...]:
    """Return the (way, key) rows under which to store a name: the whole, its initials, its parts."""
    parsed = parse_name(name)
    if not parsed.parts:
        return ()
    wholes = [parsed.parts]
    if parsed.titles:
        wholes.append([*parsed.titles, *parsed.parts])
    rows: dict[tuple[str, str], None] = {}
    for parts in wholes:
        _add_rows(rows, parts, parsed, _WHOLE_KEYS)
    if len(parsed.parts) > 1 and drop_patronymic(parsed.parts) == parsed.parts:
        bare: dict[tuple[str, str], None] = {}
        _add_rows(bare, parsed.parts, parsed, _PART_KEYS)
        rows.update(dict.fromkeys((way, key + _FATHERLESS) for way, key in bare))
    for parts in _partial(parsed.parts):
        _add_rows(rows, parts, parsed, _PART_KEYS)
    first, last = parsed.parts[0], parsed.parts[-1]
    if first is not last and not first.is_initial:
        rows[FOLDED, _key((first.fold[0], last.fold), parsed)] = None
        rows[TRANSLITERATED, _key((first.sounds[0][0], last.sounds[0]), parsed)] = None
    return tuple(rows)


def query_forms(query: str) -> tuple[tuple[str, str], ...]:
    """Return the (way, key) rows to look up for a query, the best first; stop at the first that is stored."""
    parsed = parse_name(query)
    if not parsed.parts:
        return ()
    shorter = drop_patronymic(parsed.parts)
    wholes = [parsed.parts]
    if parsed.titles:
        wholes.insert(0, [*parsed.titles, *parsed.parts])
    initialled = _keep_first_initial(shorter)
    if initialled:
        wholes.append(initialled)
    rows: dict[tuple[str, str], None] = {}
    for parts in wholes:
        rows[FOLDED, _key((part.fold for part in parts), parsed)] = None
    for parts in wholes:
        for sounds in islice(_readings(parts), _QUERY_KEYS):
            rows[TRANSLITERATED, _key(sounds, parsed)] = None
    if len(shorter) < len(parsed.parts):
        # The father's name is one that the store does not have; another father's name is another man.
        bare: dict[tuple[str, str], None] = {}
        _add_rows(bare, shorter, parsed, _QUERY_KEYS)
        rows.update(dict.fromkeys((way, key + _FATHERLESS) for way, key in bare))
    return tuple(sorted(rows, key=lambda row: row[0] != FOLDED))


def near_keys(name: str) -> tuple[str, ...]:
    """Return the keys that fetch candidates for nearness: any two names that may be near share one.

    Rare keys say most: a key of two parts (with "+") is worth more than any of one.
    """
    return tuple(dict.fromkeys(key for group in group_near_keys(name) for key in group))


def group_near_keys(name: str) -> list[tuple[str, ...]]:
    """Return the keys for nearness, one group for each part and one for pairs of parts."""
    parts = parse_name(name).parts
    joined = [
        part_of(one.word + other.word)
        for one, other in pairwise(parts[:4] if len(parts) > 2 else ())
        if len(one.fold) < 7 and len(other.fold) < 7 and one.script == other.script
    ]
    pairs = ["." + part.coarse[0] for part in joined]
    if len(parts) == 2:
        # For a name that was written without its space.
        pairs.append("." + join_groups(parts[0].coarse[0], parts[1].coarse[0]))
    groups = [part.coarse[:2] for part in (*parts[:4], *joined)]
    for some, others in combinations(groups[:6], 2):
        pairs += ["+".join(sorted((one, other))) for one in some for other in others]
    return [*map(_part_keys, parts), tuple(dict.fromkeys(pairs))]


def _part_keys(part: Part) -> tuple[str, ...]:
    """Return the blocking keys of one part: consonant groups, consonants, consonants but for one."""
    keys = _KEYS.get(part.word)
    if keys is None:
        found = ["." + (coarse or part.plain[0]) for coarse in part.coarse[:2]]
        found += ["=" + sound for sound in part.sounds[:2]]
        found += [bones for bones in part.bones[:2] if len(bones) > 1]
        bones = part.bones[0]
        if len(bones) > 2:
            found += [bones[:place] + bones[place + 1 :] for place in range(min(len(bones), 7))]
        if len(_KEYS) >= _MOST_CACHED:
            _KEYS.clear()
        keys = _KEYS[part.word] = tuple(dict.fromkeys(found))
    return keys


def _add_rows(rows: dict[tuple[str, str], None], parts: list[Part], name: Name, most: int) -> None:
    if len(parts) == 1 and not name.numbers:
        rows[FOLDED, parts[0].fold] = None
        for sound in parts[0].sounds[:most]:
            rows[TRANSLITERATED, sound] = None
        return
    rows[FOLDED, _key((part.fold for part in parts), name)] = None
    for sounds in islice(_readings(parts), most):
        rows[TRANSLITERATED, _key(sounds, name)] = None


def _key(words: Iterator[str] | tuple[str, ...], name: Name) -> str:
    key = " ".join(sorted(words))
    return " ".join([key, *map(str, sorted(name.numbers))]) if name.numbers else key


def _readings(parts: list[Part]) -> Iterator[tuple[str, ...]]:
    choices = [part.sounds[:_MOST_READINGS] for part in parts]
    first = tuple(choice[0] for choice in choices)
    yield first
    # A name keeps to one convention, so the second readings of all its parts come before mixtures.
    for place in range(1, max(map(len, choices))):
        yield tuple(choice[min(place, len(choice) - 1)] for choice in choices)
    yield from product(*choices)


def _partial(parts: list[Part]) -> list[list[Part]]:
    count = len(parts)
    if count == 2:
        return [[part] for part in parts if len(part.fold) > 1]
    if count == 3:
        return [
            *(list(pair) for pair in combinations(parts, 2)),
            *([part] for part in parts if len(part.fold) > 1),
        ]
    if count == 4:
        return [[parts[0], part] for part in parts[1:]] + [[parts[2], parts[3]], [parts[3]]]
    return []


def _keep_first_initial(parts: list[Part]) -> list[Part] | None:
    """Return one initial and the surname of "V. V. Putin" or "Putin V. V."; None for any other name."""
    initials = [part for part in parts if part.is_initial]
    full = [part for part in parts if not part.is_initial]
    if len(initials) > 1 and full:
        return [initials[0], full[-1]]
    return None
