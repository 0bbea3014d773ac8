from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "kentongan.foundation.outbox"
    label = "outbox"

    def ready(self) -> None:
        from kentongan.foundation import checkups
        from kentongan.foundation.outbox.checkup import check_outbox

        checkups.register("outbox", check_outbox)
