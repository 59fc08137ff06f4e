"""Words that make a sentence weak, by what is wrong with them."""

import re

from kpis.statements.wordsets import word_set


def _any_of(phrases: str) -> re.Pattern[str]:
    """A pattern for any of the phrases, which slashes and line ends part."""
    parted = [phrase.strip() for phrase in re.split(r"[/\n]", phrases)]
    joined = "|".join(phrase.replace(" ", r"\s+") for phrase in parted if phrase)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


# They stand where a limit should: a limit can take their place.
VAGUE_TIMES = _any_of(r"""
    in a timely (?:manner|fashion|way) / in timely (?:manner|fashion) / timeously
    as soon as (?:reasonably )?(?:possible|practicable|practical|feasible|convenient)
    as soon as (?:you|they|we|he|she) (?:can|are able) / asap / a\.s\.a\.p
    as (?:quickly|fast|promptly|early|swiftly) as (?:possible|practicable|you can)
    at (?:your|the|their) earliest (?:convenience|opportunity)
    when(?:ever)? (?:you|they|we) (?:can|get a chance|have time|are able)
    when(?:ever)? (?:possible|convenient|time permits|time allows)
    in due course / in good time / without (?:undue |unnecessary )?delay / promptly
    quickly / swiftly / speedily / soon / shortly / immediately / right away
    straight ?away / rapidly / expeditiously / on time / on schedule
    (?:with)?in a reasonable (?:time|period|timeframe|time frame|amount of time)
""")
# "Within the agreed time", "within the SLA": the sentence doesn’t say which.
UNSAID_TIMES = re.compile(
    r"\bwithin\s(?:(?:the|an?|our|your|its|their)\s)?"
    r"(?:(?:specified|agreed|set|stated|standard|required|same|given|published|defined"
    r"|allotted|appropriate|acceptable|promised|expected|usual|normal)\s)?"
    r"(?:(?:response|turnaround|service|processing)\s)?"
    r"(?:times?|time[\s-]?(?:frame|scale|limit)s?|deadlines?|slas?|service\slevels?"
    r"|standard)\b(?!\s(?:of|hours)\b)",
    re.IGNORECASE,
)
VAGUE_WORDS = _any_of("""
    timely / prompt / quick / fast / good / better / best / great / excellent
    high[- ]quality / quality / efficient / efficiently / effective / effectively
    appropriate / appropriately / adequate / adequately / properly / proper / regular
    regularly / often / frequently / reasonable / reasonably / satisfactory
    sufficient / sufficiently / optimal / world-class / best-in-class / professional
    professionally / courteous / courteously / friendly / helpful / welcoming
    strategic / productive / proactive / proactively / (?:where|if)(?:ver)? possible
    where(?:ver)? practicable / as needed / as required / as necessary / when needed
    do (?:our|your|their) best / as much as possible / relevant / smooth / smoothly
    seamless / seamlessly / constructive / clear / on-time / accurate
""")

CHANGED = _any_of("""
    growth / increase / increased / increases / decrease / decreased / reduction
    reduced / improvement / improved / uplift / decline / boost / gains? / better
    higher / lower / more / less / fewer / increasing / reducing / improving
    decreasing / growing
""")
RESULTS = _any_of("""
    revenues? / profits? / profitability / margins? / turnover / income
    ebitda / roi / return on investment / market share / share price / stock price
    earnings / cash flow / costs? / growth / satisfaction / csat / nps
    net promoter score / loyalty / happiness / retention / churn / attrition
    engagement / morale
    reputation / brand awareness / productivity / conversions? / conversion rate
    sales(?! (?:and|teams?|coordinator|reps?|managers?|orders?|calls?))
    deal size / order value / lifetime value / valuation / utili[sz]ation / abandoned
    headcount / pipeline / leads generated
""")

FILLER_VERBS = word_set("""
    attend participate join complete conduct hold log make do prepare submit perform
    fill host run read take finish sit visit
""")
FILLER_THINGS = _any_of("""
    meetings? / stand-?ups? / check-?lists? / trainings? / training plan / webinars?
    workshops? / courses? / seminars? / conferences? / time-?sheets? / paperwork
    appraisals? / forms? / calls / e-?mails / tasks / activities / hours / visits
    sessions? / one-to-ones? / reviews / demos / posts / presentations / to-do list
""")
NUMBERS_OF = _any_of(
    r"(?:number|count|amount|total|volume) of [\w-]+(?: [\w-]+s)? / # of [\w-]+"
)
TALLIES = _any_of(r"""
    hours worked / tickets opened
    (?:calls|e-?mails|visits|meetings|demos|posts|tasks) (?:made|sent|held|completed)
    (?:calls|visits|meetings|demos|tasks|activities) (?:logged|booked|attended)
""")

GROUPS = _any_of("""
    everyone / everybody / all of us / we all / each of us / both teams / the group
    the (?:whole|entire) (?:team|company|department|office|organi[sz]ation)
    all (?:teams|departments|hands) / across the board
""")
# Advice beside a limit: somebody in it answers, and need only be named.
TEAMS = _any_of("the teams?")
# Sales and Operations are accountable
ACCOUNTABLE = re.compile(
    r"(?P<owners>\b(?:[\w&'’-]+\s){0,3}[\w'’-]+(?:,\s[\w'’-]+){0,3},?\s(?:and|&)\s"
    r"(?:[\w'’-]+\s){0,2}?[\w'’-]+)\s(?:(?:are|is|will\sbe)\s)?"
    r"(?:(?:all|both|jointly|together|equally)\s)?"
    r"(?:accountable|responsible|answerable|in\scharge|own|share)\b",
    re.IGNORECASE,
)
SHARED = _any_of("""
    (?:jointly|collectively) (?:accountable|responsible|own|owned|owns)
    all (?:responsible|accountable|answerable)
    shared? (?:the )?(?:responsibility|ownership|accountability)
""")

# What happens once is a milestone: nobody can keep it week after week.
MILESTONES = re.compile(
    r"\b(?:by|before|in|until|no\slater\sthan|for|during)\s"
    r"(?:(?:the|this|next|end\sof|\d{1,2}(?:st|nd|rd|th)?)\s(?:of\s)?){0,4}"
    r"(?:(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:septem|octo|novem|decem)ber|(?:fiscal\s|financial\s)?year(?:[\s-]end)?"
    r"|q[1-4]|h[12]|(?:19|20)\d\d|fy\s?\d{2,4})\b",
    re.IGNORECASE,
)
