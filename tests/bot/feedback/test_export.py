"""The register on the command line and as files: whole, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook

from bot.database.engine import open_database
from bot.database.feedback import FeedbackRepository
from bot.database.migrate import migrate
from bot.feedback.area import Area
from bot.feedback.export import inert
from bot.feedback.item import About, NewItem, Origin

ROOT = Path(__file__).parents[3]
TEXTS = ('=HYPERLINK("http://evil.test")', "+44", "@SUM(A1)", "plain, with “quotes”\nand lines")


def a_register(home: Path) -> None:
    database = open_database(home, lambda: datetime.now(UTC))
    migrate(database)
    register = FeedbackRepository(database)
    for number, text in enumerate(TEXTS):
        contact = "U0KNOWN" if number == 0 else None
        origin = Origin("gAAAAsealed", "themark", contact, "Health visitor")
        new = NewItem(text, About(place="One Year On, para 27"), Area.DATA, origin)
        register.receive(new, f"act-{number}", lambda _change: ())
    database.close()


def guidance(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "feedback", *arguments],
        cwd=ROOT,
        env={**os.environ, "GUIDANCE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_register_is_listed_and_exported(tmp_path: Path) -> None:
    a_register(tmp_path)
    listed = guidance(tmp_path, "list", "--words", "plain")
    assert listed.returncode == 0, listed.stderr
    assert "plain" in listed.stdout
    assert "HYPERLINK" not in listed.stdout
    table, book = tmp_path / "feedback.csv", tmp_path / "feedback.xlsx"
    written = guidance(tmp_path, "export", "--csv", str(table), "--xlsx", str(book))
    assert written.returncode == 0, written.stderr
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["text"] for row in rows] == ["'" + text for text in TEXTS[:3]] + [TEXTS[3]]
    assert [row["contact"] for row in rows] == ["U0KNOWN", "", "", ""]
    assert "sealed" not in table.read_text() + str(load_workbook(book)["Feedback"])
    assert "themark" not in table.read_text()
    workbook = load_workbook(book)
    kinds = {cell.data_type for cells in workbook["Feedback"].iter_rows() for cell in cells}
    assert "f" not in kinds
    assert workbook["By week"]["B2"].value == 4
    assert workbook["Age of open items"]["B2"].value == 4


def test_a_file_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    a_register(tmp_path)
    refused = guidance(tmp_path, "export", "--csv", str(tmp_path / "no" / "such.csv"))
    assert refused.returncode == 1
    assert "was not written" in refused.stderr
    assert guidance(tmp_path, "export").returncode == 2


def test_what_a_spreadsheet_would_run_is_made_text() -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\t=1", "  =1", "%0", "|x"):
        assert inert(text) == f"'{text}"
    assert inert("1-1") == "1-1"
