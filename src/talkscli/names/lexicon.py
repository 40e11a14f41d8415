"""What the words of a name can be: titles, particles, patronymics, numbers, one name in several languages.

The lists are of common words, in the spelling of `fold_name`; none of them knows any person.
"""

_TITLES = """
    mr mrs ms miss mx sir dame lord lady dr doctor prof professor rev reverend father hon honourable
    honorable president premier prime minister foreign defence defense secretary chancellor king
    queen prince princess general colonel major captain lieutenant admiral marshal ambassador
    senator congressman deputy governor mayor spokesman spokeswoman spokesperson former acting vice
    chief pope patriarch emperor sheikh sheik shaikh shaykh cheikh scheich sayyid imam ayatollah
    haji hajji mullah emir sultan shah pasha his her excellency majesty highness comrade advocate
    judge justice sgt sergeant capt col gen lt maj esq herr frau prasident prasidentin kanzler
    kanzlerin bundeskanzler bundeskanzlerin aussenminister aussenministerin sprecher ministerin
    konig konigin graf freiherr monsieur madame mme mlle presidente ministre roi reine chancelier
    chanceliere senor senora don dona signor signora ministro bay bayan sayin cumhurbaskani basbakan
    bakan bakani disisleri sozcusu efendi bey hanim pasa президент министр премьер канцлер господин
    госпожа пан пані панi президентка міністр премєр речник речниця спикер глава генерал полковник
    граф князь король доктор профессор професор пресс секретарь секретар президентът премиерът
    министърът министърпредседател председник премијер министар прэзідэнт пасол посол госпадар
    депутат сенатор мэр губернатор канцлерка премєрка премєрміністр премьерминистр prezydent ministr
    prezident predseda predsednik predsednica predsjednik predsjednica premijer premijerka ministar
    ministrica poslanec senatorka marszalek kanclerz prezidents premjerministrs ministrs prezidentas
    ministras presidentti paaministeri ministeri statsminister statsministeren utrikesminister
    utenriksminister udenrigsminister forbundskansler ministerpresident ministerpresidente
    ministrepresident ministerprasident ministerprasidentin bundesminister bundesministerin
    bundesprasident staatssekretar staatssekretarin burgermeister oberburgermeister presidentin
    presidenta primer ministra canciller primo onorevole dottor dottore dott ingegner avvocato
    cavaliere monsignor senhor senhora doutor excelentisimo miniszterelnok miniszter elnok kancellar
    presedinte presedintele premierul ministrul domnul doamna perdana menteri datuk dato datin seri
    tunku tengku bapak ibu shri smt shrimati hujjat hojjatoleslam hojatoleslam sayyida seyed hajj
    hadji alhaji προεδροσ πρωθυπουργοσ υπουργοσ καγκελαριοσ κυριοσ κυρια נשיא הנשיא ראש הממשלה שר
    השר רב הרב מר גברת רמטכל אלוף प्रधानमंत्री राष्ट्रपति श्री श्रीमती डॉ თავმჯდომარე პრეზიდენტი
    მინისტრი նախագահ վարչապետ نخست وزير الوزير المستشار الرييسه السيده رييسه رييس الرييس الشيخ شيخ
    السيد سيد الدكتور دكتور الملك الامير امير иностранных дел внутренних обороны финансов юстиции
    закордонних справ внутрішніх оборони фінансів affairs affaires etrangeres asuntos exteriores
    icisleri savunma esteri difesa الوزرا الخارجيه الداخليه الدفاع الماليه الجمهوريه zagranicznych
    obrony
"""
TITLES = frozenset(_TITLES.split())
"""Words before a name that say an office or a courtesy."""

_NAME_TITLES = """
    emir amir sultan shah prince king don dona graf pasha pasa bey bay judge major general earl duke dean haji
    hajji justice marshal lord hajj hadji alhaji seyed dato primo cavaliere
"""
NAME_TITLES = frozenset(_NAME_TITLES.split())
"""Titles that are given names or surnames too."""

ARTICLES = frozenset(("the", "le", "la", "il", "lo", "el", "der", "die", "den", "het", "o", "a", "ο", "η"))
"""Words that some languages set before a title."""

_SUFFIXES = """
    jr sr junior senior phd md esq mp obe cbe kbe mbe qc kc ba ma msc bsc dds cpa
"""
SUFFIXES = frozenset(_SUFFIXES.split())
"""Words after a name that are no part of it."""

_PARTICLES = """
    of the and for del della dello dei der den des von vom zu zum zur und bin bint ibn al el ul ad
    ould и і та й бин бен ибн ібн аль эль ель ас фон дер ван де ди дю да ла ле φον ντερ ντε αλ بن
    ابن بنت ال بين אל בן
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Small words that spellers leave out or run together."""

SON = frozenset(("bin", "bint", "ibn", "бин", "ибн", "ібн", "بن", "ابن", "بنت"))
"""Particles between a child's name and the father's."""

_SERVANTS = "abd abdu abdul abdel abdal abdoul abdur abdus عبد абд абду абдул абдель абдаль абдел"
SERVANTS = frozenset(_SERVANTS.split())
"""Servant of: the first half of names such as Abdul Karim, which many write as one word."""

_FAITHS = "din deen dine eddin eddine uddin uddine addin aldin دين الدين дин эддин уддин аддин"
FAITHS = frozenset(_FAITHS.split())
"""Of the faith: the second half of names such as Nur al-Din, which many write as one word."""

CLANS = frozenset(("o", "mac", "mc"))
"""Descendant of: the first word of Ó Briain and Mac Cárthaigh, which English writes as one word."""

_NAME_PARTICLES = """
    de di du da das do dos le la les las los lo van ter ten te y e i et ve ben bar abu a d l an ar
    as at в о
"""
NAME_PARTICLES = frozenset(_NAME_PARTICLES.split())
"""Small words that are names elsewhere (Do-yun, Le, Van), unless written small inside a name."""

_NUMBERS = """
1 i first 1st|2 ii second 2nd|3 iii third 3rd|4 iv fourth 4th|5 v fifth 5th|6 vi sixth 6th|7 vii seventh 7th
8 viii eighth 8th|9 ix ninth 9th|10 x tenth 10th|11 xi|12 xii|13 xiii|14 xiv|15 xv|16 xvi|17 xvii|18 xviii
19 xix|20 xx|21 xxi|22 xxii|23 xxiii
"""
NUMBERS = {
    word: int(words.split()[0])
    for line in _NUMBERS.split("\n")
    for words in line.split("|")
    for word in words.split()
}
"""Ordinals that tell one bearer of a name from another. A single letter counts only at the end of a name."""

PATRONYMIC_ENDS = (
    "ovic", "evic", "avic", "iovic", "ivic", "ilic", "imic", "ovna", "evna", "avna", "auna", "euna", "ouna",
    "ivna", "iivna", "icna", "inicna",
    "oglu", "ogli", "ugli", "kisi", "gisi", "kiisi",
)  # fmt: skip
"""Ends of a father's name, in sounds, in the second or last place of three."""
