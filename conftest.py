"""Tests run on a real PostgreSQL: DATABASE_URL, or a fast one of our own that is started here."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

import hypothesis
import pytest

from kentongan.config import catalogues, env, postgres
from kentongan.config.paths import VAR

if TYPE_CHECKING:
    from tests.people import People

# The same examples each time, so that a red test is about the change. Others, by chance:
# pytest --hypothesis-profile default
hypothesis.settings.register_profile("steady", derandomize=True, database=None)
hypothesis.settings.load_profile("steady")
env.set_default("EMAIL_URL", "memory:")
env.set_default("DEMO", "0")
env.set_default("SECRET_KEY", "only-for-tests-" * 4)
catalogues.compile_stale()
env.set_default("STATIC_COLLECTED", "0")
if not env.text("DATABASE_URL"):
    server = postgres.find_server(VAR / "test-postgres")
    server.use(fast=True)
    env.change("DATABASE_URL", server.url)
    if settings.configured:  # pytest-django has read them before it came to this file
        settings.DATABASES["default"].update(env.database(server.url))


def pytest_configure() -> None:
    """Spare the tests what is slow on purpose, or once per process."""
    # Argon2 is slow on purpose; the people of each test need not wait for it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each client of a test starts the middleware: no list of all static files for every one.
    settings.WHITENOISE_AUTOREFRESH = True
    # Files by their own names, also where `make run` or a bench has collected them before.
    own_names = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": own_names}
    settings.WHITENOISE_USE_FINDERS = True


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let the journeys begin first and stay together."""
    from tests.sharing_out import make_scheduler  # noqa: PLC0415

    return make_scheduler(config, log)


@pytest.fixture(autouse=True, scope="session")
def _tests_may_empty_the_chain() -> None:
    """Let tests with real commits empty the tables afterwards: the chain too, never the regency."""
    from django.db.backends.postgresql.operations import DatabaseOperations  # noqa: PLC0415

    from tests.people import without_triggers  # noqa: PLC0415

    list_flush, flush = DatabaseOperations.sql_flush, DatabaseOperations.execute_sql_flush

    def list_all(self: DatabaseOperations, style: Any, tables: list[str], **how: bool) -> list[str]:
        kept = [table for table in tables if not table.startswith("places_")]
        return list_flush(self, style, kept, **how)

    def flush_all(self: DatabaseOperations, sql_list: list[str]) -> None:
        with without_triggers():
            flush(self, sql_list)

    DatabaseOperations.sql_flush = list_all  # type: ignore[method-assign,assignment]
    DatabaseOperations.execute_sql_flush = flush_all  # type: ignore[method-assign,assignment]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the tables that one process made; each would take as long as a hundred tests."""
    from django.db import connection  # noqa: PLC0415

    from tests.template import make_template  # noqa: PLC0415

    url = env.text("DATABASE_URL")
    connection.settings_dict["TEST"]["TEMPLATE"] = make_template(url)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the regency once; every test sees it."""
    from tests.people import make_regency  # noqa: PLC0415

    with django_db_blocker.unblock():
        make_regency()


@pytest.fixture(autouse=True)
def _no_part_of_a_page_is_kept() -> None:
    """Forget what a test before kept of its pages: its changes were rolled back."""
    from django.core.cache import caches  # noqa: PLC0415

    caches["template_fragments"].clear()


@pytest.fixture(autouse=True)
def _places_are_known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask before each test which edition of the places holds, not now and then: tests count."""
    from kentongan.rooms.places.queries import kept  # noqa: PLC0415

    is_marked = request.node.get_closest_marker("django_db")
    if not is_marked and not {"db", "transactional_db"} & set(request.fixturenames):
        return
    request.getfixturevalue("django_db_setup")
    monkeypatch.setattr(kept, "STAMP_HOLDS_SECONDS", float("inf"))
    kept._own.has_change = False  # noqa: SLF001 - as if nothing was asked yet
    kept._Shared.asked_at = float("-inf")  # noqa: SLF001
    with request.getfixturevalue("django_db_blocker").unblock():
        kept.keep("asked before the test", lambda: None)


@pytest.fixture(autouse=True)
def _nothing_is_in_force() -> None:
    """Begin each test without notices, asked already: tests count the questions of a page."""
    from kentongan.rooms.notices import api as notices  # noqa: PLC0415

    notices.set_patience(float("inf"), rows=())


@pytest.fixture
def regency(db: None) -> None:
    """Give the offices, hours and days off of the regency."""
    from tests.people import make_regency  # noqa: PLC0415

    make_regency()


@pytest.fixture
def folk(regency: None) -> "People":
    """Wati, Budi, Sari, Joko and the others."""
    from tests.people import make_people  # noqa: PLC0415

    return make_people()


@pytest.fixture
def no_regency(db: None) -> None:
    """Take the loaded regency away, for tests that build a small one of their own."""
    from tests.people import take_regency_away  # noqa: PLC0415

    take_regency_away()


@pytest.fixture(autouse=True)
def _every_test_begins_in_indonesian() -> None:
    """Begin each test in Indonesian, whatever the one before spoke."""
    from django.utils import translation  # noqa: PLC0415

    translation.activate(settings.LANGUAGE_CODE)
