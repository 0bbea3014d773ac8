"""
PostgreSQL's `ltree`: a path in a tree that an index can search downward and upward.

The room that uses it creates the extension in its migration. Migrations import none of our code,
so the field tells them it is a text; the column itself is made by SQL as `ltree`.
"""

from typing import Any

from django.db import models
from django.db.models.lookups import Lookup

AS_TEXT = "django.db.models.TextField"


class LtreeField(models.TextField):  # type: ignore[type-arg]
    """A path such as `35.10.05`; labels of letters, digits and `_`, joined by dots."""

    def db_type(self, connection: Any) -> str:
        return "ltree"

    def deconstruct(self) -> Any:
        name, _, arguments, keywords = super().deconstruct()
        return name, AS_TEXT, arguments, keywords


class _PathLookup(Lookup):
    operator = ""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} {self.operator} ({right})::ltree", (*left_values, *right_values)


@LtreeField.register_lookup
class DescendantOf(_PathLookup):
    """The path is the given one or lies below it."""

    lookup_name = "descendant_of"
    operator = "<@"


@LtreeField.register_lookup
class AncestorOf(_PathLookup):
    """The path is the given one or lies above it."""

    lookup_name = "ancestor_of"
    operator = "@>"
