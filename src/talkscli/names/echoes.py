"""How a word in Latin letters is heard by those who write other scripts: Trump is Трамп, Barrot is Барро.

Each language has its own letters for sounds, and the letters do not tell the language. These readings are too
wide to make two Latin spellings the same; they only meet a word that was written by ear in another script.
"""

import re
from collections.abc import Iterator

from talkscli.names.sounds import read_latin

_RULES = r"""
english: eigh|ei i , (?<=[^aeiou])[uie]r(?=[^aeiouy]) er , air er , e([^aeiouywr])e$ i\1 , igh ai ,
   (?<=[^aeiou])u(?=[^aeiouy]{2}) a , (?<=[^aeiou])u(?=[^aeiouy]$) a , a([^aeiouywrx])e(?=s?$) ei\1 ,
   i([^aeiouywx])e(?=s?$) ai\1 , o([^aeiouywx])e(?=s?$) o\1 , u([^aeiouywx])e(?=s?$) iu\1 , ea i , oa o ,
   a[iy] ei , (?<=[^aeiou])y(?=[^aeiou]) ai , wr r , kn n , w(?=[aeiou]) u , ow ou , (?<=[^aeiou])e$ - ,
   g(?=[ey]) dj
english: a(?=[^aeiouyrw]{2}) e , (?<=[^aeiou])u(?=[^aeiouy]{2}) a , th t , ea ei , ay ei , w(?=[aeiou]) u ,
   (?<=[^aeiou])e$ - , g(?=[eiy]) dj
french: eaux?|aux?$|au o , ill ii , oi ua , ai|ei|ay e , eu|œu e , (?<![cpstz])h - , (?<!t)ch sh , ean an ,
   gn ni , g(?=[eéèi])|j zh , zhe(?=[ao]) zh , er$|ez$|et$ e , (?<=[^aeiou])es?$ - , (?<=.)[tdsxzp]+$ - ,
   qu k , oû u
german: ^s(?=[tp]) sh , e[iy]|ay ai , eu|äu oi , (?<!a)ie i , (?<=[aeiouäöü])h(?=[^aeiouäöü]|$) - , v f ,
   (?<!t)z ts , (?<!s)ch kh , j i
spanish: h - , j|g(?=[eiéí])|x h , ll l , z|c(?=[eiéí]) s , qu k , gu(?=[eiéí]) g , c$ k
polish: szcz shch , rz zh , ą on , ę en , ó u , cz|ć|ci(?=[aou]) tch , sz|ś|si(?=[aou]) sh , ch kh ,
   (?<!t)c(?!h) ts , ź|ż|zi(?=[aou]) zh
hungarian: cs tch , zs zh , sz ß , s sh , gy(?=[aáeéoóöuúü]) di , gy d , ny n , ly i , (?<!t)c(?!h) ts
italian: sc(?=[ei]) sh , ch k , gli li , gh g , gn ni , cci(?=[aou])|ci(?=[aou])|c(?=[ei]) tch ,
   gi(?=[aou])|g(?=[ei]) dj , zz? ts
turkish: c dj , ç tch , ğ -
portuguese: ão an , ões ons , nh ni , lh li , ç s , g(?=[ei])|j zh , ch sh
"""
"""A language, then its rules in their order: a pattern and what is heard, "-" for nothing."""


def _parse_rules(table: str) -> Iterator[list[tuple[re.Pattern[str], str]]]:
    for language in table.replace(",\n", ",").strip().splitlines():
        rules = [rule.split() for rule in language.partition(":")[2].split(" , ")]
        yield [(re.compile(pattern), "" if sound == "-" else sound) for pattern, sound in rules]


_LANGUAGES = tuple(_parse_rules(_RULES))


def hear_latin(word: str) -> frozenset[str]:
    """Return the sound spellings that a lower-case Latin word has in the languages that may own it."""
    heard: set[str] = set()
    for rules in _LANGUAGES:
        spelled = word
        for pattern, sound in rules:
            spelled = pattern.sub(sound, spelled)
        if spelled != word and spelled:
            heard.update(read_latin(spelled)[:2])
    return frozenset(heard)
