"""Nouns that name work, and the small words that belong to some verbs."""

from kpis.statements.wordsets import word_map, word_set

# The process that a noun names: "shortlist delivery" is delivering a shortlist.
NOUNS = word_map("""
    acceptance:accept acknowledgement:acknowledge acknowledgment:acknowledge
    activation:activate admission:admit allocation:allocate announcement:announce
    approval:approve assessment:assess assignment:assign authorisation:authorise
    authorization:authorize booking:book cancellation:cancel classification:classify
    closure:close collection:collect completion:complete confirmation:confirm
    creation:create delivery:deliver deployment:deploy diagnosis:diagnose
    dispatch:dispatch distribution:distribute escalation:escalate
    evaluation:evaluate fulfilment:fulfil fulfillment:fulfill handling:handle
    inspection:inspect installation:install investigation:investigate
    invoicing:invoice issuance:issue notification:notify onboarding:onboard
    payment:pay picking:pick preparation:prepare processing:process
    publication:publish registration:register reimbursement:reimburse removal:remove
    renewal:renew repair:repair repairs:repair replacement:replace reply:reply
    reporting:report resolution:resolve response:respond restoration:restore
    review:review scheduling:schedule screening:screen settlement:settle
    shipment:ship shipping:ship submission:submit testing:test triage:triage
    verification:verify
""")

# The word between a verb, or what it gives, and the object.
PREPOSITIONS = word_map("""
    respond:to reply:to attend:to react:to comply:with deal:with liaise:with
    consult:with follow_up:on check_in:with act:on decide:on report:on speak:to
    talk:to look:into apply:for wait:for pay:for respond_back:to get_back:to listen:to
    agree:on sign_off:on
""")
# As well as their own: "follow up with customers".
OTHER_LINKS = {"follow up": ("with",), "check in": ("on",)}
# These take a plain object as well ("report incidents"), so they are composed with it.
_TRANSITIVE = word_set("attend consult act decide report pay agree")
COMPOSED_WITH = {
    verb: word for verb, word in PREPOSITIONS.items() if verb not in _TRANSITIVE
}

# "provide a full response to enquiries": the noun is part of the action.
GIVEN = word_map("""
    response:to reply:to answer:to acknowledgement:of acknowledgment:of feedback:on
    confirmation:of decision:on shortlist:of quote:for quotation:for estimate:for
    update:on payment:of review:of assessment:of copy:of list:of notice:of
    summary:of invoice:for receipt:for access:to information:on advice:on refund:for
    solution:to resolution:of inspection:of check:of audit:of backup:of delivery:of
""")
LIGHT = word_set("""
    provide send give issue make offer supply complete present perform conduct carry
    deliver produce prepare do obtain confirm
""")
PARTICLES = word_set("out up down off on in back over through away together")
PHRASAL = word_set("""
    fill follow set sign carry call pick check hand close log get write phone ring
    drop clean wrap back shut turn clear put send print give back pack sort get pull
""")

# They have no object.
GOES = word_set("arrive go move participate")
# Nobody is done with these, or does them case by case: no hours go with them.
STEADY = word_set("""
    act anticipate be behave communicate contribute coordinate demonstrate do
    drive embrace encourage ensure exercise exhibit feel focus foster have help keep
    know lead listen maintain manage monitor need own promote protect pull pursue
    respect see strive support think treat understand use value want work
""")
# And these come once.
ONCE = word_set("""
    establish implement introduce launch migrate modernise modernize redesign relaunch
    rebrand reorganise reorganize
""")

# What a hope does, not an owner.
CHANGES = word_set("""
    improve increase reduce decrease grow boost raise lower maximise maximize
    minimise minimize optimise optimize enhance strengthen accelerate cut double
    halve expand achieve drive better become upgrade streamline gain win exceed
    reach earn
""")
