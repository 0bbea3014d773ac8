"""Wiring of the room."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "kentongan.rooms.letters"
    label = "letters"

    def ready(self) -> None:
        from kentongan.foundation import checkups
        from kentongan.foundation.seal.offices import keep_certificates
        from kentongan.rooms.letters.queries.checkup import check_letters
        from kentongan.rooms.letters.services.revoking import forget_letters
        from kentongan.rooms.letters.services.signing import provide_credential
        from kentongan.rooms.people import api as people

        keep_certificates(provide_credential)
        people.on_forget(forget_letters)
        checkups.register("letters", check_letters)
