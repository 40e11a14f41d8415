"""The words of dates in English, Ukrainian, Russian, Turkish, German and French, each with its one meaning.

A line holds the words for one thing in all six languages; forms that grammar makes of a word stand beside it.
docs/values.md shows what the words mean.
"""

MONTHS = """
january jan jan. | січень січня січні | январь января январе янв янв. | ocak | januar jänner jan | janvier janv janv.
february feb feb. | лютий лютого лютому | февраль февраля феврале фев фев. февр. | şubat | februar feber | février fevrier févr. févr
march mar mar. | березень березня березні | март марта марте мар. | mart | märz mrz mär. maerz | mars
april apr apr. | квітень квітня квітні | апрель апреля апреле апр апр. | nisan | april | avril avr. avr
may | травень травня травні | май мая мае | mayıs | mai | mai
june jun jun. | червень червня червні | июнь июня июне июн. | haziran | juni | juin
july jul jul. | липень липня липні | июль июля июле июл. | temmuz | juli | juillet juil. juil
august aug aug. | серпень серпня серпні | август августа августе авг авг. | ağustos | august | août aout
september sep sept sep. sept. | вересень вересня вересні | сентябрь сентября сентябре сен. сент. | eylül | september | septembre
october oct oct. | жовтень жовтня жовтні | октябрь октября октябре окт окт. | ekim | oktober okt okt. | octobre
november nov nov. | листопад листопада листопаді | ноябрь ноября ноябре ноя ноя. нояб. | kasım | november | novembre
december dec dec. | грудень грудня грудні | декабрь декабря декабре дек дек. | aralık | dezember dez dez. | décembre déc. déc
"""

SEASONS = """
spring | весна весни весною навесні | весна весны весной | ilkbahar ilkbaharı ilkbaharında bahar baharı baharında | frühling frühjahr | printemps
summer | літо літа літом влітку улітку | лето лета летом | yaz yazı yazında yazın | sommer | été
autumn fall | осінь осені восени | осень осени осенью | sonbahar sonbaharı sonbaharında güz güzü güzünde | herbst | automne
winter | зима зими взимку узимку | зима зимы зимой | kış kışı kışında kışın | winter | hiver
"""
"""From March, June, September and December on, as EDTF's 21 to 24 say."""

WEEKDAYS = """
monday mon mon. | понеділок понеділка понеділку | понедельник понедельника пн | pazartesi | montag | lundi
tuesday tue tue. tues. tues | вівторок вівторка | вторник вторника вт | salı | dienstag | mardi
wednesday wed wed. | середа середу середи | среда среду среды ср | çarşamba | mittwoch | mercredi
thursday thu thu. thurs. thurs | четвер четверга | четверг четверга чт | perşembe | donnerstag | jeudi
friday fri fri. | п'ятниця п'ятницю п'ятниці | пятница пятницу пятницы пт | cuma | freitag | vendredi
saturday sat sat. | субота суботу суботи | суббота субботу субботы сб | cumartesi | samstag sonnabend | samedi
sunday sun sun. | неділя неділю неділі | воскресенье воскресенья вс | pazar | sonntag | dimanche
"""

