"""The words that tell an act from a thing and a person from either."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _words("""
    accept acknowledge act activate add address adjust administer advise agree alert
    align allocate allow analyse analyze announce answer apply appoint approve
    arrange ask assemble assess assign attach attend audit authorise authorize award
    back backup bag be begin bill book brief bring build bump buy calculate call
    cancel capture carry change charge check choose claim classify clean clear click
    close collect come commit communicate compare compile complete compute conduct
    configure confirm connect consider consult contact continue convert cook cool
    copy correct count cover create cut debrief decide declare define delegate
    delete deliver deploy deposit describe design destroy detach determine develop
    diagnose dial direct disable disconnect discuss dispatch display dispose
    distribute do document donate double download draft draw drive drop edit email
    enable end enforce engage ensure enter escalate establish estimate evaluate
    examine execute expand explain export extract fax file fill finalise finalize
    find finish fix flag follow forward freeze gather generate get give go grant
    greet group guide hand handle have help hire hold identify implement import
    include inform initiate input insert inspect install instruct interview
    introduce investigate invite invoice involve isolate issue join judge keep label
    launch leave let level list listen load lock log look loop mail maintain make
    manage map mark match measure meet merge migrate mix monitor mount move name
    navigate negotiate note notify observe obtain offer open operate order organise
    organize outline overwrite pack page park pass paste patch pause pay perform
    pick pin place plan plug populate post prepare present press print prioritise
    prioritize proceed process procure produce promote proofread propose protect
    provide publish pull purchase push put quote raise ratify reach read rebase
    reboot rebuild recall receive recommend reconcile record recover redeploy
    redirect refer refund refuse register reject release reload rely remain
    remediate remember remind remove rename renew reorder repair repeat replace
    reply report request require reschedule reserve reset resolve respond restart
    restock restore restrict retrieve return reverse review revise revoke rinse roll
    rotate route run save scan schedule scroll seal search secure see seek select
    sell send separate serve set setup share ship shut sign simulate sit skip sort
    specify stage stamp start state stay sterilise sterilize stop store submit
    subscribe summarise summarize supervise supply support swipe switch tag take
    talk tap tell terminate test thank throttle tick tighten track train transfer
    transport treat triage trigger try turn type undo uninstall unlock unpack unplug
    update upgrade upload use validate verify view visit void wait walk warn wash
    watch wear weigh welcome wipe work wrap write
    """)

# The last word of a role: "sales rep", "accounts payable clerk", "HR".
PEOPLE = _words("""
    accountant accounting accounts admin administration administrator adviser
    advisor agency agent analyst ap applicant approver ar architect assistant
    associate auditor author banker board bookkeeper buddy buyer candidate captain
    caretaker carrier cashier ceo cfo chair champion chef cleaner clerk client coach
    commander committee comms communications compliance consultant contractor
    controller cook coordinator council counsel courier crew cto custodian customer
    department deputy designer desk developer devops director dispatch dispatcher
    division doctor donor driver editor employee employer engineer engineering
    estimator executive expert facilities finance foreman founder guard guest head
    helpdesk hire holder hr ic inspector instructor intern interviewer investigator
    it janitor judge lawyer lead leader legal liaison librarian logistics maintainer
    maintenance management manager marketing mechanic member mentor merchandiser
    moderator nurse office officer official operations operator ops owner packer
    panel partner patient payable payroll person personnel pharmacist physician
    picker planner planning principal procurement producer production programmer
    provider publisher purchaser purchasing qa quality receivable receiver reception
    receptionist recruiter recruitment registrar rep reporter representative
    requester requestor researcher responder reviewer sales salesperson scheduler
    scientist scribe secretary security seller sender sergeant service shipper
    shipping specialist sponsor sre staff steward stewards student submitter
    subscriber superintendent supervisor supplier support surgeon surveyor teacher
    team technician teller tenant tester trainee trainer treasurer treasury
    underwriter user vendor vet volunteer warden warehouse warranty worker writer
    """)

# What stands before a colon and is neither who does the step nor what it is called.
REMARKS = _words("""
    attention caution danger eg example examples expected fyi hint how ie important
    info input nb note notes optional output ps remember reminder required result
    tip todo warning what when where who why
    """)

# A title that ends with one of these was cut too late.
LOOSE_ENDS = _words("""
    a an and as at be but by for from if in into its my of on or our so that the
    their then this those to via when where which while who will with your
    """)


def is_verb(word: str) -> bool:
    """Whether a word can begin an instruction."""
    word = word.lower().strip("*_`\"“”'‘’([.,:;!)]")
    return word in VERBS or (word.startswith("re-") and word[3:] in VERBS)


def is_deed(word: str) -> bool:
    """Whether a word says what someone does: "calls", "sends", "notifies"."""
    word = word.lower()
    if not word.endswith("s"):
        return False
    stems = [word[:-1], word[:-2] if word.endswith("es") else ""]
    stems.append(word[:-3] + "y" if word.endswith("ies") else "")
    return any(stem in VERBS for stem in stems)
