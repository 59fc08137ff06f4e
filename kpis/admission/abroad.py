"""Words of a loop, and of no answer, in German, French and Spanish.

They are few: what isn't known here is not refused, once it is long enough.
"""

import re

WHO = """
    ich wir er sie chef chefin leiter leiterin leitung teamleiter teamleiterin
    inhaber inhaberin je nous il elle équipe yo nosotros él ella jefe jefa equipo
"""
WHEN = """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags
    dienstags mittwochs donnerstags freitags samstags sonntags täglich wöchentlich
    monatlich quartalsweise jährlich tag tages woche monat quartal jahr morgens
    mittags abends jeden jede immer uhr lundi mardi mercredi jeudi vendredi samedi
    dimanche chaque jour semaine mois trimestre matin midi soir lunes martes
    miércoles miercoles jueves viernes sábado sabado domingo cada día semana mes
    mañana tarde
"""
WHERE = """
    büro tafel postfach réunion reunion tableau rapport courriel reunión informe
    tablero pizarra correo
"""
# German joins words: Teamrunde, Wochenbericht, Montagsbesprechung.
JOINED_WHERE = re.compile(
    r"(?:runde|besprechung|sitzung|treffen|meeting|bericht|termin|tafel|konferenz)$"
)
# Mo, 9 Uhr; Fr 12:00; Mo–Fr. Alone, some of them are English words.
SHORT_DAY = re.compile(r"\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?[,–-]? ?(?:\d|(?:Fr|Sa|So)\b)")
NOTHING = """
    ja nein sicher klar doch keine ahnung leider weiß weiss ich nicht nichts noch
    offen wird später geklärt siehe oben unten unklar unbekannt vielleicht egal
    oui non je ne sais pas aucune idée rien voir plus tard définir sí si sé no lo
    ni idea nada quizás definir
"""
