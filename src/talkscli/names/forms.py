"""The forms under which a name is stored and looked up: pure functions for any index, SQL or in memory.

`name_forms` gives the rows to store, `query_forms` those to look up, in the order in which to try them. Two
names are the same after folding, or after transliteration, exactly when a row of one is a row of the other.
An index of many names asks `all_forms`, which splits each name once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice, pairwise, product
from operator import getitem
from zlib import crc32

from talkscli.names.parts import Part, coarsen, join_groups, number_groups, number_keys, part_of
from talkscli.names.scripts import VOWELLED
from talkscli.names.structure import Name, drop_patronymic, parse_name

FOLDED = "folded"
TRANSLITERATED = "transliterated"
_MOST_READINGS = 4
_WHOLE_KEYS = 4
_PART_KEYS = 2
_QUERY_KEYS = 8
_FATHERLESS = " -"
"""Ends the key of a name without a father's name, for queries that have one."""
_MOST_GROUPS = 6
_MOST_PICKS = 1000
_PICKS: dict[tuple[int, ...], list[tuple[int, ...]]] = {}


def all_forms(names: Iterable[str]) -> tuple[set[str], set[str], set[int]]:
    """Return all under which to store one that has some names: folded and transliterated keys, near numbers.

    They are the same as of `name_forms` and `near_keys`, the last by the CRC-32 of each key.
    """
    folded: list[str] = []
    sounded: list[str] = []
    near: list[int] = []
    for name in names:
        parsed = parse_name(name)
        more_folded, more_sounded = _gather_forms(parsed)
        folded += more_folded
        sounded += more_sounded
        near += _number_pairs(parsed.parts)
        for part in parsed.parts:
            near += part.key_numbers or number_keys(part)
    return set(folded), set(sounded), set(near)


def name_forms(name: str) -> tuple[tuple[str, str], ...]:
    """Return the (way, key) rows under which to store a name: the whole, its initials, its parts."""
    folded, sounded = _gather_forms(parse_name(name))
    rows = dict.fromkeys([(FOLDED, key) for key in folded])
    rows.update(dict.fromkeys([(TRANSLITERATED, key) for key in sounded]))
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
    folded = [_fold_key(parts) for parts in wholes]
    sounded = [key for parts in wholes for key in _sound_keys(parts, _QUERY_KEYS)]
    end = _end_of(parsed)
    rows = dict.fromkeys([(FOLDED, key + end) for key in folded])
    rows.update(dict.fromkeys([(TRANSLITERATED, key + end) for key in sounded]))
    if len(shorter) < len(parsed.parts):
        # The father's name is one that the store does not have; another father's name is another man.
        end += _FATHERLESS
        rows[FOLDED, _fold_key(shorter) + end] = None
        rows.update(dict.fromkeys([(TRANSLITERATED, key + end) for key in _sound_keys(shorter, _QUERY_KEYS)]))
    return tuple(sorted(rows, key=lambda row: row[0] != FOLDED))


def whole_forms(name: str) -> tuple[tuple[str, str], ...]:
    """Return the (way, key) rows of a whole name with its titles: those that `match_whole` may accept."""
    parsed = parse_name(name)
    if not parsed.parts:
        return ()
    parts = [*parsed.titles, *parsed.parts]
    end = _end_of(parsed)
    sounded = [(TRANSLITERATED, key + end) for key in _sound_keys(parts, _QUERY_KEYS)]
    return (FOLDED, _fold_key(parts) + end), *sounded


def near_keys(name: str) -> tuple[str, ...]:
    """Return the keys that fetch candidates for nearness: any two names that may be near share one.

    Rare keys say most: a key of two parts (with "+") is worth more than any of one.
    """
    parts = parse_name(name).parts
    return tuple(dict.fromkeys([*chain.from_iterable(part.keys for part in parts), *_pair_keys(parts)]))


def heard_keys(query: str) -> tuple[str, ...]:
    """Return the keys of a query: those of `near_keys`, and of its parts as other languages spell them.

    Only queries have these, so that they cost a store nothing: Джанлуиджи asks for Gianluigi, Gianluigi for
    Джанлуиджи.
    """
    heard = chain.from_iterable(map(_hear_keys, parse_name(query).parts))
    return tuple(dict.fromkeys([*near_keys(query), *heard]))


