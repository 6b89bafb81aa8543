"""What is wrong with a keyword list, where, and how it is cured."""

from dataclasses import dataclass

from domain.errors import MarketsweepError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing to mend in a keyword list: where it stands, what is wrong, and what to write instead."""

    path: str
    line: int
    """Counted from 1; 0 where the fault is about the file as a whole."""
    column: int
    """Counted from 1; 0 where the fault is about the file as a whole."""
    message: str
    cure: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message} {self.cure}"


class ListFaultsError(MarketsweepError):
    """One or more keyword lists cannot be used until their faults are mended."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"{count} in the keyword lists; nothing was loaded.\n{lines}")
