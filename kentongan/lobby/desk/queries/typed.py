"""What an officer typed into a form that was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

TEXT_FIELDS = ("note", "question", "text", "reason", "into")


@dataclass(frozen=True)
class Typed:
    """What an officer typed into a form that was not taken: it is put back into its box."""

    form: str = ""
    data: QueryDict | None = None
    files: Any = None
    error: str = ""  # a sentence that belongs beside the text
    errors: Mapping[str, str] = field(default_factory=dict)
    is_refused: bool = True

    def fill(self, name: str, *, version: int | None = None) -> QueryDict | None:
        """Return what was typed into the form of this name, on the version that is shown now."""
        if self.data is None or name != self.form:
            return None
        data = self.data.copy()
        if version is not None:
            data["version"] = str(version)
        return data

    def explain(self, form: Any) -> None:
        """Put the sentences of a refusal beside the fields they belong to."""
        sentences = dict(self.errors)
        if self.error:
            sentences[next(name for name in TEXT_FIELDS if name in form.fields)] = self.error
        for name, sentence in sentences.items():
            form.add_error(name if name in form.fields else None, sentence)

    @property
    def text(self) -> str:
        """The words that must not be lost."""
        data = self.data or QueryDict()
        return next((str(data[name]) for name in TEXT_FIELDS if data.get(name)), "")
