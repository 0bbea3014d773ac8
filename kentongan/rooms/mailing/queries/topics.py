"""Topics: rooms above say what can be followed; they are asked anew each time, so rows count."""

from collections.abc import Callable, Iterable

from kentongan.rooms.mailing.rules.items import Topic

TopicSource = Callable[[], Iterable[Topic]]
_topics: dict[str, Topic] = {}
_sources: list[TopicSource] = []


def register_topic(topic: Topic) -> None:
    """Offer a topic that is always there; called when a room is set up."""
    _topics[topic.key] = topic


def register_topics(source: TopicSource) -> None:
    """Offer topics that are rows; `source` is asked when they are shown, in that language."""
    if source not in _sources:
        _sources.append(source)


def list_topics() -> list[Topic]:
    """Return every topic that can be followed, in the order of the rooms."""
    found = dict(_topics)
    for source in _sources:
        found.update({topic.key: topic for topic in source()})
    return list(found.values())
