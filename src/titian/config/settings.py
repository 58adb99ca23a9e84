"""The one settings module. Every setting is documented in docs/reference/settings.md.

Readers are typed and fail loudly; defaults are safe (debug off, integrations off); no secret
has a default: missing ones are made in the data directory.
"""

from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from csp.constants import NONE, SELF
from environs import Env

from titian.config import home

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

# --- Where and how -----------------------------------------------------------------------
TITIAN_HOME = home.data_directory()
TITIAN_PORT = env.int("TITIAN_PORT", 8000)
TITIAN_DEMO = env.bool("TITIAN_DEMO", False)  # named demo people, demo inbox, simulators
TITIAN_ORIGIN = env.str("TITIAN_ORIGIN", f"http://localhost:{TITIAN_PORT}")
TITIAN_IDLE_MINUTES = env.int("TITIAN_IDLE_MINUTES", 10)  # then a screen of staff locks; 0 never
TITIAN_STATUS_CHECK = env.bool("TITIAN_STATUS_CHECK", True)  # status without signing in
TITIAN_RAISE_FAULTS = env.bool("TITIAN_RAISE_FAULTS", False)  # tests see faults as exceptions
TITIAN_SEALING_KEY = sha256(home.secret("sealing_key").encode()).digest()

DEBUG = False
SECRET_KEY = home.secret("secret_key")
ALLOWED_HOSTS = env.list("TITIAN_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [TITIAN_ORIGIN]
ROOT_URLCONF = "titian.config.urls"
WSGI_APPLICATION = "titian.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "procrastinate.contrib.django",
    "titian.platform.jobs",
    "titian.platform.outbox",
    "titian.platform.audit",
    "titian.platform.uploads",
    "titian.platform.failures",
    "titian.platform.http",
    "titian.regions",
    "titian.notifications",
    "titian.accounts",
    "titian.facilities",
    "titian.members",
    "titian.contributions",
    "titian.frontdoor",
    "titian.queue",
    "titian.bridging",
    "titian.web",
    "titian.config",
]
if TITIAN_DEMO:
    INSTALLED_APPS.append("titian.demo")

# --- HTTP --------------------------------------------------------------------------------
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "titian.web.pages.language.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "titian.accounts.pages.sessions.SignedInMiddleware",
    "titian.platform.http.middleware.RefusalMiddleware",
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
TITIAN_PROXIES = env.int("TITIAN_PROXIES", 0)  # our reverse proxies that add X-Forwarded-For
TITIAN_HTTPS = env.bool("TITIAN_HTTPS", False)  # set behind TLS: secure cookies, HSTS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TITIAN_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if TITIAN_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TITIAN_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_NAME = "titian_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "titian.platform.http.middleware.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 4
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
def _database(url: str) -> dict[str, object]:
    parts = urlparse(url)
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = options.pop("host", "") or parts.hostname or ""
    return {
        "ENGINE": "titian.platform.db.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,  # ours checks what the pool gives
        "OPTIONS": {
            **options,
            "pool": {
                "min_size": 1,
                "max_size": env.int("TITIAN_POOL", 24),
                "timeout": 5,  # a request waits out a restart of the database, not more
                "reconnect_timeout": 5,  # then the next request tries anew, without back-off
            },
            "application_name": "titian",
        },
    }


def _database_url() -> str:
    """`TITIAN_DATABASE_URL`, else the embedded server if it has been made."""
    given = env.str("TITIAN_DATABASE_URL", "")
    if given:
        return given
    embedded = home.embedded()
    return embedded.url() if (embedded.home / "password").exists() else "postgresql:///titian"


DATABASES = {"default": _database(_database_url())}

# --- Outside: every integration is off until its settings are given --------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
TITIAN_WHATSAPP_TOKEN = env.str("TITIAN_WHATSAPP_TOKEN", "")  # given: WhatsApp Cloud API is on
TITIAN_WHATSAPP_URL = env.str("TITIAN_WHATSAPP_URL", "https://graph.facebook.com/v23.0")
TITIAN_WHATSAPP_PHONE_ID = env.str("TITIAN_WHATSAPP_PHONE_ID", "")
TITIAN_WHATSAPP_APP_SECRET = env.str("TITIAN_WHATSAPP_APP_SECRET", "")
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
TITIAN_BANK_PER_SECOND = env.int("TITIAN_BANK_PER_SECOND", 200)  # calls of one bank, each process
_REAL = {  # channel: is it set up, and by which adapter
    "whatsapp": (TITIAN_WHATSAPP_TOKEN, "titian.bridging.transports.whatsapp.configured"),
    "sms": (TITIAN_SMS_URL, "titian.bridging.transports.sms.configured"),
    "email": (TITIAN_SMTP_URL, "titian.bridging.transports.smtp.configured"),
}
TITIAN_TRANSPORTS = {channel: path for channel, (given, path) in _REAL.items() if given}
if TITIAN_DEMO:  # what is not really set up goes to the demo inbox
    TITIAN_TRANSPORTS = dict.fromkeys(_REAL, "titian.demo.transports.inbox") | TITIAN_TRANSPORTS
# QRIS codes need a licensed provider; the demo draws samples that nobody can be paid by.
TITIAN_QRIS = "titian.demo.qris.qris" if TITIAN_DEMO else ""
TITIAN_AUTODEBIT = env.str(  # where an adapter is made: "package.module.function"
    "TITIAN_AUTODEBIT", "titian.demo.autodebit.gateway" if TITIAN_DEMO else ""
)

# --- People's own data: what each package holds about somebody, and how it lets go of what no law
# makes it keep. Below members none may know the others; these two lists join them.
TITIAN_HELD = [
    "titian.members.selectors.held.HELD",
    "titian.contributions.selectors.HELD",
    "titian.queue.selectors.HELD",
    "titian.notifications.selectors.HELD",
    "titian.accounts.selectors.HELD",
    "titian.frontdoor.selectors.HELD",
    "titian.platform.uploads.selectors.HELD",
    "titian.platform.failures.selectors.HELD",
    "titian.platform.audit.selectors.HELD",
]
TITIAN_LETS_GO = [
    "titian.members.services.letting_go.let_go",
    "titian.queue.services.let_go",
    "titian.notifications.services.let_go",
    "titian.accounts.services.letting_go.let_go",
    "titian.platform.failures.services.let_go",
]
TITIAN_REGISTRY_URL = env.str("TITIAN_REGISTRY_URL", "")  # given: the population registry is asked
TITIAN_REGISTRY_USER = env.str("TITIAN_REGISTRY_USER", "")
TITIAN_REGISTRY_SECRET = env.str("TITIAN_REGISTRY_SECRET", "")
TITIAN_REGISTRY = "titian.demo.registry.registry" if TITIAN_DEMO else ""  # a registry of samples
if TITIAN_REGISTRY_URL:
    TITIAN_REGISTRY = "titian.bridging.registry.configured"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.str("TITIAN_LOG", "WARNING")},
}
