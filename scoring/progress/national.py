"""National values that stand in the report beside the scan: never part of a level, always with source and year."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from scoring.progress.shapes import National, NationalTable
from scoring.staffing.reference import Reference, references

#: The change in the number of traineeships in per cent; the source gives it with the employer indicators.
_TRAINEESHIPS = {2017: -7, 2018: 9, 2019: 9, 2020: 15}


def employer_indicators() -> NationalTable:
    """Staff that comes, goes and is ill, in the whole sector."""
    found = references()
    names = {
        "inflow": _("Staff that came, per quarter (%)"),
        "outflow": _("Staff that left, per quarter (%)"),
        "sickness_absence": _("Sickness absence (%)"),
        "part_time_factor": _("Part-time factor (%)"),
    }
    years = list(found["inflow"].years)
    rows = [National(name, _values(found[key])) for key, name in names.items()]
    rows.append(
        National(_("Change in the number of traineeships (%)"), [_signed(_TRAINEESHIPS[year]) for year in years])
    )
    note = _("2020 runs from October 2019 up to and including September 2020.")
    return NationalTable(_("Employers in the whole sector"), years, rows, found["inflow"].source, [note])


def client_ratings() -> NationalTable:
    """What clients and their families gave on ZorgkaartNederland."""
    found = references()["rating"]
    rows = [
        National(_("Average rating (1 to 10)"), _values(found)),
        National(_("Number of ratings"), [_grouped(found.numbers[year]) for year in found.years]),
    ]
    return NationalTable(_("Ratings by clients in the whole sector"), list(found.years), rows, found.source, [])


def _values(reference: Reference) -> list[str]:
    return [_decimal(value) for value in reference.years.values()]


def _decimal(value: Decimal) -> str:
    return number_format(value, decimal_pos=1)


def _grouped(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else f"−{-value}"
