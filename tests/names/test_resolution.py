import pytest

from talkscli.names import NameIndex, Resolution, rank, resolve

STORE = [
    ("Rustem Umerov", "umerov"),
    ("Volodymyr Zelenskyy", "zelenskyy"),
    ("Vladimir Medinsky", "medinsky"),
    ("Vladimir Putin", "putin"),
    ("Dmitry Peskov", "peskov"),
    ("Recep Tayyip Erdoğan", "erdogan"),
    ("Hakan Fidan", "fidan"),
    ("Andrii Sybiha", "sybiha"),
    ("Georgiy Tykhyi", "tykhyi"),
    ("Maksym Skrypchenko", "skrypchenko"),
    ("Jean-Noël Barrot", "barrot"),
    ("Donald Trump", "trump"),
    ("Ursula von der Leyen", "von-der-leyen"),
    ("TASS", "tass"),
    ("Independent Türkçe", "independent-turkce"),
    ("Çırağan Palace", "ciragan-palace"),
    ("Dolmabahçe Palace", "dolmabahce-palace"),
    ("Istanbul", "istanbul"),
    ("Istanbul Communiqué", "communique"),
]

# A query, the one key it means, and the way.
CLEAR = [
    ("Rustem Umerov", "umerov", "exact"),
    ("rustem UMEROV", "umerov", "folded"),
    ("Umerov, Rustem", "umerov", "folded"),
    ("Умеров", "umerov", "transliterated"),
    ("Умєров", "umerov", "transliterated"),
    ("Umierov", "umerov", "transliterated"),
    ("Umerow", "umerov", "transliterated"),
    ("Zelensky", "zelenskyy", "transliterated"),
    ("Zelenskiy", "zelenskyy", "transliterated"),
    ("Selenskyj", "zelenskyy", "transliterated"),
    ("Зеленський", "zelenskyy", "transliterated"),
    ("Владимир Зеленский", "zelenskyy", "transliterated"),
    ("Zelenskky", "zelenskyy", "transliterated"),
    ("Erdogan", "erdogan", "folded"),
    ("Ердоган", "erdogan", "transliterated"),
    ("Dmitri Peskow", "peskov", "transliterated"),
    ("Дмитрий Песков", "peskov", "transliterated"),
    ("Medinski", "medinsky", "transliterated"),
    ("Medinsy", "medinsky", "near"),
    ("Poutine", "putin", "transliterated"),
    ("Vladimir Vladimirovich Putin", "putin", "folded"),
    ("President Putin", "putin", "folded"),
    ("Hakan Fidan'", "fidan", "folded"),
    ("Андрей Сибига", "sybiha", "transliterated"),
    ("Georgij Tychyj", "tykhyi", "transliterated"),
    ("Трамп", "trump", "transliterated"),
    ("Жан-Ноэль Барро", "barrot", "transliterated"),
    ("فلاديمير بوتين", "putin", "transliterated"),
    ("Leyen", "von-der-leyen", "folded"),
    ("тасс", "tass", "transliterated"),
    ("Dolmabahce", "dolmabahce-palace", "folded"),
    ("İSTANBUL", "istanbul", "folded"),
    ("Skripchenko", "skrypchenko", "transliterated"),
]