_SPELLED = (("j", "g"), ("h", "j"), ("h", "g"), ("k", "c"), ("di", "gi"))
"""Sounds, and what may be written for them: Italian g, Spanish j, Greek ch, Hungarian gy."""
_MOST_SPELLED = 3
"""So many times in a word a sound may be spelled in one way and then in another."""


def _hear_keys(part: Part) -> list[str]:
    """Return the keys of a part as those hear it, or spell it, who write another script."""
    if part.script == "latin":
        return sorted({"." + coarsen(sound) for sound in part.echoes})
    if part.script not in VOWELLED:
        return []
    sound = part.plain[0]
    spelled = [
        way
        for heard, written in _SPELLED
        if heard in sound
        for way in (sound.replace(heard, written), *_respell_once(sound, heard, written))
    ]
    return ["." + coarsen(way) for way in spelled]


def _respell_once(sound: str, heard: str, written: str) -> Iterator[str]:
    """Yield a word with one of the places respelled where it has several."""
    pieces = sound.split(heard, _MOST_SPELLED)
    if len(pieces) > 2:
        for place in range(1, len(pieces)):
            yield heard.join(pieces[:place]) + written + heard.join(pieces[place:])


def _pair_keys(parts: list[Part]) -> list[str]:
    """Return the keys for nearness of two parts, side by side and written together."""
    joined = _write_together(parts)
    pairs = ["." + part.coarse[0] for part in joined]
    if len(parts) == 2:
        # For a name that was written without its space.
        pairs.append("." + join_groups(parts[0].coarse[0], parts[1].coarse[0]))
    for some, others in combinations([*parts[:4], *joined][:_MOST_GROUPS], 2):
        pairs += [
            f"{one}+{other}" if one <= other else f"{other}+{one}"
            for one in some.coarse[:2]
            for other in others.coarse[:2]
        ]
    return pairs


def _number_pairs(parts: list[Part]) -> list[int]:
    """Return the numbers of `_pair_keys`, made without the keys: there are very many."""
    numbers: list[int] = []
    if len(parts) == 2:
        met = parts
        numbers.append(crc32(("." + join_groups(parts[0].coarse[0], parts[1].coarse[0])).encode()))
    elif len(parts) > 2:
        joined = _write_together(parts)
        numbers += [crc32(f".{part.coarse[0]}".encode()) for part in joined]
        met = [*parts[:4], *joined][:_MOST_GROUPS]
    else:
        return numbers
    groups = []
    for part in met:
        groups += part.group_numbers or number_groups(part)
    if len(groups) == len(met):
        groups.sort()
        return numbers + [crc32(other, begun) for (_, _, begun), (_, other, _) in combinations(groups, 2)]
    for some, others in combinations(met, 2):
        for one, first, begun in some.group_numbers:
            for other, second, other_begun in others.group_numbers:
                numbers.append(crc32(second, begun) if one <= other else crc32(first, other_begun))
    return numbers


def _write_together(parts: list[Part]) -> list[Part]:
    """Return the short neighbours in a name of three or more, each two as one word."""
    return [
        part_of(one.word + other.word)
        for one, other in pairwise(parts[:4] if len(parts) > 2 else ())
        if len(one.fold) < 7 and len(other.fold) < 7 and one.script == other.script
    ]


