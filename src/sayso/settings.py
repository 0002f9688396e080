"""What a user may set: by environment variable `SAYSO_NAME`, or on the command line where an option exists."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting, its default and what it is for."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", frozen=True)

    ledger: str = Field("sayso.db", description="Path of the ledger, or a database URL.")
    gazetteer: Path | None = Field(
        None, description="Path of the gazetteer file; by default it lies in the user's cache folder."
    )
    user_agent_contact: str = Field(
        "", description="A mail address or page that sites can turn to; added to the name sayso gives when it fetches."
    )
    allow_private_addresses: bool = Field(
        False, description="Let URLs lead to private, loopback and link-local addresses."
    )
    fetch_timeout_seconds: float = Field(30.0, gt=0, description="Longest time that one page may take in all.")
    max_page_bytes: int = Field(20_000_000, gt=0, description="Largest page or file that is read, in bytes.")
    max_text_characters: int = Field(1_000_000, gt=0, description="Longest text that is coded, in characters.")
    coder: Literal["trained", "rules", "endpoint"] = Field(
        "trained",
        description="Who finds events: rules and the trained model together, rules alone, or the language model at "
        "`endpoint_url`, which then gets to see the text of every report.",
    )
    endpoint_url: str = Field(
        "", description="Address of an OpenAI-compatible endpoint, such as http://localhost:8080/v1."
    )
    endpoint_model: str = Field("", description="Name of the language model to ask there.")
    endpoint_key: SecretStr | None = Field(None, description="Key that the endpoint asks for, if any; never recorded.")
    by: str = Field("", description="Name under which `sayso review` records decisions.")
    min_score: float = Field(0.5, ge=0, le=1, description="Claims that sayso is less sure of than this are left out.")
    merge_score: float = Field(
        0.6, ge=0, le=1, description="Two claims are of one happening from this score of their comparison on."
    )
    hide_private_names: bool = Field(
        False,
        description="Withhold the names of people without a public role wherever claims and events are shown or "
        "written.",
    )
    tile_url: str = Field(
        "",
        description="Where the desk's map gets a background from, such as https://tiles.example/{z}/{x}/{y}.png; "
        "without it the map needs no network. Whoever runs that server sees which part of the map is looked at.",
    )
    desk: str = Field(
        "",
        description="Path or URL of the desk's own database, with accounts, saved searches and the audit of exports; "
        "by default it lies beside the ledger.",
    )
