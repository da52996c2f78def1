"""How the rows of a file become organisations, locations and advisers (django-import-export, its Resources only).

A resource reads and checks; it writes nothing. What it found is a ``Plan``, which ``wolscan.places.importing`` writes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource

from wolscan.places.reading import Line

Tell = Callable[[int, int], None]
#: The column that carries the number of a row; no heading of a file can be called so.
ROW = "\0row"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, or in one row (then ``column`` is empty)."""

    row: int
    column: str
    sentence: str


@dataclass(slots=True)
class Plan:
    """What a file would do: new things, changed ones beside what they were, and how many stay as they are."""

    made: list[Any] = field(default_factory=list)
    changed: list[tuple[Any, Any]] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.made or self.changed)


class NoDiff:
    """Takes the place of a drawn difference for each row: pages show what changed from the instances."""

    def __init__(self, *args: Any) -> None:
        pass

    def compare_with(self, *args: Any) -> None:
        pass


class PlanningResource(Resource):
    """Finds for each row whether it is new, changed or the same, and every fault in it."""

    class Meta:
        use_bulk = True
        skip_unchanged = True
        report_skipped = False
        skip_html_diff = True
        store_instance = True
        use_transactions = False
        instance_loader_class = BaseInstanceLoader

    def __init__(self, tell: Tell = lambda done, total: None) -> None:
        super().__init__()
        self.tell = tell
        self.total = 0
        #: What identifies a row, with the number of the row that had it first.
        self.seen: dict[Any, int] = {}

    @classmethod
    def get_diff_class(cls) -> type[NoDiff]:
        return NoDiff

    def plan(self, lines: Sequence[Line]) -> Plan:
        """Reads all lines; nothing is written."""
        keys = list(lines[0].cells)
        data = tablib.Dataset(headers=[*keys, ROW])
        data.extend([[*line.cells.values(), line.number] for line in lines])
        self.total = len(lines)
        result = self.import_data(data)
        for broken in [*result.base_errors, *(error for row in result.error_rows for error in row.errors)]:
            raise broken.error
        return Plan(
            made=[row.instance for row in result.rows if row.is_new()],
            changed=[(row.original, row.instance) for row in result.rows if row.is_update()],
            same=result.totals["skip"],
            faults=self._faults(result, lines),
        )

    def _faults(self, result: Any, lines: Sequence[Line]) -> list[Fault]:
        columns = {field.attribute: field.column_name for field in self.fields.values()}
        return [
            Fault(lines[row.number - 1].number, columns.get(attribute, ""), sentence)
            for row in result.invalid_rows
            for attribute, sentences in sorted(row.error_dict.items(), key=lambda item: item[0] == NON_FIELD_ERRORS)
            for sentence in sentences
        ]

    def once(self, row: dict[str, Any], attribute: str, mark: Any) -> None:
        """Minds that something stands in the file only once."""
        first = self.seen.setdefault((attribute, mark), row[ROW])
        if first != row[ROW]:
            words = _("This stands in row %(row)d already. Keep one of the two.")
            raise ValidationError({attribute: words % {"row": first}})

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        self.tell(min(kwargs["row_number"], self.total), self.total)

    # Nothing is written here: the plan is, by whoever asked for it, in one transaction.
    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        self.create_instances.clear()

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        self.update_instances.clear()