PHRASES = """
about: about, around, approximately, approx., approx, circa, c., ca., ca, roughly | близько, приблизно, орієнтовно |
   около, примерно, приблизительно | yaklaşık, civarı, civarında | etwa, ungefähr, um den | environ, vers le, vers,
   aux environs du, autour du
early: early, early in, beginning of, start of | початок, на початку | начало, в начале | başı, başında, başlarında |
   anfang | début, début de
mid: mid, middle of | середина, у середині, в середині, посередині | середина, в середине | ortası, ortasında,
   ortalarında | mitte | mi, milieu de
late: late, late in, end of, end | кінець, кінця, наприкінці, в кінці, у кінці | конец, конца, концу, в конце | sonu, sonuna, sonunda,
   sonlarında |
   ende | fin, fin de
first half: first half of | перша половина, у першій половині, в першій половині |
   первая половина, в первой половине | ilk yarısı, ilk yarısında | erste hälfte, ersten hälfte | première moitié de,
   première moitié du
second half: second half of | друга половина, у другій половині, в другій половині |
   вторая половина, во второй половине | ikinci yarısı, ikinci yarısında | zweite hälfte, zweiten hälfte |
   seconde moitié de, deuxième moitié de
day before: the day before, day before, the eve of, eve of | напередодні | накануне | - | am tag vor, am tag vor dem,
   am vorabend des | la veille du
day after: the day after, day after, the day following | наступного дня після | на следующий день после | - |
   am tag nach, am tag nach dem | le lendemain du
before: before, prior to, earlier than | перед | перед, раньше | önce, önceden | vor, vor dem | avant, avant le
after: after, later than | після | после | sonra | nach, nach dem | après, après le
not before: no earlier than, not earlier than, not before, or later | не раніше | не раньше | en erken |
   frühestens, nicht vor, nicht vor dem | au plus tôt, au plus tôt le, pas avant, pas avant le
since: since, as of, starting, beginning | починаючи з, відтоді з | начиная с | beri, itibaren, bu yana |
   seit, seit dem, ab, ab dem | depuis, depuis le, à partir du, dès le
until: until, till, up to, through | аж до | вплоть до | kadar | bis zum, bis zu | jusqu'au, jusqu'en, jusqu'à
by: by, no later than, not later than, at the latest, or earlier | не пізніше | не позднее, к | en geç | spätestens, bis spätestens |
   au plus tard, au plus tard le, d'ici, d'ici à, d'ici au, d'ici le
between: between | між, поміж | между | arasında | zwischen, zwischen dem | entre, entre le
from: from | від, з, із, зі | с, со, от | - | von, vom | du
to: to | до, по | до, по | ile | bis | au
and: and, & | та, і, й | и | ve | und | et, et le
or: or | або, чи | или, либо | veya, ya da | oder | ou, ou le
noon: noon, midday | опівдні, полудень | в полдень, полдень | öğlen, öğle | mittag, mittags | midi
midnight: midnight | опівночі, північ | в полночь, полночь | gece yarısı | mitternacht | minuit
today: today, this morning, this afternoon, this evening, tonight | сьогодні | сегодня | bugün | heute |
   aujourd'hui, ce matin, ce soir
yesterday: yesterday | вчора, учора | вчера | dün | gestern | hier
tomorrow: tomorrow | завтра | завтра | yarın | morgen | demain
two days before: the day before yesterday, day before yesterday | позавчора | позавчера |
   önceki gün, evvelsi gün | vorgestern | avant-hier
two days after: the day after tomorrow, day after tomorrow | післязавтра | послезавтра | öbür gün |
   übermorgen | après-demain
this week: this week | цього тижня, на цьому тижні | на этой неделе | bu hafta | diese woche, dieser woche |
   cette semaine
last week: last week | минулого тижня | на прошлой неделе | geçen hafta | letzte woche, vergangene woche |
   la semaine dernière, semaine dernière
next week: next week | наступного тижня | на следующей неделе | gelecek hafta, önümüzdeki hafta | nächste woche |
   la semaine prochaine, semaine prochaine
this month: this month | цього місяця, у цьому місяці | в этом месяце | bu ay | diesen monat, in diesem monat | ce mois-ci
last month: last month | минулого місяця | в прошлом месяце | geçen ay | letzten monat, vergangenen monat |
   le mois dernier, mois dernier
next month: next month | наступного місяця | в следующем месяце | gelecek ay, önümüzdeki ay |
   nächsten monat, kommenden monat | le mois prochain, mois prochain
this year: this year | цього року | в этом году | bu yıl, bu sene | dieses jahr, in diesem jahr | cette année
last year: last year | минулого року, торік | в прошлом году | geçen yıl, geçen sene | letztes jahr, vergangenes jahr |
   l'année dernière, l'an dernier
next year: next year | наступного року | в следующем году | gelecek yıl, önümüzdeki yıl | nächstes jahr |
   l'année prochaine, l'an prochain
last: last | минулого, минулої, минулий, минулу | прошлый, прошлого, прошлой, прошлую | geçen |
   letzten, letzte, vergangenen, vergangene | dernier
next: next | наступного, наступної, наступний, наступну | следующий, следующего, следующей, следующую |
   gelecek, önümüzdeki | nächsten, nächste, kommenden, kommende | prochain
this: this | цього, цієї, цей, цю | этот, этого, этой, эту | bu | diesen, dieser, diese | ce
part of the day: morning, afternoon, evening | ранку, вранці, вдень, вечора, ввечері, увечері |
   утра, утром, днём, днем, вечера, вечером | sabah, sabahı, akşam, akşamı |
   morgens, vormittag, vormittags, nachmittag, nachmittags, abend, abends | matin, au matin, soir, au soir
night: night | ніч, ночі, вночі, уночі | ночь, ночи, ночью | gece, gecesi | nacht, nachts | nuit
onto: into | на | на | - | auf, auf den, zum | -
decade: - | - | - | - | - | années
quarter: quarter, quarter of | квартал, кварталу | квартал, квартала | çeyrek, çeyreği | quartal, quartals |
   trimestre, trimestre de
century: century | століття, ст. | век, века, в. | yüzyıl, yy. | jahrhundert, jahrhunderts, jh. | siècle
nothing: on, on the, sometime in, some time in, during, in, in the, at, the, of, of the, year, day, month, dated | у, в, на, о, об, року, рік, р., роки,
   років, роках, числа | в, во, года, год, году, г., годы, годов, годах, числа, месяц | yılı, yılında, yılının, ayı, ayında, ayının, yıllar, yılları,
   yıllarda, günü, gününe, tarihinde, tarihleri, saat |
   am, im, in, in der, den, der, dem, des, um, uhr, herum, jahr, jahres, jahre, jahren | le, la, les, en, dans, de, du mois de, à, l'année
"""
"""What a phrase says: words for one thing in all languages; `nothing` is left out."""

PARTS_OF_DAY = ("vormittag", "nachmittag", "mittag", "morgen", "abend", "nacht")
"""German parts of the day, which stand behind a weekday in one word with it: Montagabend."""

ORDINALS = """
first 1st | перший першого першому | первый первого первом | birinci ilk | erste ersten erstes 1. | premier première 1er 1re
second 2nd | другий другого другому | второй второго втором | ikinci | zweite zweiten zweites | deuxième second seconde 2e
third 3rd | третій третього третьому | третий третьего третьем | üçüncü | dritte dritten drittes | troisième 3e
fourth 4th | четвертий четвертого четвертому | четвёртый четвертый четвёртого четвертого | dördüncü | vierte vierten viertes | quatrième 4e
"""
"""Of quarters and of days that are written in words."""
