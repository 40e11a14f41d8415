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
    госпожа пан пані панi президентка міністр прем'єр премєр речник речниця спикер глава генерал
    полковник граф князь король доктор профессор професор пресс секретарь секретар رئيس الرئيس الشيخ
    شيخ السيد سيد الدكتور دكتور الملك الامير امير
"""
TITLES = frozenset(_TITLES.split())
"""Words before a name that say an office or a courtesy."""

_NAME_TITLES = """
    emir amir sultan shah prince king don dona graf pasha pasa bey bay judge major general earl duke dean haji
    hajji justice marshal lord
"""
NAME_TITLES = frozenset(_NAME_TITLES.split())
"""Titles that are given names or surnames too."""

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
    "ovic", "evic", "iovic", "ivic", "ilic", "imic", "ovna", "evna", "ivna", "iivna", "icna", "inicna",
    "oglu", "ogli", "ugli", "kisi", "gisi", "kiisi",
)  # fmt: skip
"""Ends of a father's name, in sounds, in the second or last place of three."""

SAME_GIVEN = """
alexander aleksandr oleksandr aliaksandr alexandr olexandr aleksander alexandre alessandro alejandro
alexander aleksandar
alexei alexey aleksei aleksey oleksiy oleksii oleksij alexis alekseĭ aliaksei alexej
alexandra aleksandra oleksandra
anastasia anastasiya anastasiia nastassia
andrew andrei andrey andriy andrii andrij andrej andrzej andre andreas andres andrea ondrej andras
anna hanna ganna anne ana
anthony antony entoni anton antonio antoine antoni antonin
artem artyom artiom
basil vasily vasiliy vasilii vasyl vasil wassili vasile vasilis
benjamin binyamin benyamin veniamin
bogdan bohdan
boris barys borys
catherine katherine kateryna ekaterina yekaterina katerina katarina kathrin katharina caterina catarina
christian kristian cristian
christopher kristoffer christoph christophe cristobal
constantine konstantin kostiantyn kostyantyn kanstantsin konstantinos
cyril kirill kyrylo kiril kirillos
daniel danylo daniil danil danila
david devid davyd dawid davit dawit
demetrius dmitry dmitri dmitriy dmitrii dmytro dzmitry dimitri dimitris dimitrios dmitrij dimitar dimitrij
denis denys dionysius
edward eduard edvard eduardo edouard
elena olena yelena alena helen helena helene jelena
elizabeth elizaveta yelizaveta yelyzaveta elisabeth elisabetta
emmanuel manuel emanuel
eric erik erich
eugene yevgeny evgeny yevgeniy evgeniy evgenii yevhen yevhenii yevheniy evgueni jewgeni yauhen eugen eugenio
evgenia yevgenia yevheniia yevgeniya evgeniya eugenia jewgenija
ferdinand fernando
francis franz francois francesco francisco frantisek
frederick friedrich frederic federico fryderyk
gabriel havryil gavriil
george dzhordzh georgy georgiy georgii heorhii heorhiy georgi georg georges giorgio jorge georgios giorgi
george yuri yury yuriy yurii jurij juri iouri youri jerzy jiri
gregory grigory grigoriy grigori hryhoriy hryhorii grigorij grzegorz gregor grigor
helena olena
henry heinrich henri enrico enrique henryk
igor ihor
elijah ilya illia ilia illya ilja
irene irina iryna irena
isaac isaak yitzhak itzhak
jacob yakov iakov yakiv jakob jakub
james dzheyms jaime
jaroslav yaroslav iaroslav jaroslaw
john dzhon ivan johann johannes jan jean giovanni juan joao ioannis yannis jon jonas janos johan hans
john yahya ion
joseph ioseb josef yosef iosif yosyp jose giuseppe jozef yusuf yousef youssef
julia yulia yuliya yuliia iulia ioulia julija julie giulia
julius yuli yuliy julian
catherine kate
konrad conrad
larissa larisa larysa
laurence lawrence lorenz laurent lorenzo
leonid leonidas
leo lev leon lew
lewis louis ludwig luis luigi lajos ludovic
lydia lidia lidiya lidiia
luke lukas lucas luca luka
ludmila lyudmila liudmyla lyudmyla liudmila ljudmila
margaret margarita marharyta marguerite margarethe
mark marcus marko marco marc markus
maria mariya mariia mary marie marija
martin martyn marten
matthew matvey matviy matthias matthieu matteo mateo mateusz matej
maxim maksim maksym maxime
michael maykl mikheil micheil mikhail mykhailo mykhaylo michel miguel michal michail mihail mihai michele
michael mihajlo mikael mikhailo michailo
nadezhda nadiia nadiya nadija nadeschda
natalia nataliya nataliia natalya nathalie natalie natalija
nicholas nikolai nikolay mykola nicolas nikolaus nicola nikolaos mikalai nikola niccolo nikolaj nikolaas
nicholas miklos
nicetas nikita mykyta
oleg oleh aleh
olga olha volha
paul pavel pavlo pablo paolo pavlos paulo pal
peter petr pyotr petro piotr pierre pedro pietro petros petar piter pjotr petru
philip filip philippe felipe pylyp filipp philipp
rodion radion
roman raman
rostislav rostyslav
sebastian sebastien sebastiao
sergius sergei sergey serhiy serhii sergii sergej serge sergio siarhei serhij sergiy
simon semyon semen simeon symon shimon
stanislav stanislaw stanislau
stephen steven stefan stepan stephan etienne esteban stefano stefanos stjepan istvan
svetlana svitlana sviatlana swetlana svetlane
svyatoslav sviatoslav svjatoslav
tamara tamar
tatiana tatyana tetiana tetyana tatjana taciana
theodore fyodor fedor fedir feodor theodor teodor theodoros
thomas tomas tommaso tomasz foma
timothy timofey tymofiy tymofii
valentine valentin valentyn
valentina valentyna
valery valeriy valerii valeri valerij walerij valerian
valeria valeriya valeriia
vera vira
veronica veronika
victor viktor wiktor viktar
victoria viktoria viktoriya viktoriia viktorija
vincent vincenzo vicente
vitaly vitaliy vitalii vitali vitalij witali
vladimir volodymyr wladimir wolodymyr uladzimir vladimer volodimir wolodimir
vladislav vladyslav wladyslaw uladzislau wladislaw
vsevolod vsevolad
vyacheslav viacheslav vjaceslav wjatscheslaw viacheslau
william uilyam wilhelm guillaume guillermo guglielmo willem vilhelm
xenia ksenia kseniya kseniia
zinaida zinaida
ahmed ahmad ahmet akhmed akhmad ahmadu
ali aly
abdullah abdallah abdulla abdollah
hussein hussain husayn hossein husein hoseyn huseyin hussin houssein
hassan hasan hasen
ibrahim ebrahim ibragim abraham avraham
ismail esmail ismael
mahmoud mahmud mehmood mahmut
mohammed muhammad mohamed mohammad muhammed mehmet mohamad magomed mukhammad mahomet muhamad mohd md
mustafa mostafa moustafa mustapha
omar umar omer
osman usman uthman othman
said saeed saied sayed sa'id
salim saleem selim
suleiman suleyman sulaiman sulayman soliman solomon shlomo
abdulaziz abdelaziz
khaled khalid halid
jamal gamal djamal
hamid hameed
karim kareem kerim
rashid rasheed rachid
walid waleed oualid
yasser yasir yaser
tariq tarek tarik
nasser nasir naser
moses moshe moussa musa
aaron aharon harun haroun
samuel shmuel
marina
mariana marianna
martina
daria darya dariya
angela
angelo
alina
arina
inna
nina
olesia olesya
oksana oxana
lilia lilya
karina
karl carl carlo carlos charles karel
klaus claus
kurt
kevin
keith
brian bryan
bruno
adam
adrian
albert alberto
alfred
arthur artur arturo
barack
bernard bernhard bernardo
dennis
dominic dominik dominique
donald
eva eve
felix
gustav gustavo
harold harald
harry
hector
hugo
jason
jonathan
joel
kim
marian
mariam maryam miriam
marvin
mathilde matilda
max
melanie
nelson
noah
oscar oskar
otto
ralph ralf
raymond raimund
richard ricardo riccardo
robert roberto
robin
ronald ronaldo
rosa
rudolf rudolph
ruslan
rustam rustem
sara sarah
sofia sophia sophie
sonia sonya
susan susanne susanna
taras
teresa theresa therese
tiffany
ursula
vanessa
viktorija
walter
xavier javier
zoe
aisha ayesha aicha
amina
bashar
fatima fatma
faisal faysal
habib
hamza
iman
jamil
kamal kemal
layla leila
latif
majid
malik
munir
nabil
omid
qasim kasim
rahim
rahman
samir
sami
tahir
yahia
yunus younes
zainab zeynep
abd abdel abdul abdal abdol abdoul
park pak bak
choi choe
kim gim
"""
"""One given name a line as its bearers' languages write it."""

