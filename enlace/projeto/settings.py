"""Django's settings. What may differ from one installation to another comes from `ambiente.py`."""

from enlace.core.db import OPCOES_DA_CONEXAO
from enlace.projeto import ambiente

AMBIENTE = ambiente.ler()

SECRET_KEY = AMBIENTE.chave_secreta
DEBUG = False
ALLOWED_HOSTS = list(AMBIENTE.hosts)
ROOT_URLCONF = "enlace.projeto.urls"
WSGI_APPLICATION = "enlace.projeto.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "contas.Usuario"

INSTALLED_APPS = [
    "enlace.cli",
    "enlace.demo",
    "enlace.integracao",
    "enlace.painel",
    "enlace.jobs",
    "enlace.processos",
    "enlace.pbx",
    "enlace.prospectos",
    "enlace.ordens_servico",
    "enlace.atendimento",
    "enlace.financeiro",
    "enlace.radius",
    "enlace.servicos",
    "enlace.planos",
    "enlace.mensagens",
    "enlace.clientes",
    "enlace.rede",
    "enlace.auditoria",
    "enlace.contas",
    "enlace.enderecos",
    "enlace.configuracao",
    "unfold.apps.BasicAppConfig",
    "enlace.painel.administracao.admin_config.AdminDoPainel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "oauth2_provider",
    "procrastinate.contrib.django",
    "ninja",
]

# The API's own middleware answers its requests itself: programs have no session, cookie or form; what follows is for people.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "enlace.painel.middleware.PoliticaDeConteudo",
    "enlace.integracao.middleware.PortaDaApi",
    # Django pads its answers at random (BREACH); the API's are left to the proxy.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "enlace.painel.contexto.painel",
            ]
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": AMBIENTE.banco.get("dbname", "enlace"),
        "USER": AMBIENTE.banco.get("user", ""),
        "PASSWORD": AMBIENTE.banco.get("password", ""),
        "HOST": AMBIENTE.banco.get("host", ""),
        "PORT": AMBIENTE.banco.get("port", ""),
        # Each thread of the server keeps its connection, and with it the prepared statements.
        "CONN_MAX_AGE": None,
        # Local times on the wire are the provider's: the session's zone, so that SQL formats them without being told.
        "TIME_ZONE": AMBIENTE.fuso,
        "OPTIONS": {
            **{k: v for k, v in AMBIENTE.banco.items() if k not in {"dbname", "user", "password", "host", "port"}},
            # Reads of the API ask to be prepared at once; the ORM's statements never are (it uses client-side cursors).
            "prepare_threshold": 5,
            "options": OPCOES_DA_CONEXAO,
        },
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    # For the secrets of API clients only.
    "enlace.contas.segredos.HashDeSegredo",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["nome", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["enlace.contas.entrada.EntradaComEspera"]

OAUTH2_PROVIDER_APPLICATION_MODEL = "contas.ClienteApi"
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_GENERATOR": "enlace.contas.tokens.gerar_token_de_acesso",
    "REFRESH_TOKEN_GENERATOR": "enlace.contas.tokens.gerar_token_de_renovacao",
    "CLIENT_SECRET_HASHER": "segredo_pbkdf2_sha256",
    # The documentation's own figure (section 2): 30 days.
    "ACCESS_TOKEN_EXPIRE_SECONDS": 2_592_000,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 2 * 2_592_000,
    "OAUTH2_VALIDATOR_CLASS": "enlace.contas.tokens.Validador",
    "SCOPES": {"integracao": "API de integração"},
    "DEFAULT_SCOPES": ["integracao"],
    # Only checksums of tokens are kept (RFC 9700): a copied database opens no door.
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # The rest of RFC 9700: the flows with a browser are not served at all, and would be closed if they were.
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["enlace.jobs.agenda"]

SILENCED_SYSTEM_CHECKS = [
    # The e-mail is unique ignoring case (a constraint on lower(email)), which the check does not see.
    "auth.W004",
    # The password grant is discouraged by RFC 9700, and the only one that the contract knows.
    "oauth2_provider.W002",
]

LANGUAGE_CODE = "pt-br"
TIME_ZONE = AMBIENTE.fuso
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "enlace.painel.formatos"

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "enlace.painel.estaticos.ArquivosComVersao"},
}
STATIC_ROOT = AMBIENTE.dados / "estaticos"
LOGIN_URL = "admin:login"

# A request of the contract is a few kilobytes; a larger one is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# But for a bank's file, at the one page that takes it (`painel/cobranca/retornos.py` refuses what is larger).
CORPOS_MAIORES = {"/painel/cobranca/retornos/ler/": 25_100_000}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
# Twelve hours from the last click, a long shift: a computer left behind is not signed in next morning, and nobody is out at work.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = True
# What is said after an act names people: kept here, not in a cookie that the browser keeps.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = AMBIENTE.https
CSRF_COOKIE_SECURE = AMBIENTE.https
SECURE_SSL_REDIRECT = AMBIENTE.https
SECURE_HSTS_SECONDS = 31_536_000 if AMBIENTE.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = AMBIENTE.https
SECURE_HSTS_PRELOAD = AMBIENTE.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if AMBIENTE.https else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linha": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"erro": {"class": "logging.StreamHandler", "formatter": "linha"}},
    "root": {"handlers": ["erro"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        # The query string of a search is somebody's CPF: the answers' status lines of Django would write it down.
        "django.request": {"level": "ERROR"},
        # Their debug lines hold whole tokens.
        "oauthlib": {"level": "INFO"},
        "oauth2_provider": {"level": "INFO"},
        # Its DEBUG lines hold whole addresses, and in some of them stands a key or the CEP of somebody's home.
        "urllib3": {"level": "INFO"},
    },
}

UNFOLD = {
    "SITE_TITLE": "Enlace",
    "SITE_HEADER": "Enlace",
    "SITE_SYMBOL": "lan",
    "SITE_URL": None,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "enlace.painel.administracao.navegacao.icone"}],
    "STYLES": ["enlace.painel.administracao.navegacao.estilo"],
    "SCRIPTS": ["enlace.painel.administracao.navegacao.script_dos_eventos"],
    # The daily screens have one look; the tables beside them the same.
    "THEME": "light",
    # Blue dark enough for white letters (WCAG AA).
    "COLORS": {
        "primary": {
            "50": "#f0f9ff",
            "100": "#e0f2fe",
            "200": "#bae6fd",
            "300": "#7dd3fc",
            "400": "#38bdf8",
            "500": "#0284c7",
            "600": "#0369a1",
            "700": "#075985",
            "800": "#0c4a6e",
            "900": "#0b3b59",
            "950": "#082f49",
        }
    },
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    # The history of a row is a page of the audit.
    "SHOW_HISTORY": "enlace.painel.administracao.navegacao.ve_auditoria",
    "SIDEBAR": {"show_search": True, "show_all_applications": False, "navigation": "enlace.painel.administracao.navegacao.montar"},
}
