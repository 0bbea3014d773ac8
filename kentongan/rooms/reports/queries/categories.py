"""What can be reported."""

from itertools import groupby

from kentongan.foundation.rows import RowReader
from kentongan.rooms.reports.errors import NoSuchCategory
from kentongan.rooms.reports.models import Category

_category = RowReader(Category, by="slug")


def list_categories() -> list[Category]:
    """Return the categories that can be chosen, in the order of the file."""
    return list(Category.objects.filter(is_active=True))


def list_groups() -> list[tuple[str, list[Category]]]:
    """Return the categories under their headings."""
    found = groupby(list_categories(), key=lambda category: category.group)
    groups = [list(members) for _key, members in found]
    return [(members[0].group_name, members) for members in groups]


def get_category(slug: str) -> Category:
    """Return one that can be chosen; raises NoSuchCategory."""
    found = _category.read(slug)
    if found is None or not found.is_active:
        raise NoSuchCategory
    return found


def name_categories() -> dict[str, Category]:
    """Return all by slug, also those that cannot be chosen any more, for their names only."""
    return {one.slug: one for one in Category.objects.defer("definition")}
