"""Which names are one: a name in several languages, and its short forms.

The lists are of common names, in the spelling of `fold_name`; none of them knows any person.
"""

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
gregory grigory grigoriy grigori hryhoriy hryhorii hryhor ryhor grigorij grzegorz gregor grigor
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
michelle michele
maxim maksim maksym maxime
michael maykl mikheil micheil mikhail mykhailo mykhaylo michel miguel michal michail mihail mihai
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
obrien obriain
oconnell oconaill
oconnor oconchobhair oconchuir
odonnell odomhnaill
odonovan odonnabhain
oleary olaoghaire
okelly oceallaigh
omalley omaille
omahony omathuna
oneill oneil
oreilly oraghallaigh
orourke oruairc
oshea ose oseaghdha
osullivan osuilleabhain
otoole otuathail
obyrne obroin
odoherty odochartaigh
ogrady ograda
ohiggins ohuiginn
odwyer oduibhir
maccarthy mccarthy maccarthaigh
macdonald mcdonald macdhomhnaill macdomhnaill
macgregor mcgregor macgriogair
mackenzie mckenzie maccoinnich
macmahon mcmahon macmathuna
macgrath mcgrath macraith
macguinness mcguinness macaonghusa
sean shaun shawn seaghan
padraig patrick padraic
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
