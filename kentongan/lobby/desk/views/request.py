"""A request with who acts, put there by people's middleware."""

from django.http import HttpRequest

from kentongan.rooms.people import api as people


class Request(HttpRequest):
    """What every view of the desk is given."""

    actor: people.Actor
