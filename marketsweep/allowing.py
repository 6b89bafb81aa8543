"""Sellers whose listings raise no alert."""

from datetime import UTC, datetime
from typing import Any

from domain.concern import Concern
from domain.seller import AllowedSeller
from marketsweep.workspace import Workspace
from storage.database import read, write
from storage.sellers import allow_seller, allowed_sellers, disallow_seller


def allow(
    workspace: Workspace,
    marketplace: str,
    seller_id: str,
    *,
    reason: str,
    concern: Concern | None = None,
    until: datetime | None = None,
    by: str = "",
) -> None:
    """Put a seller on the allow-list of a known marketplace."""
    workspace.marketplace(marketplace)
    now = workspace.clock()
    allowed = AllowedSeller(
        marketplace=marketplace,
        seller_id=seller_id,
        concern=concern,
        reason=reason,
        allowed_by=workspace.person(by),
        valid_from=now,
        valid_to=until.replace(tzinfo=UTC) if until is not None else None,
    )
    with write(workspace.engine) as connection:
        allow_seller(connection, allowed, at=now)


def disallow(
    workspace: Workspace,
    marketplace: str,
    seller_id: str,
    *,
    reason: str,
    concern: Concern | None = None,
    by: str = "",
) -> None:
    """Take a seller off the allow-list."""
    person = workspace.person(by)
    with write(workspace.engine) as connection:
        disallow_seller(
            connection, marketplace, seller_id, by=person, reason=reason, at=workspace.clock(), concern=concern
        )


def allowed_lines(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the allow-list as it holds now, as JSON values."""
    with read(workspace.engine) as connection:
        return [
            {
                "marketplace": each.marketplace,
                "seller_id": each.seller_id,
                "concern": each.concern,
                "reason": each.reason,
                "allowed_by": each.allowed_by,
                "valid_from": each.valid_from.isoformat(),
                "valid_to": each.valid_to.isoformat() if each.valid_to else None,
            }
            for each in allowed_sellers(connection, at=workspace.clock())
        ]
