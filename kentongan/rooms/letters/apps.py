"""Wiring of the room."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "kentongan.rooms.letters"
    label = "letters"

    def ready(self) -> None:
        from kentongan.foundation import checkups
        from kentongan.rooms.letters.queries.checkup import check_letters
        from kentongan.rooms.letters.services.revoking import forget_letters
        from kentongan.rooms.people import api as people

        people.on_forget(forget_letters)
        checkups.register("letters", check_letters)
