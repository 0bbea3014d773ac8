from datetime import datetime

from django.apps import AppConfig
from django.utils.timezone import localtime


class DesignConfig(AppConfig):
    name = "kentongan.lobby.design"
    label = "design"

    def ready(self) -> None:
        from kentongan.foundation.web.kept import stamp_every_page

        stamp_every_page(_stamp_banner)


def _stamp_banner() -> tuple[str, datetime | None]:
    """Let no page that was kept before show an old banner, or none."""
    from kentongan.rooms.notices import api as notices

    return notices.get_banner_key(now=localtime()), None
