"""The register as a workbook: the table, and charts of volume and of the age of open items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from bot.feedback.digest import week_of
from bot.feedback.errors import NotWritten
from bot.feedback.export import COLUMNS, inert, row, write_csv
from bot.feedback.insight import HeatReport
from bot.feedback.item import Item
from bot.feedback.working_days import working_age
from bot.terminal.heat_text import REASONS, heat_rows

NO_HEAT = HeatReport()
HEAT_COLUMNS = (
    *("kind", "place", "paragraph_id", "questions"),
    *(f"thumbs_down_{reason.replace(' ', '_')}" for reason in REASONS),
    *("feedback_items", "areas", "other_areas_or_not_given"),
)
AGES = ((2, "up to 2"), (5, "3 to 5"), (10, "6 to 10"), (20, "11 to 20"), (10**9, "over 20"))


def write_feedback(
    items: Sequence[Item],
    csv_file: Path | None,
    xlsx_file: Path | None,
    now: datetime,
    heat: HeatReport,
) -> int:
    """Write the files that were asked for; returns how many items.

    Raises:
        NotWritten: a file cannot be written.
    """
    try:
        if csv_file is not None:
            with csv_file.open("w", encoding="utf-8", newline="") as file:
                write_csv(items, file, now)
        if xlsx_file is not None:
            write_workbook(items, xlsx_file, now, heat)
    except OSError as error:
        raise NotWritten(str(error.filename), error.strerror or "") from error
    return len(items)


def write_workbook(
    items: Sequence[Item], file: Path, now: datetime, heat: HeatReport = NO_HEAT
) -> None:
    """Write it. Raises OSError."""
    ordered = sorted(items, key=lambda item: item.number)
    book = Workbook()
    sheet = book.active
    sheet.title = "Feedback"
    sheet.append(COLUMNS)
    for item in ordered:
        sheet.append(list(row(item, now).values()))
    _words_only(sheet)
    weeks = sorted(Counter(week_of(item.received) for item in ordered).items())
    ages = Counter(_age(item, now) for item in ordered if item.open)
    _chart(book, "By week", ("Week", "Items received"), weeks)
    _chart(
        book, "Age of open items", ("Working days", "Open items"), [(a, ages[a]) for _, a in AGES]
    )
    _heat(book, heat)
    book.save(file)


def _heat(book: Workbook, report: HeatReport) -> None:
    """One row a paragraph, then one a document or section."""
    sheet = book.create_sheet("Heat")
    sheet.append(HEAT_COLUMNS)
    for line in heat_rows(report):
        areas = "; ".join(f"{area}: {count}" for area, count in line["areas"].items())
        bad = [line["thumbs_down"].get(reason, 0) for reason in REASONS]
        row = [line["kind"], line["place"], line["paragraph_id"], line["questions"], *bad]
        sheet.append([*row, line["items"], inert(areas), line["elsewhere"]])
    _words_only(sheet)


def _words_only(sheet: Worksheet) -> None:
    """No cell below the heading is a formula, whatever it begins with."""
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"


def _age(item: Item, now: datetime) -> str:
    days = working_age(item.received, now)
    return next(label for most, label in AGES if days <= most)


def _chart(
    book: Workbook, title: str, names: tuple[str, str], rows: Sequence[tuple[str, int]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.append(names)
    for line in rows:
        sheet.append(line)
    chart = BarChart()
    chart.title = title
    chart.y_axis.title = names[1]
    values = Reference(sheet, min_col=2, min_row=1, max_row=len(rows) + 1)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=len(rows) + 1))
    sheet.add_chart(chart, "D2")
