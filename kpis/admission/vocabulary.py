"""The words by which an answer is told from something that only looks like one.

They are English, and a few from abroad. An answer in another language has none of them
and is judged by its length: to refuse a good one is worse than to let a bad one pass.
"""

import re
from functools import lru_cache

from kpis.admission import abroad


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word in lower case without its ending, so that forms of it are equal."""
    if not word.isascii():
        return word
    if word.endswith("y") and len(word) > 3:
        return word[:-1] + "i"
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(phrases: str) -> frozenset[str]:
    """Of several words each, parted by a bar."""
    return frozenset(" ".join(phrase.split()) for phrase in phrases.split("|"))


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


# They hold a sentence together and say nothing themselves.
FUNCTION = _stems("""
    a an the this that these those there here it its itself and or but nor so than
    then as if because since while of in on at to for from by with without within
    into onto out about over under up down off through per via is are was were be
    been being am do does did done doing has have had can could may might must shall
    should will would not don’t doesn’t isn’t can’t won’t it’s that’s you’ll i we
    you he she they me us him them my our your his their mine who whom whose which
    what when where why how very really quite also too just only own such etc
""")
# Enough of these, and a text is English.
ENGLISH = _words("""
    a the of and every each with for from our their his her is are that this it at
    by to on who when which be has they we
""")
# No answer, or none yet.
NOTHING = _stems("""
    yes yeah yep no nope n a na tbd tba tbc todo ok okay sure fine none nil null
    nothing later soon pending unknown maybe perhaps probably idea x done test foo
    bar blah bla lorem ipsum dolor sit amet hmm hm dunno idk honestly whatever
    anyway dont
""") | _stems(abroad.NOTHING)
NO_ANSWERS = _phrases("""
    to be decided|to be defined|to be determined|to be confirmed|
    to be discussed|to be clarified|to be filled in|will be decided|
    will be defined|will be decided later|will be defined later|
    to be decided later|to be defined later|see above|see below|see statement|
    see the statement|as above|same as above|same|ditto|as discussed|
    as agreed|as usual|i don’t know|don’t know|we don’t know yet|i do not know|
    not sure yet|not known|not known yet|not decided|not decided yet|
    not applicable|yes it does|yes of course|of course|answer|my answer|
    some text|text
""")
# What an answer that is put off begins with. A loop may: it says who will, and when.
PUT_OFF = re.compile(
    r"(?:still |yet |has |needs )*(?:to|will|must) be (?:agreed|clarified|confirmed|"
    r"decided|defined|determined|discussed|filled|seen)\b"
)
# True of any number, and so of this one in particular it says nothing.
FILLER = _stems("""
    improve improvement increase enhance optimise optimize better best good great
    nice performance performing efficiency efficient efficiently effective
    effectively effectiveness success successful successfully important importance
    necessary necessity need required requirement useful helpful help ensure make
    sure everything anything something all whole entire entirely complete completely
    total totally full fully most much many lot some any thing stuff various general
    overall main key way kpi number figure metric measure measurement track monitor
    indicator goal objective target aim business company organisation organization
    firm process processes step affect influence impact direct directly indirectly
    achieve reach provide actual actually always regularly often sometimes generally
    usually normally well doing go goes know everyone everybody anyone anybody
    someone somebody person people team member bottom line value benefit reason
    matter quality work job boss want more
""")
# What nearly every statement is about: of a control they only repeat it.
MEASURED = _stems("time times speed rate share hours days deadline")
# What a control may begin with: “When to call” is a choice.
CHOICES = _words("when whom who which what how where")
QUESTIONS = {
    "result": _stems("real result results drive drives driven driving outcome"),
    "control": _stems("owner owners control controls controlled controlling"),
    "loop": _stems("feedback loop loops use uses used using look looks looked looking"),
}

WHO = _stems("""
    i we us she he they owner manager lead leader leadership team member staff crew
    desk shift rep representative coordinator board director supervisor head boss
    chief chair ceo cfo coo cto hr officer partner specialist recruiter dispatcher
    picker packer planner buyer controller accountant accounting finance sales
    marketing operations purchasing engineering production warehouse logistics
    analyst agent clerk nurse doctor physician surgeon teacher consultant developer
    operator technician foreman worker colleague committee group department
    management executive admin assistant president founder owner’s roles cook driver
    editor host customer client supplier auditor
""") | _stems(abroad.WHO)
WHEN = _stems("""
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays
    wednesdays thursdays fridays saturdays sundays mon tue wed thu thur fri sat sun
    january february march april june july august september october november
    december day daily week weekly weekday weekend month monthly quarter quarterly
    year yearly annual annually fortnight fortnightly biweekly hour hourly minute
    morning mornings noon lunch afternoon evening evenings night midnight shift
    sprint today tomorrow immediately every each once twice end beginning start
    before after during close
""") | _stems(abroad.WHEN)
# No time at all.
VAGUE = _stems("someday sometime sometimes eventually whenever irgendwann")
WHERE = _stems("""
    meeting meetings review dashboard board page mail e-mail email call standup
    stand-up huddle scorecard report slack teams chat channel room office site
    screen wall newsletter one-to-one one-on-one 1-1 1on1 1:1 retro retrospective
    conference kpiflow check-in checkin crm erp sheet spreadsheet workshop session
    whiteboard briefing debrief handover round agenda forum townhall intranet desk
    floor gemba table talk video zoom system tool app list
""") | _stems(abroad.WHERE)
# After a capital letter at the start of a sentence they tell a name from a word.
AFTER_A_NAME = _words("""
    and or with on at in each every after before during looks checks counts goes
    asks reads talks meets sees gets presents brings discusses reviews opens decides
    sends walks takes tells shows picks uses works compares reports will daily
    weekly monthly
""")
ROWS = ("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1234567890")
