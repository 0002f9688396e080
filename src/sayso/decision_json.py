"""Turn Decisions into JSON and back, and apply what a correction says to the claim it is about."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sayso.as_json import Json, claim_content, claim_from_content, claim_id
from sayso.errors import ReadingError
from sayso.records import Claim, Decision, Verdict, digest_of

_FIXED = frozenset({"report_id"})


def decision_id(decision: Decision) -> str:
    """Name a decision by the digest of everything in it but its id: `d_` and 20 hex digits."""
    return "d_" + digest_of([{name: value for name, value in decision_json(decision).items() if name != "id"}])[:20]


def decision_json(decision: Decision) -> Json:
    """Return a decision without loss; its moment is in UTC."""
    return {
        "id": decision.id,
        "verdict": str(decision.verdict),
        "claims": list(decision.claims),
        "by": decision.by,
        "at": _utc(decision.at),
        "reason": decision.reason,
        "replacement": replacement_of(decision),
        "undoes": list(decision.undoes),
        "batch": decision.batch,
    }


def decision_from_json(shown: Mapping[str, Any]) -> Decision:
    """Read a decision back from its JSON.

    Raises:
        ReadingError: a member is missing or holds what it can't hold.
    """
    try:
        given = shown["replacement"]
        return Decision(
            id=shown["id"],
            verdict=Verdict(shown["verdict"]),
            claims=tuple(shown["claims"]),
            by=shown["by"],
            at=datetime.fromisoformat(shown["at"]),
            reason=shown["reason"],
            replacement=None if given is None else replacement_text(given),
            undoes=tuple(shown["undoes"]),
            batch=shown["batch"],
        )
    except KeyError as error:
        raise ReadingError(f"JSON of a decision ({shown.get('id', 'no id')}): {error} is missing.") from error
    except (TypeError, ValueError) as error:
        raise ReadingError(f"JSON of a decision ({shown.get('id', 'no id')}): {error}.") from error


def replacement_of(decision: Decision) -> Json | None:
    """Return the members that a correction changes; None for another verdict."""
    members: Json | None = None if decision.replacement is None else json.loads(decision.replacement)
    return members


def replacement_text(members: Mapping[str, Any]) -> str:
    """Spell the members that a correction changes, always alike."""
    return json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def corrected_claim(claim: Claim, members: Mapping[str, Any]) -> Claim:
    """Return a claim with the members that a correction gives, named by the digest of what it now says.

    Members are those of the claim's content, with spans as `[start, end]` or as the JSON of the contract has them.

    Raises:
        ReadingError: a member holds what it can't hold, or a claim has no member of this name.
    """
    content = claim_content(claim)
    changeable = sorted(content.keys() - _FIXED)
    strange = [name for name in members if name not in changeable]
    if strange:
        raise ReadingError(
            f"A correction can't change {strange[0]!r} of a claim. It can change: {', '.join(changeable)}."
        )
    try:
        changed = claim_from_content(content | dict(members), "", claim.score)
    except KeyError as error:
        raise ReadingError(f"A correction of {', '.join(members)}: {error} is missing.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ReadingError(f"A correction of {', '.join(members)}: {error}.") from error
    return replace(changed, id=claim_id(changed))


def _utc(at: datetime) -> str:
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")
