"""The names of months and weekdays, in the languages most files are in."""

import re
import unicodedata

NAMES = """
jan january januar janvier janv enero ene januari gennaio gen janeiro
feb february februar fevrier fevr fev febrero februari febbraio fevereiro
mar march marz mrz maerz mars marzo maart mrt marco
apr april avril avr abril abr aprile
may mai mayo mei maggio mag maio
jun june juni juin junio giugno giu junho
jul july juli juillet juil julio luglio lug julho
aug august aout agosto ago augustus
sep sept september septembre septiembre settembre set setembro
oct october okt oktober octobre octubre ottobre ott outubro out
nov november novembre noviembre novembro
dec december dez dezember decembre dic diciembre dicembre dezembro
"""
MONTHS = {
    name: number
    for number, names in enumerate(NAMES.strip().splitlines(), start=1)
    for name in names.split()
}
WEEKDAYS = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+"
    r"|(?:mo|di|mi|do|fr|sa|so)[.,]\s*"
    # Without a mark, and in figures: mar. is a month and a Tuesday.
    r"|^(?:mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|lun|mer|jeu|ven|sam|dim|mié|jue|vie"
    r"|sáb|dom|gio|sab)[.,]?\s+(?=\d{1,2}[./\-])|\w{3,8}(?:tag|mittwoch)[.,]?\s+",
    re.IGNORECASE,
)


def month_of(name: str) -> int | None:
    """1 to 12 for a month's name or short name, in capitals or not."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return MONTHS.get("".join(letter for letter in bare if letter.isalpha()))
