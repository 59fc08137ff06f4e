"""The words that tell an act from a thing and a person from either."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _words("""
    accept acknowledge act activate add address adjust administer advise agree alert
    align allocate allow analyse analyze announce answer apply appoint approve
    arrange ask assemble assess assign assist attach attend audit authenticate
    authorise authorize avoid award back backup bag be begin bill bind block book
    boot brief bring broadcast browse build bump buy bypass calculate call cancel
    capture carry categorise categorize cease certify change charge check choose
    circulate claim clarify classify clean clear click clone close collect come
    commit communicate compare compile complete compress compute conduct configure
    confirm connect consider consult contact continue convene convert cook cool copy
    correct count cover create crop cross cut deactivate debrief debug decide
    declare decline decommission decontaminate deduct define delegate delete deliver
    demonstrate deny deploy deposit describe design destroy detach determine develop
    diagnose dial direct disable discard disclose disconnect discuss disinfect
    dismantle dismiss dispatch display dispose distribute do document donate double
    download draft drag drain draw drive drop dry duplicate edit elect email enable
    encourage end enforce engage enquire enrol enroll ensure enter erase escalate
    escort establish estimate evacuate evaluate examine execute exit expand expedite
    explain export extract fasten fax feed fetch file fill finalise finalize find
    finish fix flag flush fold follow format formulate forward freeze furnish gather
    gauge generate get give glue go grade grant grasp greet group grow guide halt
    hand handle hang have heat help highlight hire hold hook hover identify ignore
    immerse implement import impose include incorporate increase inflate inform
    initiate input inquire insert inspect install instruct interpret interview
    introduce investigate invite invoice involve isolate issue itemise itemize join
    judge keep knead label launch learn leave let level liaise lift limit link list
    listen load locate lock log look loop loosen lower lubricate mail maintain make
    manage map mark match measure meet mention merge migrate minimise minimize mix
    modify monitor mop mount move mute name navigate negotiate nominate note notify
    nudge observe obtain offboard offer omit onboard open operate optimise optimize
    order organise organize originate outline override overwrite pack page paint
    paraphrase park participate pass paste patch pause pay peel perform permit pick
    pin pinpoint place plan plot plug polish populate post pour preheat prepare
    present preserve press prevent print prioritise prioritize proceed process
    procure produce promote prompt proofread propose protect prove provide provision
    publish pull purchase push put query quote raise ratify reach read rearrange
    reassign rebase reboot rebuild recall receive recommend reconcile reconnect
    reconsider record recover recruit redact redeploy redirect redo reduce refer
    refill reflect reformat refrigerate refund refuse regenerate register reimburse
    reinstall reiterate reject relay release reload relocate rely remain remediate
    remember remind remove rename renew reorder repair repeat rephrase replace
    replenish replicate reply report reprint request require reschedule reseal
    research reserve reset resolve respond restart restock restore restrict resubmit
    retain retest retrain retrieve retry return reuse reverse revert review revise
    revoke rework ring rinse roll rotate route run sample sanction sanitise sanitize
    save scan schedule scroll scrub seal search secure see seek segregate select
    sell send separate serve set setup shake share ship shut sift sign signal
    simulate sit sketch skip smooth soak solicit solve sort source specify spell
    split spray spread squash squeeze stabilise stabilize stack stage stamp staple
    start state stay sterilise sterilize stir stop store stream stretch strip submit
    subscribe substitute summarise summarize supervise supply support survey suspend
    swap sweep swipe switch sync synchronise synchronize tackle tag take talk tally
    tap tape teach tell terminate test thank throttle tick tidy tie tighten toggle
    tow trace track train transcribe transfer transition translate transmit
    transport treat triage trigger trim try turn twist type understand undo
    uninstall unlink unload unlock unpack unplug unsubscribe unwrap update upgrade
    upload use utilise utilize vacuum validate verify view visit void vote wait walk
    warn wash watch wear weigh welcome weld wipe wire withdraw withhold work wrap
    write
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
    a according an and as at be but by for from if in into its my of on or our so
    that the their then this those to via when where which while who will with your
    """)


def is_verb(word: str) -> bool:
    """Whether a word can begin an instruction."""
    word = word.lower().strip("*_`\"“”'‘’([.,:;!)]")
    return word in VERBS or (word.startswith("re-") and word[3:] in VERBS)


def is_act(text: str) -> bool:
    """Whether a text begins with a verb, as an instruction does; "" does not."""
    return is_verb(next(iter(text.split(maxsplit=1)), ""))


def is_deed(word: str) -> bool:
    """Whether a word says what someone does: "calls", "sends", "notifies"."""
    word = word.lower()
    if not word.endswith("s"):
        return False
    stems = [word[:-1], word[:-2] if word.endswith("es") else ""]
    stems.append(word[:-3] + "y" if word.endswith("ies") else "")
    return any(stem in VERBS for stem in stems)
