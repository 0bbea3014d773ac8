"""The door of the mailing room: what other rooms announce and let people follow."""

from kentongan.rooms.mailing.errors import NoSuchTopic, WrongAddress
from kentongan.rooms.mailing.queries.topics import list_topics, register_topic, register_topics
from kentongan.rooms.mailing.rules.items import Item, Pace, Topic
from kentongan.rooms.mailing.services.announcing import announce, retract
from kentongan.rooms.mailing.services.demo import load_demo_readers, send_demo_edition
from kentongan.rooms.mailing.services.following import ask_to_follow

__all__ = [
    "Item",
    "NoSuchTopic",
    "Pace",
    "Topic",
    "WrongAddress",
    "announce",
    "ask_to_follow",
    "list_topics",
    "load_demo_readers",
    "register_topic",
    "register_topics",
    "retract",
    "send_demo_edition",
]
