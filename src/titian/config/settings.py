"""The one settings module. Every setting is documented in docs/reference/settings.md.

Readers are typed and fail loudly; defaults are safe (debug off, integrations off); no secret
has a default: missing ones are made in the data directory.
"""

from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env

from titian.config import database, home, packages

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

# --- Where and how -----------------------------------------------------------------------
TITIAN_HOME = home.data_directory()
TITIAN_EMBEDDED = home.uses_embedded_database()
TITIAN_PORT = env.int("TITIAN_PORT", 8000)
TITIAN_DEMO = env.bool("TITIAN_DEMO", False)  # named demo people, demo inbox, simulators
TITIAN_ORIGIN = env.str("TITIAN_ORIGIN", f"http://localhost:{TITIAN_PORT}")
TITIAN_IDLE_MINUTES = env.int("TITIAN_IDLE_MINUTES", 10)  # then a screen of staff locks; 0 never
TITIAN_STATUS_CHECK = env.bool("TITIAN_STATUS_CHECK", True)  # status without signing in
TITIAN_TOGETHER = env.bool("TITIAN_TOGETHER", True)  # what waits at once is decided together
TITIAN_RAISE_FAULTS = env.bool("TITIAN_RAISE_FAULTS", False)  # tests see faults as exceptions
TITIAN_SEALING_KEY = sha256(home.secret("sealing_key").encode()).digest()
TITIAN_KEYS_FILE = env.str(  # sealing keys after the first; the same file for all machines
    "TITIAN_KEYS_FILE", str(home.ring_file())
)