def _gather_forms(name: Name) -> tuple[list[str], list[str]]:
    """Return the folded and the transliterated keys of a name; some may come twice."""
    parts = name.parts
    if not parts:
        return [], []
    if 2 <= len(parts) <= 3:
        folded, sounded, wholes = _gather_few(parts)
    else:
        folded = [_fold_key(parts)]
        sounded = _sound_keys(parts, _WHOLE_KEYS)
        wholes = sounded[:_PART_KEYS]
        if len(parts) == 4:
            first, second, third, fourth = parts
            for pair in ((first, second), (first, third), (first, fourth), (third, fourth)):
                folded.append(_fold_key(pair))
                sounded += _sound_keys(pair, _PART_KEYS)
            folded.append(fourth.fold)
            sounded += fourth.sounds[:_PART_KEYS]
    whole = folded[0]
    first, last = parts[0], parts[-1]
    if first.word != last.word and not first.is_initial:
        folded.append(_join(first.fold[0], last.fold))
        sounded.append(_join(first.first[0], last.first))
    if name.titles:
        titled = [*name.titles, *parts]
        folded.append(_fold_key(titled))
        sounded += _sound_keys(titled, _WHOLE_KEYS)
    if name.numbers:
        end = _end_of(name)
        whole += end
        folded = [key + end for key in folded]
        sounded = [key + end for key in sounded]
        wholes = [key + end for key in wholes]
    if len(parts) > 1 and drop_patronymic(parts) is parts:
        folded.append(whole + _FATHERLESS)
        sounded += [key + _FATHERLESS for key in wholes]
    return folded, sounded


def _gather_few(parts: list[Part]) -> tuple[list[str], list[str], list[str]]:
    """Return the keys of a name of two or three parts, the whole first, and those of the whole by sound."""
    folded = _join_all([part.fold for part in parts])
    likeliest = [part.first for part in parts]
    second = [part.second for part in parts]
    if second == likeliest:
        sounded = _join_all(likeliest)
        wholes = sounded[:1]
    else:
        wholes = _sound_keys(parts, _WHOLE_KEYS)
        sounded = wholes + _join_all(likeliest) + _join_all(second)
        del wholes[_PART_KEYS:]
    for part in parts:
        if len(part.fold) > 1:
            folded.append(part.fold)
            sounded += part.sounds[:_PART_KEYS]
    return folded, sounded, wholes


def _join_all(words: list[str]) -> list[str]:
    """Return the keys of two or three words: of all, and of each two."""
    words.sort()
    if len(words) == 2:
        return [f"{words[0]} {words[1]}"]
    one, two, three = words
    return [f"{one} {two} {three}", f"{one} {two}", f"{one} {three}", f"{two} {three}"]


def _fold_key(parts: Sequence[Part]) -> str:
    return " ".join(sorted([part.fold for part in parts]))


def _sound_keys(parts: Sequence[Part], most: int) -> list[str]:
    """Return the keys of the likeliest readings of some parts."""
    if len(parts) == 1:
        return [*parts[0].sounds[: min(most, _MOST_READINGS)]]
    sounds = [part.sounds for part in parts]
    picks = _pick_readings((most, *map(len, sounds)))
    if len(parts) == 2:
        some, others = sounds
        return [_join(some[one], others[other]) for one, other in picks]
    return [" ".join(sorted(map(getitem, sounds, pick))) for pick in picks]


def _pick_readings(counts: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return which readings to take: of so many at most, from parts that have so many each."""
    picks = _PICKS.get(counts)
    if picks is None:
        most, *sizes = counts
        choices = [range(min(size, _MOST_READINGS)) for size in sizes]
        picks = list(dict.fromkeys(islice(_readings(choices), most)))
        if len(_PICKS) < _MOST_PICKS:
            _PICKS[counts] = picks
    return picks


def _readings(choices: Sequence[range]) -> Iterator[tuple[int, ...]]:
    yield tuple([choice[0] for choice in choices])
    # A name keeps to one convention, so the second readings of all its parts come before mixtures.
    for place in range(1, max(map(len, choices))):
        yield tuple([choice[min(place, len(choice) - 1)] for choice in choices])
    yield from product(*choices)


def _join(one: str, other: str) -> str:
    return f"{one} {other}" if one <= other else f"{other} {one}"


def _end_of(name: Name) -> str:
    """Return what the numbers of a name add to its keys."""
    return "".join([f" {number}" for number in sorted(name.numbers)])


def _keep_first_initial(parts: list[Part]) -> list[Part] | None:
    """Return one initial and the surname of "V. V. Putin" or "Putin V. V."; None for any other name."""
    initials = [part for part in parts if part.is_initial]
    full = [part for part in parts if not part.is_initial]
    if len(initials) > 1 and full:
        return [initials[0], full[-1]]
    return None
