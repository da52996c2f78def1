"""Sheets filled in away from the site: the spreadsheet to fill in, and reading it back.

Columns ``sheet,group,named,topic,answer,note``: one row an answer; rows with one ``sheet`` belong together. Comma or
semicolon, with or without a byte order mark, as spreadsheets write them.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from questionnaires.definitions import TEAM, Questionnaire
from questionnaires.merging import NOTE_LIMIT, Given

COLUMNS = ("sheet", "group", "named", "topic", "answer", "note")
YES, NO = frozenset({"ja", "yes", "true", "1"}), frozenset({"", "nee", "no", "false", "0"})
SIZE_LIMIT = 20 * 1024 * 1024


@dataclass(slots=True)
class LoadedSheet:
    """One sheet from a file: its group, whether its members are named, and its answers by topic."""

    name: str
    group: str
    named: bool
    answers: dict[str, Given] = field(default_factory=dict)


@dataclass(slots=True)
class Loaded:
    """What a file says: its sheets, or the errors with the line each is on. Never both counted as good."""

    sheets: dict[str, LoadedSheet] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def template_csv(questionnaire: Questionnaire) -> str:
    """A spreadsheet with every topic of the questionnaire and an empty answer, for one team sheet. Opens in Excel."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for topic in questionnaire.topics:
        writer.writerow(["1", TEAM, "ja", topic, "", ""])
    return "\ufeff" + out.getvalue()


def read_answers(data: bytes, questionnaire: Questionnaire) -> Loaded:
    """Reads a filled-in spreadsheet; every fault is a sentence with its line, and all are found at once."""
    loaded = Loaded()
    rows = _rows(data, loaded)
    for number, row in rows:
        _take_row(loaded, questionnaire, number, row)
    if not loaded.errors:
        _check_whole(loaded)
    return loaded


def _rows(data: bytes, loaded: Loaded) -> Iterator[tuple[int, dict[str, str]]]:
    text = _decoded(data, loaded)
    if text is None:
        return
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if not _check_header(names, loaded):
            return
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(names):
                loaded.errors.append(f"line {reader.line_num}: more columns than the first line has")
                continue
            yield reader.line_num, dict(zip(names, row + [""] * (len(names) - len(row)), strict=True))
    except csv.Error as error:
        loaded.errors.append(f"line {reader.line_num}: this is not a readable CSV row ({error})")


def _decoded(data: bytes, loaded: Loaded) -> str | None:
    if len(data) > SIZE_LIMIT:
        loaded.errors.append("the file is larger than 20 MB")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        loaded.errors.append('the file is not UTF-8 text; save it as "CSV UTF-8"')
        return None
    if "\0" in text:
        loaded.errors.append("the file holds NUL characters; save it as CSV")
        return None
    if not text.strip():
        loaded.errors.append("the file is empty")
        return None
    return text


def _check_header(names: list[str], loaded: Loaded) -> bool:
    missing = [name for name in COLUMNS if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if missing or unknown or len(set(names)) != len(names):
        loaded.errors.append(f"line 1: the columns must be {', '.join(COLUMNS)}")
        return False
    return True


def _take_row(loaded: Loaded, questionnaire: Questionnaire, number: int, row: dict[str, str]) -> None:
    cells = {name: value.strip() for name, value in row.items()}
    cells["answer"] = _answer_key(questionnaire, cells["answer"])
    errors = list(_row_errors(questionnaire, cells))
    sheet = loaded.sheets.setdefault(
        cells["sheet"], LoadedSheet(cells["sheet"], cells["group"], cells["named"].lower() in YES)
    )
    if (sheet.group, sheet.named) != (cells["group"], cells["named"].lower() in YES):
        errors.append(f'sheet "{sheet.name}" has another group or "named" on an earlier line')
    if cells["topic"] in sheet.answers:
        errors.append(f'topic "{cells["topic"]}" stands twice on sheet "{sheet.name}"')
    sheet.answers[cells["topic"]] = Given(cells["answer"], cells["note"].replace("\r\n", "\n"))
    loaded.errors.extend(f"line {number}: {error}" for error in errors)


def _answer_key(questionnaire: Questionnaire, written: str) -> str:
    """The key of an answer as people write it: the key itself, or its Dutch or English label, in any case."""
    folded = written.casefold()
    for answer in (*questionnaire.scale, *questionnaire.unscored):
        if folded in {answer.key, answer.key.replace("_", " "), answer.label.nl.casefold(), answer.label.en.casefold()}:
            return answer.key
    return written


def _row_errors(questionnaire: Questionnaire, cells: dict[str, str]) -> Iterator[str]:
    if not cells["sheet"]:
        yield "give the sheet a number or a name"
    if cells["group"] not in questionnaire.group_keys:
        yield f'unknown group "{cells["group"]}" (use {", ".join(sorted(questionnaire.group_keys))})'
    if cells["named"].lower() not in YES | NO:
        yield f'"named" is "{cells["named"]}" (use ja or nee)'
    if cells["topic"] not in questionnaire.topics:
        yield f'unknown topic "{cells["topic"]}"'
    if cells["answer"] and cells["answer"] not in questionnaire.answer_keys:
        yield f'unknown answer "{cells["answer"]}" (use {", ".join(sorted(questionnaire.answer_keys))})'
    if len(cells["note"]) > NOTE_LIMIT:
        yield "the note is longer than 10,000 characters"


def _check_whole(loaded: Loaded) -> None:
    if not any(answer.value for sheet in loaded.sheets.values() for answer in sheet.answers.values()):
        loaded.errors.append("the file holds no answers")
    if sum(sheet.group == TEAM for sheet in loaded.sheets.values()) > 1:
        loaded.errors.append("there can be only one team sheet")
