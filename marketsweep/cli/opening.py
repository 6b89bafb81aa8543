"""Opening the installation that a command works on."""

from marketsweep.workspace import Workspace


def opened() -> Workspace:
    """Return the installation of the working folder, as the settings describe it."""
    from marketsweep.settings import load_settings
    from marketsweep.workspace import open_workspace

    return open_workspace(load_settings())
