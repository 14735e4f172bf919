"""All settings, read once from the environment."""

from pathlib import Path

import fontpkg_be_vietnam_pro

from tongket.base.env import data_folder, database, env_flag, env_int, env_list, rollup_engine, secret

DATA = data_folder()
PACKAGE = Path(__file__).resolve().parent.parent

DEMO = env_flag("TONGKET_DEMO")
DEBUG = False
SECRET_KEY = secret(DATA, "secret")
# Hosts are rows of units.Host; units.middleware refuses what is not among them.
ALLOWED_HOSTS = ["*"]
HTTPS = env_flag("TONGKET_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "tongket.base",
    "tongket.units",
    "tongket.directives",
    "tongket.directives.bodies",
    "tongket.programmes",
    "tongket.programmes.opinions",
    "tongket.figures",
    "tongket.honours",
    "tongket.reviews",
    "tongket.reviews.meetings",
    "tongket.demo",
    "tongket.desk",
    "tongket.portal",
    "tongket.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongket.units.middleware.HostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tongket.base.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tongket.base.uploads.SizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tongket.base.middleware.OwnPasswordMiddleware",
    "tongket.units.middleware.HatMiddleware",
    "tongket.base.middleware.RefusalMiddleware",
    "tongket.base.once.OnceMiddleware",
]

ROOT_URLCONF = "tongket.site.urls"
WSGI_APPLICATION = "tongket.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tongket.units.context.page",
            ],
            "builtins": ["tongket.base.templatetags.viet", "tongket.site.frame"],
        },
    }
]

FORM_RENDERER = "tongket.base.forms.Renderer"

DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "base.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk:home"

# Counts misses at signing in; whatever else is kept here may vanish at any time.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Sessions in signed cookies: reading a page takes no write lock.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["tongket.base.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [("fonts", Path(fontpkg_be_vietnam_pro.__file__).parent / "files")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# Pages name each file with the hash of its content (the tag `asset`), so a browser may keep it.
WHITENOISE_MAX_AGE = 365 * 24 * 3600

FILES = DATA / "files"
STORE = DATA / "store"
# Where many figures are added up: on Spark, as spark://host:7077; else in each process.
ROLLUP_ENGINE = rollup_engine()
# The keys of the agencies that sign here: <ref of the unit>.p12, .password, .png.
SEALS = DATA / "keys" / "seals"
# Certificates of the authorities whose signatures count.
TRUSTED = DATA / "keys" / "trusted"
FILE_LIMIT = env_int("TONGKET_FILE_MB", 25) * 1024 * 1024
# Days after a meeting until the list of those present is destroyed. The law names no number; it asks that personal
# data be kept no longer than their purpose needs (91/2025/QH15), here until the minutes can no longer be contested.
# Webhooks go to machines of the own network too: for offices whose programs stand beside each other.
WEBHOOK_PRIVATE = env_flag("TONGKET_WEBHOOK_PRIVATE")
PRESENT_LIST_DAYS = env_int("TONGKET_PRESENT_DAYS", 30)
FILE_UPLOAD_HANDLERS = ["tongket.base.uploads.MemoryHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_LIMIT
MAIL_HOST = (env_list("TONGKET_MAIL_HOST") or [""])[0]
MAILERS = {
    "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": MAIL_HOST}}
    if MAIL_HOST
    else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Whoever asks for a host that cannot be gets 400; a traceback each time would bury what matters.
    # The library of signatures tells of every file that is not what it should be; we say it in a sentence.
    "loggers": {
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "pyhanko": {"level": "CRITICAL"},
        "pyhanko_certvalidator": {"level": "CRITICAL"},
    },
}
