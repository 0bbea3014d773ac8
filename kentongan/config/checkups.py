"""The house's own check-ups for `manage.py check_house`."""

import shutil
import socket
import ssl
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.utils.timezone import localtime

from kentongan.config import health
from kentongan.config.paths import VAR
from kentongan.config.postgres import OLDEST_MAJOR
from kentongan.foundation import checkups
from kentongan.foundation.checkups import Finding, bad, good, look

GIGABYTE = 1 << 30
FULL_PERCENT, VERY_FULL_PERCENT = 80, 92
WORKER_SILENT_SECONDS = 60
CERTIFICATE_DAYS = 21
CLOCK_SECONDS = 2.0


def register_all() -> None:
    """Register the check-ups of the house itself."""
    checkups.register("database", check_database)
    checkups.register("extensions", check_extensions)
    checkups.register("migrations", check_migrations)
    checkups.register("queue", check_queue)
    checkups.register("worker", check_worker)
    checkups.register("disk", check_disk)
    checkups.register("storage", check_storage)
    checkups.register("mail", check_mail)
    checkups.register("clock", check_clock)
    checkups.register("certificate", check_certificate)
    checkups.register("settings", check_settings)


def check_database() -> Finding:
    """Ask which PostgreSQL answers and how large the database is."""
    (number, size, standby) = _ask(
        "SELECT current_setting('server_version_num')::int / 10000,"
        " pg_size_pretty(pg_database_size(current_database())), pg_is_in_recovery()"
    )
    sentence = f"PostgreSQL {number}, {size}"
    if number < OLDEST_MAJOR:
        return bad(f"{sentence}: {OLDEST_MAJOR} or newer is needed")
    return bad(f"{sentence}: this is a read-only replica") if standby else good(sentence)


def check_extensions() -> Finding:
    """Name the extensions of the database."""
    (names,) = _ask("SELECT string_agg(extname, ', ' ORDER BY extname) FROM pg_extension")
    missing = {"pg_trgm"} - {*names.split(", ")}
    return bad(f"missing: {', '.join(sorted(missing))}") if missing else good(names)


def check_migrations() -> Finding:
    """Compare the database with the code."""
    answer = health.check_migrations()
    return good("up to date") if answer == "ok" else bad("run: manage.py migrate")


def check_queue() -> Finding:
    """Count the jobs that wait."""
    queue = health.read_queue()
    (failed,) = _ask("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    sentence = f"{queue['waiting']:.0f} wait, {queue['running']:.0f} run, {failed} failed"
    if health.check_queue() != "ok":
        return bad(f"{sentence}; the oldest waits {queue['oldest_seconds'] / 60:.0f} minutes")
    return look(sentence) if failed else good(sentence)


def check_worker() -> Finding:
    """Find out when a worker was last heard of."""
    (count,) = _ask(
        "SELECT count(*) FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - make_interval(secs => %s)",
        WORKER_SILENT_SECONDS,
    )
    return good(f"{count} at work") if count else bad("none: start manage.py worker")


def check_disk() -> Finding:
    """Measure how full the disk is."""
    usage = shutil.disk_usage(VAR if VAR.exists() else VAR.parent)
    percent = 100 * usage.used / usage.total
    sentence = f"{percent:.0f} % used, {usage.free / GIGABYTE:.1f} GB free"
    if percent > VERY_FULL_PERCENT:
        return bad(sentence)
    return look(sentence) if percent > FULL_PERCENT else good(sentence)


def check_storage() -> Finding:
    """Write, read and remove a small file where uploads and letters are kept."""
    name = default_storage.save("check-house.txt", ContentFile(b"kentongan"))
    with default_storage.open(name) as file:
        is_same = file.read() == b"kentongan"
    default_storage.delete(name)
    return good("writes and reads") if is_same else bad("gave back something else")


def check_mail() -> Finding:
    """Open a connection to the mail server."""
    mail = get_connection()
    if "smtp" not in settings.EMAIL_BACKEND:
        return look("no mail leaves this installation: EMAIL_URL is not smtp://")
    mail.open()
    mail.close()
    return good("the mail server answers")


def check_clock() -> Finding:
    """Compare this machine's clock with the database's."""
    before = localtime()
    (theirs,) = _ask("SELECT clock_timestamp()")
    apart = abs((theirs - before).total_seconds())
    sentence = f"{apart:.1f} s from the database's, {settings.TIME_ZONE}"
    return good(sentence) if apart < CLOCK_SECONDS else bad(f"{sentence}: set up time servers")


def check_certificate() -> Finding:
    """Find out for how long the certificate of PUBLIC_URL is good."""
    address = urlsplit(settings.PUBLIC_URL)
    if address.scheme != "https":
        return good("demo, no TLS") if settings.DEMO else bad("PUBLIC_URL is not https")
    host = address.hostname or ""
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, address.port or 443), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=host) as sealed,
    ):
        until = ssl.cert_time_to_seconds(str((sealed.getpeercert() or {})["notAfter"]))
    days = (datetime.fromtimestamp(until, UTC) - localtime()).days
    sentence = f"good for {days} days"
    return good(sentence) if days > CERTIFICATE_DAYS else look(f"{sentence}: renew it")


def check_settings() -> Finding:
    """Look for settings that belong in a demo only."""
    if settings.DEMO:
        return look("DEMO is on: people to be are shown on the login page")
    if settings.DEBUG:
        return bad("DEBUG is on")
    return look("ALLOWED_HOSTS is open") if "*" in settings.ALLOWED_HOSTS else good("closed")


def _ask(sql: str, *values: int) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values])
        row: tuple[Any, ...] = cursor.fetchone()
    return row
