"""A request as these views get it."""

from django.http import HttpRequest

from kentongan.rooms.people import api as people


class Request(HttpRequest):
    """With who acts, put there by people's middleware."""

    actor: people.Actor
