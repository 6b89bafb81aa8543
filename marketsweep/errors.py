"""What can go wrong in the program itself: one class per reaction."""

from domain.errors import MarketsweepError

CONFIG_FILE = "marketsweep.toml"


class MissingPartError(MarketsweepError):
    """Something that a command needs is not on this machine, or not set up."""


class IncompleteError(MarketsweepError):
    """Work ended before it was done, or cannot be trusted; what was done is kept."""


class InputError(MarketsweepError):
    """What the user gave cannot be used as it is."""


class SettingsError(MissingPartError):
    """A setting cannot be read or makes no sense."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(
            "The settings cannot be used:\n"
            + "\n".join(f"  {fault}" for fault in faults)
            + f"\nMend {CONFIG_FILE} or the MARKETSWEEP_… environment variable of that name."
        )


class MissingSettingError(MissingPartError):
    """A setting that a command needs has not been made."""

    def __init__(self, name: str, why: str, example: str) -> None:
        variable = "MARKETSWEEP_" + name.replace(".", "__").upper()
        super().__init__(f"The setting {name} is missing: {why}. Set it in {CONFIG_FILE} or as {variable}={example!r}.")
