"""The only place that reads the environment; a wrong value is refused at start-up."""

import os
from urllib.parse import parse_qs, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class WrongSetting(SystemExit):
    """A setting has a value that cannot be meant."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Setting {name}: {why}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def secret(name: str, default: str, *, at_least: int = 32) -> str:
    value = os.environ.get(name, default)
    if len(value) < at_least:
        raise WrongSetting(name, f"needs at least {at_least} characters")
    return value


def integer(name: str, default: int) -> int:
    raw = os.environ.get(name, str(default))
    try:
        return int(raw)
    except ValueError as error:
        raise WrongSetting(name, f"{raw!r} is not a whole number") from error


def flag(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name, "1" if default else "0").strip().lower()
    if raw in TRUE:
        return True
    if raw in FALSE:
        return False
    raise WrongSetting(name, f"{raw!r} is neither yes nor no")


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def origins(url: str) -> list[str]:
    """Return scheme and host of an address, nothing for an empty one."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def set_default(name: str, value: str) -> None:
    """Give a setting a value for this process and its children, unless the environment has one."""
    os.environ.setdefault(name, value)


def everything() -> dict[str, str]:
    """Return the whole environment, for a child process."""
    return dict(os.environ)


def change(name: str, value: str) -> None:
    """Set a value for this process and its children."""
    os.environ[name] = value


def tiles(name: str) -> str:
    """Return the address of a tile server: https, with {z}, {x} and {y}; or nothing."""
    value = text(name)
    if value and not (
        urlsplit(value).scheme in {"http", "https"}
        and all(part in value for part in ("{z}", "{x}", "{y}"))
        and not set(value) & set(" ;,'\"")
    ):
        raise WrongSetting(name, "https://host/{z}/{x}/{y}.png is understood")
    return value


def list_origins(url: str) -> list[str]:
    """Return the scheme and host of an address for a security policy, nothing for none."""
    if not url:
        return []
    parts = urlsplit(url.replace("{s}", "*"))
    return [f"{parts.scheme}://{parts.netloc}"]


def list_live_origins(urls: list[str]) -> list[str]:
    """Return for a security policy where pages may listen (http) and look (ws)."""
    found = [origin for url in urls for origin in origins(url)]
    return [name for one in dict.fromkeys(found) for name in (one, one.replace("http", "ws", 1))]


def database(url: str) -> dict[str, object]:
    """Turn `postgresql://user:password@host:port/name?host=/socket` into Django's form."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise WrongSetting("DATABASE_URL", "only postgresql://… is understood")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "kentongan",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": query,
    }


def email(url: str) -> dict[str, object]:
    """Turn `smtp://user:password@host:587?tls=1`, `outbox:` or `memory:` into Django's form."""
    parts = urlsplit(url)
    if parts.scheme in {"outbox", "memory"}:
        backend = "kentongan.foundation.outbox.backends.OutboxBackend"
        if parts.scheme == "memory":
            backend = "django.core.mail.backends.locmem.EmailBackend"
        return {"EMAIL_BACKEND": backend}
    if parts.scheme not in {"smtp", "smtps"}:
        raise WrongSetting("EMAIL_URL", "smtp://…, smtps://… or outbox: are understood")
    query = parse_qs(parts.query)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": query.get("tls", ["0"])[-1] in TRUE,
        "EMAIL_TIMEOUT": 20,
    }


def whatsapp(url: str) -> dict[str, str]:
    """Turn `https://NUMBER_ID:TOKEN@graph.facebook.com/v23.0?secret=…&verify=…` into its parts."""
    if not url:
        return {}
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    found = {
        "url": f"https://{parts.hostname}{parts.path.rstrip('/')}",
        "number_id": unquote(parts.username or ""),
        "token": unquote(parts.password or ""),
        "secret": query.get("secret", ""),
        "verify": query.get("verify", ""),
    }
    if parts.scheme != "https" or not all(found.values()):
        raise WrongSetting(
            "WHATSAPP_URL", "https://NUMBER_ID:TOKEN@graph.facebook.com/v23.0?secret=…&verify=…"
        )
    return found


def storage(url: str) -> dict[str, object]:
    """Turn `file:///srv/kentongan/files` or `s3://bucket?endpoint=https://…` into Django's form."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": parts.path, "file_permissions_mode": 0o600},
        }
    if parts.scheme == "s3":
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": parts.netloc,
                "location": parts.path.lstrip("/"),
                "endpoint_url": query.get("endpoint"),
                "default_acl": None,
                "querystring_auth": True,
            },
        }
    raise WrongSetting("STORAGE_URL", "file:///… or s3://bucket are understood")