NICKNAMES = """
william bill billy will liam
robert bob bobby rob robbie
richard dick rick ricky rich
james jim jimmy jamie
john jack johnny
joseph joe joey
edward ed eddie ted teddy ned
thomas tom tommy
michael mike mick mickey misha
anthony tony
donald don donny
ronald ron ronnie
kenneth ken kenny
stephen steve
charles charlie chuck
christopher chris
daniel dan danny
david dave davy
andrew andy drew
matthew matt
nicholas nick kolya
peter pete petya
patrick pat paddy
alexander alex sasha sascha alec sandy
alexandra alex sasha
benjamin ben benny bibi
samuel sam sammy
gregory greg grisha
jeffrey jeff geoff geoffrey
gerald jerry gerry
lawrence larry
leonard len lenny leo
raymond ray
frederick fred freddy freddie fritz
timothy tim
philip phil
douglas doug
theodore ted teddy
ronald ron
albert al bert
alan al
elizabeth liz beth betty eliza lisa elisa
margaret maggie meg peggy
catherine kate kathy katie cathy katya katja
susan sue susie suzanne
deborah debbie deb
barbara barb
patricia pat patty trish
jennifer jen jenny
rebecca becky
victoria vicky vika
vladimir volodya vova
dmitry dima mitya
sergei seryozha
yevgeny zhenya
maria masha
tatiana tanya
natalia natasha
svetlana sveta
anna anya ania
ivan vanya
mikhail misha
nikolai kolya
alexei alyosha
francisco paco pancho
jose pepe
enrique kike
ignacio nacho
guadalupe lupe
johannes hans
giuseppe beppe
abdul abd
"""
"""Short forms in use, a line for each name; weaker evidence than another language's form."""
