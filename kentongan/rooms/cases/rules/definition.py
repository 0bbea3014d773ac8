"""A case type's data, read strictly: a wrong key is refused at publishing, never at a desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kentongan.foundation.clock import Promise
from kentongan.rooms.cases.errors import BadDefinition

DECISIONS = {"forward", "grant", "refuse", "ask", "return", "consult", "reassign", "join"}
ROLES = {"officer", "secretary", "head", "operator", "field"}


@dataclass(frozen=True)
class StepPlan:
    """One step of a route: which office, which role, how long, what it may decide."""

    key: str
    title_id: str
    title_en: str
    office: str
    role: str
    promise: Promise
    decisions: tuple[str, ...]
    consults: tuple[str, ...] = ()
    consult_promise: Promise | None = None
    signs: bool = False
    needs: tuple[str, ...] = ()  # keys of files that granting has to bring
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)

    def get_label(self, decision: str, *, language: str) -> str:
        """Return what this step calls a decision, or "" when the usual word will do."""
        words = self.labels.get(decision, {})
        return words.get(language) or words.get("id", "")


@dataclass(frozen=True)
class Definition:
    """What the engine itself needs of a case type; the rest of the data is the owner's."""

    slug: str
    promise: Promise
    route: tuple[StepPlan, ...]
    finish_task: str = ""
    reopen_days: int = 0  # how long the applicant may reopen what was granted; 0: never
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def parse(cls, slug: str, data: Mapping[str, Any]) -> "Definition":
        """Read the data or raise BadDefinition with the key that is wrong."""
        try:
            route = tuple(_parse_step(row, signer=data.get("signer", "")) for row in data["route"])
            definition = cls(
                slug=slug,
                promise=Promise.from_dict(data["promise"]),
                route=route,
                finish_task=data.get("finish_task", ""),
                reopen_days=int(data.get("reopen_days", 0)),
                raw=data,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BadDefinition(slug=slug, why=f"{type(error).__name__} {error}") from error
        _check_route(slug, definition.route)
        return definition

    def get_step(self, key: str) -> StepPlan:
        """Return the step's plan; a consult's key is `<step>?` and shares its step's plan."""
        for step in self.route:
            if step.key == key.removesuffix("?"):
                return step
        raise KeyError(key)

    def get_next(self, key: str) -> StepPlan | None:
        """Return the step after `key`, or None after the last."""
        position = self.route.index(self.get_step(key))
        return self.route[position + 1] if position + 1 < len(self.route) else None

    def get_before(self, key: str) -> StepPlan | None:
        """Return the step before `key`, or None before the first."""
        position = self.route.index(self.get_step(key))
        return self.route[position - 1] if position else None


def _parse_step(row: Mapping[str, Any], *, signer: str) -> StepPlan:
    consult = row.get("consult_promise")
    return StepPlan(
        key=row["key"],
        title_id=row["title"]["id"],
        title_en=row["title"].get("en", ""),
        office=row["office"],
        role=row["role"],
        promise=Promise.from_dict(row["promise"]),
        decisions=tuple(row["decisions"]),
        consults=tuple(row.get("consults", ())),
        consult_promise=Promise.from_dict(consult) if consult else None,
        signs=row["key"] == signer,
        needs=tuple(row.get("needs", ())),
        labels=row.get("labels", {}),
    )


def _check_route(slug: str, route: tuple[StepPlan, ...]) -> None:
    if not route:
        raise BadDefinition(slug=slug, why="route is empty")
    if len({step.key for step in route}) != len(route):
        raise BadDefinition(slug=slug, why="two steps share a key")
    for step in route:
        _check_step(slug, step)
    if "grant" not in route[-1].decisions:
        raise BadDefinition(slug=slug, why="the last step cannot grant")
    if "forward" in route[-1].decisions:
        raise BadDefinition(slug=slug, why="the last step has nobody to forward to")


def _check_step(slug: str, step: StepPlan) -> None:
    if unknown := set(step.decisions) - DECISIONS:
        raise BadDefinition(slug=slug, why=f"step {step.key}: decision {sorted(unknown)}")
    if step.role not in ROLES:
        raise BadDefinition(slug=slug, why=f"step {step.key}: role {step.role}")
    if step.consults and step.consult_promise is None:
        raise BadDefinition(slug=slug, why=f"step {step.key}: consult_promise is missing")