OPEN = [
    "Umarov",
    "Умаров",
    "Rustem Umarov",
    "Zelenko",
    "Zelenska",
    "Olena Zelenska",
    "Roman Medinski",
    "Medinski the composer",
    "Igor Putin",
    "Putina",
    "Petrov",
    "Louis XIV",
    "",
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(STORE)


def outcome(found: Resolution) -> tuple[str, str, bool]:
    return found.matches[0].key if found.matches else "", found.way, found.clear


@pytest.mark.parametrize(("query", "key", "way"), CLEAR)
def test_a_spelling_resolves_to_its_bearer_and_says_how(
    index: NameIndex, query: str, key: str, way: str
) -> None:
    assert outcome(index.resolve(query)) == (key, way, True)


@pytest.mark.parametrize("query", OPEN)
def test_another_name_is_never_taken(index: NameIndex, query: str) -> None:
    assert not index.resolve(query).clear


def test_a_name_one_vowel_away_is_suggested(index: NameIndex) -> None:
    assert index.resolve("Umarov").suggestions == ("Rustem Umerov",)


def test_a_shared_part_lists_all_who_bear_it(index: NameIndex) -> None:
    found = index.resolve("Vladimir")
    assert ([match.key for match in found.matches], found.clear) == (
        ["medinsky", "putin", "zelenskyy"][:2],
        False,
    )


def test_a_shared_surname_lists_both() -> None:
    found = resolve("Bush", ["George Bush", "Jeb Bush"])
    assert ([match.key for match in found.matches], found.clear) == (["George Bush", "Jeb Bush"], False)


def test_two_near_names_are_not_guessed_between() -> None:
    found = resolve("Schmitdt", ["Anna Schmidt", "Otto Schmitt"])
    assert (found.way, found.clear) == ("near", False)
    assert found.suggestions == ("Anna Schmidt", "Otto Schmitt")


def test_aliases_of_one_key_are_one_match() -> None:
    found = resolve("умеров", {"Rustem Umerov": "umerov", "Umerov": "umerov", "Умєров": "umerov"})
    assert (len(found.matches), found.clear) == (1, True)


def test_a_name_of_its_own_comes_before_part_of_another(index: NameIndex) -> None:
    assert [match.key for match in index.resolve("istanbul").matches] == ["istanbul"]


def test_a_name_comes_before_the_same_in_another_language() -> None:
    found = resolve("Олексій Резніков", ["Alexis Reznikov", "Oleksii Reznikov"])
    assert outcome(found) == ("Oleksii Reznikov", "transliterated", True)


def test_the_order_of_the_entries_changes_nothing() -> None:
    queries = ["Umarov", "Vladimir", "Zelenko", "Palace", "Medinsy"]
    there, back = NameIndex(STORE), NameIndex(reversed(STORE))
    assert [repr(there.resolve(query)) for query in queries] == [
        repr(back.resolve(query)) for query in queries
    ]


def test_the_limit_bounds_the_matches() -> None:
    names = [f"Ivan Petrov{letter}" for letter in "abcdefghij"]
    assert len(resolve("Ivan", names, limit=3).matches) == 3


def test_an_exact_name_of_two_keys_is_not_clear() -> None:
    found = NameIndex([("Bush", "a"), ("Bush", "b")]).resolve("Bush")
    assert ([match.key for match in found.matches], found.clear) == (["a", "b"], False)


def test_ranking_nothing_finds_nothing() -> None:
    assert repr(rank("Umerov", [])) == repr(Resolution("none", [], clear=False))


def test_ranking_says_why() -> None:
    (match,) = rank("Medinsy", [("medinsky", "Vladimir Medinsky")]).matches
    assert match.why == "medinsy is medinsky but for a slip; vladimir is only in one"


@pytest.mark.parametrize("query", ["a", "aaa", "aaaa", "а" * 100_000, "ab" * 50_000])
def test_a_run_of_letters_is_no_other_run(query: str) -> None:
    found = NameIndex([("Anadolu", "anadolu"), ("AA", "anadolu"), ("ab", "ab")]).resolve(query)
    assert (found.way, found.clear) == ("none", False)


def test_a_run_of_letters_is_itself_in_any_script() -> None:
    index = NameIndex([("Anadolu", "anadolu"), ("AA", "anadolu")])
    assert [index.resolve(query).matches[0].key for query in ("aa", "AA", "АА")] == ["anadolu"] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Джанлуиджи", "Gianluigi"),
        ("Джорджо", "Giorgio"),
        ("Хулио", "Julio"),
        ("Дьюла", "Gyula"),
        ("Abdul Rahman", "Abdurrahman"),
        ("Abd al-Karim", "Abdulkarim"),
        ("Ó Briain", "O'Brien"),
    ],
)
def test_a_name_is_found_by_how_another_language_hears_or_joins_it(one: str, other: str) -> None:
    strangers = ["Anna Alpha", "Otto Beta", "Zafar Iqbal"]
    for query, name in ((one, other), (other, one)):
        found = resolve(query, [name, *strangers])
        assert ([match.key for match in found.matches][:1], found.clear) == ([name], True)


@pytest.mark.parametrize(
    ("query", "name"),
    [("Said Javid", "Sajid Javid"), ("Michael Smith", "Mitchell Smith"), ("Sadiq Jhan", "Sadiq Khan")],
)
def test_a_chain_of_readings_takes_nobody(query: str, name: str) -> None:
    assert not resolve(query, [name, "Anna Alpha"]).clear
    assert not resolve(name, [query, "Anna Alpha"]).clear


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("le président Emmanuel Macron", "Emmanuel Macron"),
        ("primo ministro Mario Draghi", "Mario Draghi"),
        ("prezydent Andrzej Duda", "Andrzej Duda"),
        ("премиерът Румен Радев", "Румен Радев"),
        ("прем'єр-міністр Юлія Свириденко", "Юлія Свириденко"),
        ("πρωθυπουργός Κυριάκος Μητσοτάκης", "Κυριάκος Μητσοτάκης"),
        ("رئيس الوزراء محمد شياع السوداني", "محمد شياع السوداني"),
        ("ראש הממשלה בנימין נתניהו", "בנימין נתניהו"),
        ("Datuk Seri Anwar Ibrahim", "Anwar Ibrahim"),
        ("miniszterelnök Viktor Orbán", "Viktor Orbán"),
    ],
)
def test_a_title_of_any_language_is_set_aside(query: str, name: str) -> None:
    assert resolve(query, [name, "Anna Alpha"]).clear


@pytest.mark.parametrize(
    ("name", "rest"),
    [("Primo Levi", "Levi"), ("Le Duan", "Duan"), ("Emir Kusturica", "Kusturica"), ("Mac Miller", "Miller")],
)
def test_a_word_that_is_a_title_elsewhere_stays_in_a_name(name: str, rest: str) -> None:
    assert resolve(name.upper(), [name, rest]).matches[0].key == name


@pytest.mark.parametrize("query", ["Ali Omar", "Hussain Omar", "강", "김"])
def test_a_part_that_may_be_anybodys_is_not_taken(query: str) -> None:
    found = resolve(query, ["Omar Ali Hussain", "Kang Min-ho", "김민호", "Anna Alpha"])
    assert not found.clear


def test_two_words_in_another_order_are_taken_where_only_a_fathers_name_is_missing() -> None:
    assert resolve("Umerov Rustem", ["Rustem Enverovych Umerov"]).clear
    assert resolve("Hussein, Saddam", ["Saddam Hussein al-Tikriti"]).clear