DEBUG = False
SECRET_KEY = home.secret("secret_key")
ALLOWED_HOSTS = env.list("TITIAN_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [TITIAN_ORIGIN]
ROOT_URLCONF = "titian.config.urls"
WSGI_APPLICATION = "titian.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [*packages.APPS]
if TITIAN_DEMO:
    INSTALLED_APPS.append("titian.demo")

# --- HTTP --------------------------------------------------------------------------------
MIDDLEWARE = [
    "titian.platform.http.forwarded.ForwardedMiddleware",
    "titian.platform.http.measuring.MeasuringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "titian.web.pages.language.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "titian.accounts.pages.sessions.SignedInMiddleware",
    "titian.platform.http.middleware.RefusalMiddleware",
    "titian.platform.http.last_known.middleware.LastKnownMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
TITIAN_ROOM = env.path(
    "TITIAN_ROOM", TITIAN_HOME / "room" / "line"
)  # the line of who waits to book
TITIAN_BOOKINGS_AT_ONCE = env.int("TITIAN_BOOKINGS_AT_ONCE", 80)  # a process; then others wait
# Shown as they last were while the database is away, to who has seen them: views' names.
TITIAN_KEPT_PAGES = ("web:home", "members:card", "queue:ticket")
TITIAN_LANE = env.int("TITIAN_LANE", 8)  # requests a process works on: bookings, looks, work
# Whose X-Forwarded-… headers are believed: addresses or networks of our reverse proxies.
TITIAN_TRUSTED_PROXIES = home.networks(env.list("TITIAN_TRUSTED_PROXIES", []))
TITIAN_HTTPS = env.bool("TITIAN_HTTPS", False)  # set behind TLS: secure cookies, HSTS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TITIAN_HTTPS
_HOST = "__Host-" if TITIAN_HTTPS else ""  # no host below ours can set such a cookie for us
TITIAN_SESSION_COOKIE = f"{_HOST}titian_sesi"
SECURE_HSTS_SECONDS = 31_536_000 if TITIAN_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TITIAN_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_NAME = f"{_HOST}titian_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "titian.platform.http.middleware.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600  # fifty rows of a sheet to mend, ten cells each
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["titian.platform.uploads.handlers.BoundedMemory"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "titian.web.pages.context.page",
            ],
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = TITIAN_HOME / "static"
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755  # of static files alone: the proxy reads them itself
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Words -------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_THOUSAND_SEPARATOR = False  # numbers in forms and addresses are not prose


# --- Database ----------------------------------------------------------------------------
def _database_url() -> str:
    """`TITIAN_DATABASE_URL`, else the embedded server if it has been made."""
    given = env.str("TITIAN_DATABASE_URL", "")
    if given:
        return given
    embedded = home.embedded()
    return embedded.url() if (embedded.home / "password").exists() else "postgresql:///titian"


TITIAN_STATEMENT_SECONDS = env.float(  # then a statement of a page is given up; 0 never
    "TITIAN_STATEMENT_SECONDS", 15
)
TITIAN_PLANS = env.bool("TITIAN_PLANS", True)  # the server keeps some; off behind some poolers
DATABASES = {
    "default": database.from_url(
        _database_url(), pool=env.int("TITIAN_POOL", 24), plans=TITIAN_PLANS
    )
}

# --- Outside: every integration is off until its settings are given --------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
TITIAN_WHATSAPP_TOKEN = env.str("TITIAN_WHATSAPP_TOKEN", "")  # given: WhatsApp Cloud API is on
TITIAN_WHATSAPP_URL = env.str("TITIAN_WHATSAPP_URL", "https://graph.facebook.com/v23.0")
TITIAN_WHATSAPP_PHONE_ID = env.str("TITIAN_WHATSAPP_PHONE_ID", "")
TITIAN_WHATSAPP_APP_SECRET = env.str(  # given: WhatsApp may call us; the demo's phone signs too
    "TITIAN_WHATSAPP_APP_SECRET", home.secret("demo_whatsapp") if TITIAN_DEMO else ""
)
TITIAN_WHATSAPP_VERIFY_TOKEN = env.str("TITIAN_WHATSAPP_VERIFY_TOKEN", "")
TITIAN_WHATSAPP_CODE_TEMPLATE = env.str("TITIAN_WHATSAPP_CODE_TEMPLATE", "titian_code")
TITIAN_SMS_URL = env.str("TITIAN_SMS_URL", "")  # given: SMS over this HTTP gateway is on
TITIAN_SMS_TOKEN = env.str("TITIAN_SMS_TOKEN", "")
TITIAN_SMS_SENDER = env.str("TITIAN_SMS_SENDER", "")
TITIAN_SMS_FIELDS: dict[str, str] = env.dict(
    "TITIAN_SMS_FIELDS", {}
)  # the gateway's names: "to=msisdn,id=uuid"
TITIAN_SMS_CALLBACK_SECRET = env.str("TITIAN_SMS_CALLBACK_SECRET", "")
TITIAN_SMTP_URL = env.str("TITIAN_SMTP_URL", "")  # given: e-mail is on; smtp://user:pass@host:587
TITIAN_EMAIL_FROM = env.str("TITIAN_EMAIL_FROM", "")
# Seconds until what WhatsApp took but did not bring goes by the next address; 0: it never reports
TITIAN_WHATSAPP_DELIVERED_WITHIN = env.int("TITIAN_WHATSAPP_DELIVERED_WITHIN", 0)
TITIAN_PUSH = env.bool("TITIAN_PUSH", not TITIAN_DEMO)  # pushes to devices are on
# Where browsers take pushes. A leading dot stands for every name below it.
TITIAN_PUSH_HOSTS = env.list(
    "TITIAN_PUSH_HOSTS",
    ["fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"],
)
TITIAN_PUSH_CONTACT = env.str("TITIAN_PUSH_CONTACT", TITIAN_ORIGIN)  # whom push services may ask
TITIAN_PUSH_KEY = home.secret("push_key")
TITIAN_PUSH_GIVES = "titian.bridging.transports.push.public_key"
TITIAN_PUSH_KEY_OLD = env.str("TITIAN_PUSH_KEY_OLD", "")  # for devices that were given this one
TITIAN_LATE_EMAIL = env.str("TITIAN_LATE_EMAIL", "")  # given: told when an answer is late
TITIAN_BANK_PER_SECOND = env.int("TITIAN_BANK_PER_SECOND", 200)  # calls of one bank, each process
TITIAN_WIRE_PER_SECOND = env.int("TITIAN_WIRE_PER_SECOND", 200)  # calls of one facility's system
TITIAN_WIRE_WINDOW_SECONDS = env.int("TITIAN_WIRE_WINDOW_SECONDS", 3600)  # its clock and ours
TITIAN_WIRE_COPIES_DAYS = env.int("TITIAN_WIRE_COPIES_DAYS", 7)  # sealed copies of calls are kept
# A sandbox may disturb calls: "package.module.function".
TITIAN_WIRE_INTERFERENCE = "titian.demo.faults.adapter" if TITIAN_DEMO else ""
_REAL = {  # channel: is it set up, and by which adapter
    "whatsapp": (TITIAN_WHATSAPP_TOKEN, "titian.bridging.transports.whatsapp.configured"),
    "sms": (TITIAN_SMS_URL, "titian.bridging.transports.sms.configured"),
    "email": (TITIAN_SMTP_URL, "titian.bridging.transports.smtp.configured"),
    "push": (TITIAN_PUSH, "titian.bridging.transports.push.configured"),
}
TITIAN_TRANSPORTS = {channel: path for channel, (given, path) in _REAL.items() if given}
if TITIAN_DEMO:  # what is not really set up goes to the demo inbox
    TITIAN_TRANSPORTS = dict.fromkeys(_REAL, "titian.demo.transports.inbox") | TITIAN_TRANSPORTS
# QRIS codes need a licensed provider; the demo draws samples that nobody can be paid by.
TITIAN_QRIS = "titian.demo.qris.qris" if TITIAN_DEMO else ""
TITIAN_AUTODEBIT = env.str(  # where an adapter is made: "package.module.function"
    "TITIAN_AUTODEBIT", "titian.demo.autodebit.gateway" if TITIAN_DEMO else ""
)

# --- People's own data
TITIAN_HELD = packages.HELD
TITIAN_LETS_GO = packages.LETS_GO
TITIAN_KINDS = packages.KINDS
TITIAN_PLACE_NAMES = packages.PLACE_NAMES
TITIAN_OPEN_WORK = packages.OPEN_WORK
TITIAN_HANDS_OVER = packages.HANDS_OVER
TITIAN_REVIEW_MONTHS = env.int("TITIAN_REVIEW_MONTHS", 6)  # roles of staff are looked at again
TITIAN_REFERRAL_PLACES = "titian.queue.selectors.with_numbers"  # who knows a paper has a number
TITIAN_VISIT_COSTS = "titian.claims.selectors.costs_of"  # who knows what is paid for a visit
# Which adapter asks a facility that keeps its queue in its own system: a function of its id.
TITIAN_FACILITY_QUEUES = env.str("TITIAN_FACILITY_QUEUES", "titian.bridging.queues.links.queue_of")
TITIAN_REGISTRY_URL = env.str("TITIAN_REGISTRY_URL", "")  # given: the population registry is asked
TITIAN_REGISTRY_USER = env.str("TITIAN_REGISTRY_USER", "")
TITIAN_REGISTRY_SECRET = env.str("TITIAN_REGISTRY_SECRET", "")
TITIAN_REGISTRY = "titian.demo.registry.registry" if TITIAN_DEMO else ""  # a registry of samples
if TITIAN_REGISTRY_URL:
    TITIAN_REGISTRY = "titian.bridging.registry.configured"
TITIAN_ENROLMENT_EMAIL = env.str("TITIAN_ENROLMENT_EMAIL", "")  # told of clocks that run out
# Days after which enrolment keeps no more: sheets brought, drafts left, papers of what ended.
TITIAN_ENROLMENT_SHEETS_DAYS = env.int("TITIAN_ENROLMENT_SHEETS_DAYS", 30)
TITIAN_ENROLMENT_DRAFTS_DAYS = env.int("TITIAN_ENROLMENT_DRAFTS_DAYS", 30)
TITIAN_ENROLMENT_PAPERS_DAYS = env.int("TITIAN_ENROLMENT_PAPERS_DAYS", 90)
# The registers a city's offices ask: which answers for which, and where each is reached.
TITIAN_REGISTERS = "titian.bridging.registers.register_of"
if TITIAN_DEMO:
    TITIAN_REGISTERS = "titian.demo.registers.register_of"  # samples, and they say so
TITIAN_REGISTER_ADDRESSES = {
    "population": (
        env.str("TITIAN_POPULATION_URL", ""),
        env.str("TITIAN_POPULATION_TOKEN", ""),
    ),
    "welfare": (env.str("TITIAN_WELFARE_URL", ""), env.str("TITIAN_WELFARE_TOKEN", "")),
    "wage": (env.str("TITIAN_WAGE_URL", ""), env.str("TITIAN_WAGE_TOKEN", "")),
    "scheme": (env.str("TITIAN_SCHEME_URL", ""), env.str("TITIAN_SCHEME_TOKEN", "")),
}
# Who signs a city's letters: a key in a file, a key in a token, the demo's samples, or nobody yet.
TITIAN_SIGNER_FILE = env.str("TITIAN_SIGNER_FILE", "")  # PKCS#12
TITIAN_SIGNER_PKCS11 = env.str("TITIAN_SIGNER_PKCS11", "")  # the module of the token's maker
TITIAN_SIGNER_TOKEN = env.str("TITIAN_SIGNER_TOKEN", "")  # the token's label
TITIAN_SIGNER_LABEL = env.str("TITIAN_SIGNER_LABEL", "")  # of key and certificate in it
TITIAN_SIGNER_PASSPHRASE = env.str("TITIAN_SIGNER_PASSPHRASE", "")  # of the file, or the PIN
TITIAN_SIGNER = "titian.demo.signing.signer" if TITIAN_DEMO else ""
if TITIAN_SIGNER_FILE:
    TITIAN_SIGNER = "titian.bridging.signing.from_file"
if TITIAN_SIGNER_PKCS11:
    TITIAN_SIGNER = "titian.bridging.tokens.from_token"
TITIAN_STAMP_DUTY_URL = env.str("TITIAN_STAMP_DUTY_URL", "")  # given: letters get an e-Meterai
TITIAN_STAMP_DUTY_TOKEN = env.str("TITIAN_STAMP_DUTY_TOKEN", "")
TITIAN_STAMP_DUTY = "titian.demo.stamping.stamp_duty" if TITIAN_DEMO else ""
if TITIAN_STAMP_DUTY_URL:
    TITIAN_STAMP_DUTY = "titian.bridging.stamping.configured"
TITIAN_INTAKE_URL = env.str("TITIAN_INTAKE_URL", "")  # given: letters are handed to the scheme
TITIAN_INTAKE_TOKEN = env.str("TITIAN_INTAKE_TOKEN", "")
TITIAN_INTAKE = "titian.demo.intake.intake" if TITIAN_DEMO else ""
if TITIAN_INTAKE_URL:
    TITIAN_INTAKE = "titian.bridging.intake.configured"

# A text model is asked what somebody wants where the assistant is unsure itself.
TITIAN_LANGUAGE_MODEL_URL = env.str("TITIAN_LANGUAGE_MODEL_URL", "")  # given: it is on
TITIAN_LANGUAGE_MODEL_TOKEN = env.str("TITIAN_LANGUAGE_MODEL_TOKEN", "")
TITIAN_LANGUAGE_MODEL_NAME = env.str("TITIAN_LANGUAGE_MODEL_NAME", "")
TITIAN_LANGUAGE_MODEL = "titian.bridging.opinions.configured" if TITIAN_LANGUAGE_MODEL_URL else ""

# --- Backups
TITIAN_BACKUP_DIR = env.str("TITIAN_BACKUP_DIR", "")  # given: the worker backs up each night
TITIAN_BACKUP_AT = env.str("TITIAN_BACKUP_AT", "02:30")  # Western Indonesian time
TITIAN_BACKUP_TO = env.list("TITIAN_BACKUP_TO", home.recovery_recipients())  # public keys, age1…
TITIAN_BACKUP_KEEP = env.str("TITIAN_BACKUP_KEEP", "7d,4w,12m")  # days, weeks, months
TITIAN_BACKUP_SHARE = env.float("TITIAN_BACKUP_SHARE", 0.25)  # of one processor's time

# --- What is counted and logged: nothing personal (docs/operations/logs.md, metrics.md)
TITIAN_MEASURES = home.measures_directory()
TITIAN_METRICS_TOKEN = env.str("TITIAN_METRICS_TOKEN", "")  # given: /metrics also from elsewhere
# How finely failures are counted: 2 characters of a region's code are its province, 5 its city
TITIAN_METRICS_REGION = env.int("TITIAN_METRICS_REGION", 5)
# The certificate people are shown, readable to Titian: metrics say how long it holds
TITIAN_CERTIFICATE_FILE = env.str("TITIAN_CERTIFICATE_FILE", "")
TITIAN_ACCESS_LOG = env.bool("TITIAN_ACCESS_LOG", False)  # a line for each request
TITIAN_JOURNEYS = packages.JOURNEYS
TITIAN_GAUGES = packages.GAUGES
_LEVELS: dict[str, str] = env.dict("TITIAN_LOG_LEVELS", {})  # "titian.queue=DEBUG,httpx=ERROR"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "titian.platform.measures.lines.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("TITIAN_LOG", "WARNING")},
    "loggers": {
        "titian.access": {"level": "INFO"},
        "httpx": {"level": "WARNING"},  # it logs whole addresses
        **{name: {"level": level.upper()} for name, level in _LEVELS.items()},
    },
}
