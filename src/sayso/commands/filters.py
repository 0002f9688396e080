"""Choose events by options: the same for listing, searching and exporting them."""

from datetime import datetime
from typing import Annotated

import typer

from sayso.records import Standing

_DAY = ["%Y-%m-%d"]

TypeOption = Annotated[str | None, typer.Option("--type", help="PLOVER event type, such as ASSAULT.")]
PlaceOption = Annotated[str | None, typer.Option("--place", help="Name of a place.")]
CountryOption = Annotated[str | None, typer.Option("--country", help="ISO 3166 alpha-3 code, such as UKR.")]
ActorOption = Annotated[str | None, typer.Option("--actor", help="Name of an actor or recipient.")]
SinceOption = Annotated[datetime | None, typer.Option("--since", formats=_DAY, help="Not before this day.")]
UntilOption = Annotated[datetime | None, typer.Option("--until", formats=_DAY, help="Not after this day.")]
MinSaySosOption = Annotated[int | None, typer.Option("--min-say-sos", min=1, help="At least so many say-sos.")]
StandingOption = Annotated[Standing | None, typer.Option("--standing", help="What the say-sos amount to.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many events.")]
