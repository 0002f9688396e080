"""Say who uses the desk and what a role allows."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from fastapi import HTTPException, Request


class Role(IntEnum):
    """What somebody may do; each role includes those before it."""

    READER = 1
    CODER = 2
    EDITOR = 3
    ADMIN = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk."""

    name: str
    role: Role


def person_of(request: Request) -> Person | None:
    """Return who makes a request, if it is known."""
    person: Person | None = getattr(request.state, "person", None)
    return person


def need(role: Role) -> Callable[[Request], Person]:
    """Return a dependency that gives the person who asks, or refuses: 401 nobody is logged in, 403 not allowed."""

    def person(request: Request) -> Person:
        found = person_of(request)
        if found is None:
            raise HTTPException(401, "Log in first.")
        if found.role < role:
            raise HTTPException(403, f"This needs the role {role.name.lower()}; yours is {found.role.name.lower()}.")
        return found

    return person
