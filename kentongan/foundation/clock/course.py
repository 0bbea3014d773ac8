"""The course of one promise along the timeline, in whole seconds: the heart of the clock."""

from collections.abc import Sequence
from typing import NamedTuple

from kentongan.foundation.clock.moments import to_second
from kentongan.foundation.clock.promise import Pause, Promise
from kentongan.foundation.clock.timeline import Timeline

Stop = tuple[int, int]


class Course(NamedTuple):
    """
    A promise laid out: from where, how many working seconds, until when, around which stops.

    `stops` are those that count, in working seconds, in order, apart from each other.
    """

    begins: int
    owed: int
    due: int
    stops: Sequence[Stop]


def merge_pauses(pauses: Sequence[Pause], *, start: int, until: int | None) -> list[Stop]:
    """
    Give the stretches after `start` in which any pause holds, in order, none touching another.

    A pause still open lasts to `until`; without it, it has not moved anything yet.
    """
    stops: list[Stop] = []
    for begins, ends in sorted(_read_pauses(pauses, start, until)):
        if stops and begins <= stops[-1][1]:
            stops[-1] = (stops[-1][0], max(ends, stops[-1][1]))
        else:
            stops.append((begins, ends))
    return stops


def lay_course(
    promise: Promise, *, start: int, stops: Sequence[Stop], timeline: Timeline
) -> Course:
    """Lay the promise out from `start`, around stops as `merge_pauses` gives them."""
    if promise.days is None:
        return _lay_minutes(promise.seconds, start, stops, timeline)
    return _lay_days(promise.days, start, stops, timeline)


def find_second(course: Course, *, spent: int, timeline: Timeline) -> int:
    """Find the second at which so much of what is owed has been spent."""
    worked = course.begins + spent
    for begins, ends in course.stops:
        if begins >= worked:
            break
        worked += ends - begins
    return timeline.second(worked)


def count_spent(course: Course, *, second: int, timeline: Timeline) -> int:
    """Count the working seconds spent at this second, stops left out; never below zero."""
    worked = timeline.worked(second)
    stopped = sum(min(ends, worked) - begins for begins, ends in course.stops if begins < worked)
    return max(0, worked - course.begins - stopped)


def _read_pauses(pauses: Sequence[Pause], start: int, until: int | None) -> list[Stop]:
    stops: list[Stop] = []
    for pause in pauses:
        begins = to_second(pause.starts_at)
        ends = until if pause.ends_at is None else to_second(pause.ends_at)
        begins = max(begins, start)
        if ends is not None and begins < ends:
            stops.append((begins, ends))
    return stops


def _lay_minutes(owed: int, start: int, stops: Sequence[Stop], timeline: Timeline) -> Course:
    begins = timeline.worked(start)
    target = begins + owed
    counted: list[Stop] = []
    for stop_begins, stop_ends in stops:
        stopped_at = timeline.worked(stop_begins)
        if stopped_at >= target:
            break
        went_on_at = timeline.worked(stop_ends)
        if went_on_at > stopped_at:
            target += went_on_at - stopped_at
            counted.append((stopped_at, went_on_at))
    return Course(begins, owed, timeline.second(target), counted)


def _lay_days(days: int, start: int, stops: Sequence[Stop], timeline: Timeline) -> Course:
    begins = timeline.worked(start)
    due = timeline.closing(timeline.day(start) + days)
    target = timeline.worked(due)
    missed = 0
    counted: list[Stop] = []
    for stop_begins, stop_ends in stops:
        if stop_begins >= due:
            break
        # A stop after closing belongs to the next working day, as a receipt does; one that is over
        # by the end of its day costs the promise nothing.
        if stop_ends < timeline.midnight(timeline.day(stop_begins)):
            continue
        stopped_at = timeline.worked(stop_begins)
        went_on_at = timeline.worked(stop_ends)
        missed += went_on_at - stopped_at
        due = timeline.closing(timeline.day_reached(target + missed))
        counted.append((stopped_at, went_on_at))
    return Course(begins, timeline.worked(due) - begins - missed, due, counted)
