"""Every setting of the house. Read from the environment by env.py; explained in docs/reference."""

import tomllib
from pathlib import Path

from kentongan.config import env, logs
from kentongan.config.paths import REGENCIES, ROOT, VAR

BASE_DIR = ROOT

# --- This installation ------------------------------------------------------------------------
DEMO = env.flag("DEMO", default=False)
DEBUG = env.flag("DEBUG", default=False)
# Without a database (static analysis) no secret is needed; with one it must be set.
SECRET_KEY = env.secret("SECRET_KEY", "" if env.text("DATABASE_URL") else "no-secret-" * 5)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
PORT = env.integer("PORT", 8000)
PUBLIC_URL = env.text("PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
LIVE_PORT = env.integer("LIVE_PORT", PORT + 1)
LIVE_URL = env.text("LIVE_URL", f"http://127.0.0.1:{LIVE_PORT}/live").rstrip("/")
LIVE_URLS = env.words("LIVE_URLS") or [LIVE_URL]  # of all live processes: cameras are shared out
SOURCE_URL = env.text("SOURCE_URL")  # EUPL: who uses it over a network may have its source
METRICS_TOKEN = env.text("METRICS_TOKEN")
SECURE = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ["*"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- The regency: data, never an `if` -----------------------------------------------------------
REGENCY = env.text("REGENCY", "banyuwangi")
REGENCY_FOLDER: Path = REGENCIES / REGENCY
if not (REGENCY_FOLDER / "regency.toml").exists():
    raise env.WrongSetting("REGENCY", f"no folder {REGENCY!r} under regencies/")
REGENCY_FACTS: dict[str, object] = tomllib.loads((REGENCY_FOLDER / "regency.toml").read_text())

# --- Rooms, lowest first; the house tests read this order -----------------------------------------
ROOMS = [
    "places", "people", "cases", "letters", "cameras", "mailing", "services", "reports", "permits",
    "news", "notices", "rounds",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "procrastinate.contrib.django",
    "axes",
    "csp",
    "django_htmx",
    "kentongan.config",
    "kentongan.foundation.audit",
    "kentongan.foundation.files",
    "kentongan.foundation.files.resumable",
    "kentongan.foundation.once",
    "kentongan.foundation.outbox",
    "kentongan.foundation.throttle",
    *[f"kentongan.rooms.{room}" for room in ROOMS],
    "kentongan.lobby.design",
    "kentongan.lobby.web",
    "kentongan.lobby.desk",
    "kentongan.lobby.scoreboard",
    "kentongan.lobby.api",
    "kentongan.lobby.demo",
    "allauth",  # after our rooms, so that their templates come first
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.forms",  # last: widgets of lobby.design are found before Django's own
]
MIDDLEWARE = [
    "kentongan.foundation.web.measure.MeasureRequests",
    "kentongan.foundation.web.limits.RefuseHugeRequests",
    "django.middleware.security.SecurityMiddleware",
    "kentongan.foundation.web.kept.KeepPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kentongan.rooms.people.middleware.KnowWhoActs",
    "kentongan.foundation.web.refusals.AnswerRefusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "kentongan.config.urls"
WSGI_APPLICATION = "kentongan.config.wsgi.application"

# --- Database ------------------------------------------------------------------------------------
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": most},
    }
    for name, most in {"default": 10_000, "template_fragments": 3000}.items()
}  # fmt: skip
DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL", "postgresql:///kentongan")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Languages and time --------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = str(REGENCY_FACTS["time_zone"])
USE_THOUSAND_SEPARATOR = True

# --- Pages ---------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kentongan.lobby.design.templatetags.design"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kentongan.lobby.design.context.house",
            ],
        },
    }
]
FORM_RENDERER = "kentongan.lobby.design.renderer.HouseRenderer"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# What a regency ships to browsers (its coast line) is called regency/… there.
_STATIC_OF_REGENCY = REGENCY_FOLDER / "static"
STATICFILES_DIRS = [("regency", _STATIC_OF_REGENCY)] if _STATIC_OF_REGENCY.is_dir() else []
# Without collectstatic (tests, a fresh checkout) files are served from where they lie.
COLLECTED = env.flag("STATIC_COLLECTED", default=(STATIC_ROOT / "staticfiles.json").exists())
STORAGES = {
    "default": env.storage(env.text("STORAGE_URL", f"file://{VAR / 'files'}")),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["kentongan.foundation.files.handlers.CappedUploadHandler"]
SCANNER_URL = env.text("SCANNER_URL")  # clamd://host:3310 or clamd:///run/clamav/clamd.ctl

# --- Mail ----------------------------------------------------------------------------------------
for _name, _value in env.email(env.text("EMAIL_URL", "outbox:")).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = str(REGENCY_FACTS["mail_from"])
MAILING_JOURNALS = VAR / "mailing"  # how far each sender of a mailing has come; on a local disk
BOUNCE_SECRET = env.text("BOUNCE_SECRET")  # signs what a mail service tells of bounces by webhook

# --- Single sign-on: the regency's own accounts, when it has such a service -----------------------
OIDC_URL = env.text("OIDC_URL").rstrip("/")  # issuer, without /.well-known/…
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
OIDC_NAME = env.text("OIDC_NAME") or "SSO"
if OIDC_URL and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise env.WrongSetting("OIDC_URL", "needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too")

# --- WhatsApp ------------------------------------------------------------------------------------
WHATSAPP = env.whatsapp(env.text("WHATSAPP_URL"))  # empty: the platform finds nothing here

# --- People and safety ---------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# --- Maps ----------------------------------------------------------------------------------------
# Without a tile server a map shows the coast line of the regency's folder and nothing of others.
TILE_URL = env.tiles("TILE_URL")
TILE_CREDIT = env.text("TILE_CREDIT")
MAP_BOX: object = REGENCY_FACTS.get("map_box", [95.0, -11.0, 141.0, 6.0])  # the archipelago

# Nothing inline, nothing from elsewhere; the stream of changes may run on a port of its own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *env.list_origins(TILE_URL)],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *env.list_live_origins(LIVE_URLS)],
        "media-src": ["'self'", "blob:"],  # film of cameras, put together by the player
        "form-action": ["'self'", *env.origins(OIDC_URL)],  # the button leads on to there
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- Login ---------------------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/meja/"  # of officers; residents come to their own page
LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0  # our own nginx
ACCOUNT_ADAPTER = "kentongan.rooms.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"login": "kentongan.rooms.people.forms.LoginForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "kentongan.rooms.people.forms.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,30/5m/key"}  # axes and throttle are stricter
SOCIALACCOUNT_ADAPTER = "kentongan.rooms.people.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "kentongan.rooms.people.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "kentongan.rooms.people.forms.CodeForm",
    "reauthenticate": "kentongan.rooms.people.forms.AgainCodeForm",
    "add_webauthn": "kentongan.rooms.people.forms.AddKeyForm",
    "edit_webauthn": "kentongan.rooms.people.forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = str(REGENCY_FACTS["formal_name"])
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "kentongan.rooms.people.adapters.answer_locked_out"
AXES_USERNAME_CALLABLE = "kentongan.rooms.people.adapters.read_login_name"
AXES_CLIENT_IP_CALLABLE = "kentongan.rooms.people.adapters.read_client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Letters -------------------------------------------------------------------------------------
SIGNING_URL = env.text(
    "SIGNING_URL"
)  # https://user:password@esign.example; empty: own certificates
SIGNING_KEYS = env.text("SIGNING_KEYS")  # file: who signs there for each office, and the passphrase
SIGNING_ROOTS = env.text(
    "SIGNING_ROOTS"
)  # file (PEM): roots of others whose seals are trusted here

# --- Cameras -------------------------------------------------------------------------------------
# The demo's own cameras are served on this machine; anywhere else loopback is never dialled.
CAMERA_DEMO_PORT = env.integer("CAMERA_DEMO_PORT", LIVE_PORT + 1)  # of the first of seven
CAMERA_RECORDINGS = VAR / "recordings"  # films that grow, until they are kept as evidence
CAMERA_FILMS = VAR / "films"  # what they show, encoded once
CAMERA_LOOPBACK_PORTS = (
    [*range(CAMERA_DEMO_PORT, CAMERA_DEMO_PORT + 7), *map(int, env.words("CAMERA_LOOPBACK_PORTS"))]
    if DEMO
    else []
)

# --- Queue ---------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

# --- Logs ----------------------------------------------------------------------------------------
LOGGING = logs.make_settings(readable=DEMO, level=env.text("LOG_LEVEL", "INFO"))
