"""Which packages there are, and who keeps what about a person."""

APPS = [
    "django.contrib.staticfiles",
    "csp",
    "procrastinate.contrib.django",
    "titian.platform.measures",
    "titian.platform.jobs",
    "titian.platform.outbox",
    "titian.platform.audit",
    "titian.platform.uploads",
    "titian.platform.backup",
    "titian.platform.keys",
    "titian.platform.failures",
    "titian.platform.http",
    "titian.regions",
    "titian.notifications",
    "titian.accounts",
    "titian.facilities",
    "titian.members",
    "titian.contributions",
    "titian.frontdoor",
    "titian.referrals",
    "titian.enrolment",
    "titian.announcements",
    "titian.queue",
    "titian.imports",
    "titian.visits",
    "titian.claims",
    "titian.complaints",
    "titian.helpdesk",
    "titian.assistant",
    "titian.bridging",
    "titian.web",
    "titian.config",
]

# What each package holds about somebody, and how it lets go of what no law makes it keep. Below
# members none may know the others; these two lists join them.
HELD = [
    "titian.members.selectors.held.HELD",
    "titian.contributions.selectors.HELD",
    "titian.referrals.selectors.HELD",
    "titian.enrolment.selectors.HELD",
    "titian.announcements.selectors.HELD",
    "titian.queue.selectors.HELD",
    "titian.visits.selectors.HELD",
    "titian.claims.selectors.HELD",
    "titian.complaints.selectors.HELD",
    "titian.helpdesk.selectors.held.HELD",
    "titian.assistant.selectors.HELD",
    "titian.bridging.selectors.HELD",
    "titian.notifications.selectors.HELD",
    "titian.accounts.selectors.HELD",
    "titian.frontdoor.selectors.HELD",
    "titian.platform.uploads.selectors.HELD",
    "titian.platform.failures.selectors.HELD",
    "titian.platform.audit.selectors.HELD",
]
LETS_GO = [
    "titian.members.services.letting_go.let_go",
    "titian.announcements.services.let_go",
    "titian.queue.services.let_go",
    "titian.assistant.services.let_go",
    "titian.notifications.services.let_go",
    "titian.accounts.services.letting_go.let_go",
    "titian.helpdesk.services.lessons.let_go",
    "titian.platform.failures.services.let_go",
]

# What each message is about, by how its template's name begins; the longest beginning holds. By
# this people choose what they hear and how; what is not named here is a change.
KINDS = {
    "frontdoor/messages/code": "code",
    "members/messages/help_code": "code",
    "members/messages/recovery_code": "code",
    "members/messages/request_code": "code",
    "enrolment/messages/code": "code",
    "members/messages/recovery_": "security",
    "members/messages/helper_given": "security",
    "members/messages/data_": "security",
    "members/messages/export_ready": "security",
    "members/messages/": "change",
    "members/messages/nik_due": "reminder",
    "queue/messages/next": "turn",
    "queue/messages/near": "turn",
    "queue/messages/": "booking",
    "referrals/messages/": "booking",
    "referrals/messages/near": "reminder",
    "referrals/messages/ends": "reminder",
    "contributions/messages/": "bill",
    "contributions/messages/due": "reminder",
    "visits/messages/": "change",
    "enrolment/messages/": "enrolment",
    "complaints/messages/": "answer",
    "helpdesk/messages/": "answer",
    "assistant/messages/": "answer",
    "announcements/messages/": "announcement",
    "accounts/messages/": "security",
    "notifications/messages/": "change",
    "notifications/messages/ways_given_up": "security",
}

# Of the staff: how places are called, what somebody has taken up, and how it goes back to its list
# when they leave. Packages above accounts answer.
PLACE_NAMES = [
    "titian.facilities.selectors.naming.names_of_scopes",
    "titian.enrolment.selectors.offices_named.names_of_scopes",
]
OPEN_WORK = [
    "titian.members.selectors.open_work.open_work",
    "titian.enrolment.selectors.open_work.open_work",
    "titian.claims.selectors.open_work.open_work",
]
HANDS_OVER = [
    "titian.members.services.handing_over.hand_over",
    "titian.enrolment.services.handing_over.hand_over",
    "titian.claims.services.handing_over.hand_over",
]

# What each request is a step of, by how its route's name begins; the longest beginning holds.
JOURNEYS = {
    "frontdoor:": "sign_in",
    "accounts:staff_sign_in": "sign_in",
    "queue:choose": "book",
    "queue:times": "book",
    "queue:hold": "book",
    "queue:held": "book",
    "queue:confirm": "book",
    "queue:extend": "book",
    "queue:release": "book",
    "queue:room": "book",
    "queue:ticket": "book",
    "queue:move": "book",
    "queue:cancel": "book",
    "contributions:": "pay",
    "contributions:desk": "",
    "bridging:snap_": "pay",
    "members:change": "change",
    "complaints:file": "complain",
    "complaints:follow": "complain",
    "enrolment:home_": "apply",
    "enrolment:track": "apply",
    "enrolment:desk_": "apply",
    "bridging:fhir": "bridge",
    "bridging:icare": "bridge",
    "bridging:wire": "bridge",
    "bridging:whatsapp": "bridge",
    "bridging:sms": "bridge",
}

# What /metrics says of the moment.
GAUGES = [
    "titian.config.gauges.machine",
    "titian.platform.http.room.gauges.gauges",
    "titian.platform.jobs.selectors.gauges",
    "titian.platform.jobs.lateness.gauges",
    "titian.platform.outbox.selectors.gauges",
    "titian.notifications.selectors.sending.gauges",
]
