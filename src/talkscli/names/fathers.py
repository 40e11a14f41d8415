"""Which East Slavic fathers' names are one: Grigoryevich, Hryhorovych, Hryhoravich."""

import re

_SAME = """
aleks oleks aliaks alaks
aleksandr oleksandr aliaksandr alaksandr
anatol
andr
anton
arkad
bogdan bohdan
boris baris
danil
denis dsianis dsanis
dmitr dsmitr
evgen evhen iauhen iaugen
fedor fiodor fiodar
genad henad henads genads
georg heorh heorg georh
gleb hleb hlib glib
grigor hrihor grihor hrihar rihor rigor rihar
igor ihor ihar igar
iur
iakovl iakaul
ivan
konstantin kostiantin kostantin kanstantsin kanstancin
leonid leanid
maksim
mihail mihal
nikola mikola mikala
oleg oleh aleh aleg
pavl paul
petr piatr patr
roman raman
rostislav rastsislav rastsislau
semen semion simeon siamion samion
serg serh sergh siarh siarg siar sarg sarh
stanislav stanislau
stepan stsiapan stsapan
sviatoslav svatoslav sviataslav sviataslau
timof timofi tsimaf tsimof
vasil
valer
viktor viktar
vital
vladimir volodimir uladsimir uladimir
vladislav uladsislav uladsislau uladislau
viaceslav vaceslav viacaslav viacaslau
iaroslav iaraslav iaraslau
"""
"""What fathers' names begin with by sound, in Russian, Ukrainian and Belarusian: a line for each name."""

_STEMS = {stem: line.split()[0] for line in _SAME.strip().splitlines() for stem in line.split()}
_END = re.compile("(.{2,}?)i*[aeiou]?[vu](ic|na)")


def name_father(sound: str) -> str:
    """Return the one sound spelling of a father's name in three languages; what is unknown stays."""
    found = _END.fullmatch(sound)
    stem = _STEMS.get(found[1]) if found else None
    return f"{stem}ov{found[2]}" if found and stem else sound
