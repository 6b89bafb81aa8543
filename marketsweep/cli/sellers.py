"""`marketsweep sellers`: the allow-list."""

from datetime import datetime
from typing import Annotated

import typer

from domain.concern import Concern
from marketsweep.cli.output import JsonOption, print_json, print_table, say

app = typer.Typer(name="sellers", help="The allow-list: sellers whose listings raise no alert.", no_args_is_help=True)

MarketplaceArgument = Annotated[str, typer.Argument(help="Code of the marketplace.")]
SellerArgument = Annotated[str, typer.Argument(help="The marketplace's id of the seller.")]
ConcernOption = Annotated[Concern | None, typer.Option(help="Only for this concern; by default for all.")]


@app.command()
def allow(
    marketplace: MarketplaceArgument,
    seller_id: SellerArgument,
    reason: Annotated[str, typer.Option(help="Why: an authorised dealer, a licensed breeder …")],
    concern: ConcernOption = None,
    until: Annotated[datetime | None, typer.Option(help="First day, UTC, on which it holds no more.")] = None,
    by: Annotated[str, typer.Option(help="Who vouches for it; by default the notifier of the settings.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Put a seller on the allow-list; alerts that it withholds stay on record."""
    from marketsweep.allowing import allow as allow_one
    from marketsweep.cli.opening import opened

    allow_one(opened(), marketplace, seller_id, reason=reason, concern=concern, until=until, by=by)
    if as_json:
        print_json({"marketplace": marketplace, "seller_id": seller_id, "allowed": True})
    else:
        say(f"Seller {seller_id} of {marketplace} is allowed: {reason}")


@app.command()
def disallow(
    marketplace: MarketplaceArgument,
    seller_id: SellerArgument,
    reason: Annotated[str, typer.Option(help="Why.")],
    concern: ConcernOption = None,
    by: Annotated[str, typer.Option(help="Who says so; by default the notifier of the settings.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Take a seller off the allow-list."""
    from marketsweep.allowing import disallow as disallow_one
    from marketsweep.cli.opening import opened

    disallow_one(opened(), marketplace, seller_id, reason=reason, concern=concern, by=by)
    if as_json:
        print_json({"marketplace": marketplace, "seller_id": seller_id, "allowed": False})
    else:
        say(f"Seller {seller_id} of {marketplace} is no longer allowed.")


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """List the sellers that are allowed now."""
    from marketsweep.allowing import allowed_lines
    from marketsweep.cli.opening import opened

    lines = allowed_lines(opened())
    if as_json:
        print_json(lines)
    else:
        columns = ("marketplace", "seller_id", "concern", "reason", "allowed_by", "valid_from", "valid_to")
        print_table("Allowed sellers", columns, [tuple(line[column] or "" for column in columns) for line in lines])
