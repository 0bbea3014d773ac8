"""Who acts in a request, with everything a permission may ask."""

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from kentongan.foundation.audience import Audience
from kentongan.rooms.people.rules.roles import Role, is_signing, needs_second_factor


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds at an office today."""

    office_id: int
    office_key: str
    role: str
    capacity: str = "definitive"
    behalf_of: str = ""

    @property
    def signs(self) -> bool:
        """Letters are signed in this role."""
        return is_signing(self.role, self.capacity)


@dataclass(frozen=True)
class Actor:
    """A person, a visitor or a token, as they are in this request."""

    ref: str  # what the audit line says: "user:12", "visitor", "token:3"
    user_id: int | None = None
    person_id: UUID | None = None
    name: str = ""
    holdings: tuple[Holding, ...] = ()
    has_second_factor: bool = False
    proven_cases: frozenset[str] = frozenset()  # ids of cases proved by code and last four
    scopes: frozenset[str] = field(default_factory=frozenset)  # of a token

    @property
    def is_known(self) -> bool:
        """Somebody is logged in."""
        return self.user_id is not None

    def holds(self, office_id: int, role: str | None = None) -> bool:
        """Tell whether they hold this role (or any) at the office."""
        return any(
            holding.office_id == office_id and role in {None, holding.role}
            for holding in self.holdings
        )

    def has_role(self, role: str) -> bool:
        """Tell whether they hold this role at any office."""
        return any(holding.role == role for holding in self.holdings)

    @cached_property
    def offices(self) -> frozenset[int]:
        """Ids of the offices where they hold a role."""
        return frozenset(holding.office_id for holding in self.holdings)

    @cached_property
    def counter(self) -> Holding | None:
        """The office at whose counter they sit: where they are service officer, or any."""
        officers = [holding for holding in self.holdings if holding.role == Role.OFFICER]
        return next(iter((*officers, *self.holdings)), None)

    @cached_property
    def signs(self) -> bool:
        """One of their roles signs letters."""
        return any(holding.signs for holding in self.holdings)

    @cached_property
    def must_prove_second_factor(self) -> bool:
        """One of their roles opens only with a second factor, and this session has none."""
        return not self.has_second_factor and any(
            needs_second_factor(holding.role, holding.capacity) for holding in self.holdings
        )

    def find_signing_holding(self, office_id: int) -> Holding | None:
        """Return the role in which they may sign for this office now; needs the second factor."""
        if not self.has_second_factor:
            return None
        signing = (h for h in self.holdings if h.office_id == office_id and h.signs)
        return next(signing, None)

    @cached_property
    def audiences(self) -> frozenset[Audience]:
        """For whom pages are that they may open."""
        belongs = {
            Audience.EVERYONE: True,
            Audience.CASE_FOLLOWER: bool(self.proven_cases),
            Audience.RESIDENT: self.is_known,
            Audience.OFFICER: self.is_known and bool(self.holdings),
            Audience.SIGNER: self.signs and self.has_second_factor,
            Audience.OPERATOR: self.is_known and self.has_role(Role.IT),
            Audience.MACHINE: self.ref.startswith("token:"),
        }
        return frozenset(audience for audience, yes in belongs.items() if yes)


VISITOR = Actor(ref="visitor")
