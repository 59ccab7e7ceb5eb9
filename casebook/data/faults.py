"""How a fault in the data is reported."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong with the data; ``row`` counts lines of the file, the header being line 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        place = self.file
        place += f", row {self.row}" if self.row else ""
        place += f", column {self.column}" if self.column else ""
        found = f"found {self.value!r}, " if self.value is not None else ""
        return f"{place}: {found}expected {self.expected}"


class DataFaultsError(Exception):
    """The data breaks its contract; ``faults`` lists how, one line each."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join([f"{many} in the data:", *map(str, faults)]))
