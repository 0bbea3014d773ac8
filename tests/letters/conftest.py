"""The applications of the services room, for letters tried from outside."""

from kentongan.rooms.services.tests.conftest import (  # noqa: F401
    _files_lie_apart,
    _loaded_once,
    apply,
    catalogue,
    papers,
)
