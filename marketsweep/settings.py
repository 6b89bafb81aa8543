"""What the user decides about this installation: the only reader of the environment and of marketsweep.toml."""

from ipaddress import ip_network
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any, Literal

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings.exceptions import SettingsError as UnreadableSettingError

from marketsweep.errors import CONFIG_FILE, MissingSettingError, SettingsError


class NotifierSettings(BaseModel, extra="forbid"):
    """Who sends notices."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    capacity: Literal["authority", "trusted_flagger", "rights_owner", "user"] = "user"


class SmtpSettings(BaseModel, extra="forbid"):
    """The mail server that notices leave by."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    username: str = ""
    password: SecretStr = SecretStr("")
    starttls: bool = True
    timeout_seconds: float = Field(default=30, gt=0)


class GrammarModelSettings(BaseModel, extra="forbid"):
    """A grammar model that you have chosen, installed and trust; none is named by default, none is ever downloaded."""

    name: str = Field(min_length=1)
    """The name of an installed spaCy package, or a folder."""
    version: str = ""
    """The version that it must have."""
    sha256: str = ""
    """What its files must add up to."""


class LinguisticsSettings(BaseModel, extra="forbid"):
    """What may be asked about the grammar of sentences around finds."""

    models: dict[str, GrammarModelSettings] = Field(default_factory=dict)
    """Models by language (ISO 639-1); terms with `parse: true` ask them."""


class Settings(BaseSettings):
    """Everything that the user decides, in the order: command line, environment, file, default."""

    model_config = SettingsConfigDict(
        env_prefix="MARKETSWEEP_", env_nested_delimiter="__", toml_file=CONFIG_FILE, extra="forbid"
    )

    database_url: str = "sqlite:///marketsweep.db"
    evidence_dir: Path = Path("evidence")
    notices_dir: Path = Path("notices")
    matchers_dir: Path = Path("matchers")
    """Compiled keyword lists, which make commands start at once; kept where the folder exists."""
    lists_dir: Path | None = None
    """A folder with your own keyword lists; they stand beside the shipped ones."""
    marketplaces_dir: Path | None = None
    """A folder with your own marketplace files."""
    contact: str = ""
    """A mail address or web page that stands in the user agent of every request."""
    allow_addresses: tuple[str, ...] = ()
    """Networks that the crawler may reach although they are private, such as `127.0.0.1/32` for the bazaar."""
    browser_path: str = ""
    calendar: str = "BE"
    """Country code of the public holidays that working days are counted by."""
    notifier: NotifierSettings = NotifierSettings()
    smtp: SmtpSettings = SmtpSettings()
    linguistics: LinguisticsSettings = LinguisticsSettings()

    @field_validator("allow_addresses")
    @classmethod
    def _are_networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            ip_network(network)
        return networks

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the file below the environment; there is no .env file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    def require_contact(self) -> str:
        """Return the contact, or say how to set it: an honest crawler can be written to."""
        if not self.contact.strip():
            raise MissingSettingError(
                "contact",
                "marketplaces must be able to write to whoever crawls them",
                "desk@authority.example",
            )
        from crawlers.job import user_agent  # late: most commands crawl nothing

        user_agent(self.contact.strip())
        return self.contact.strip()


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment and the file of the working folder; all faults at once."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError(
            [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        ) from None
    except TOMLDecodeError as error:
        raise SettingsError([f"{CONFIG_FILE} is no TOML: {error}"]) from error
    except UnreadableSettingError as error:
        raise SettingsError([f'{error}: lists are written as JSON, such as ["127.0.0.1/32"]']) from error
