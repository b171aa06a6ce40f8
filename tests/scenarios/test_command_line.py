"""What a person at a prompt, and a program behind a pipe, get from the `guidance` command."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from bot.cli import main
from bot.cli.late import LateGroup
from tests.service import ROOT, guidance

FIELDS = (
    "answer_id outcome text masked urgent answer confidence citations nearest edition elapsed_ms"
)
CITATION = "rank document title published status paragraph_id locator section text quote url score"


def test_one_question_as_json_prints_one_answer_object_and_nothing_else(home: Path) -> None:
    done = guidance(home, "ask", "--json", "what did Laming want in recommendation 17?")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert set(FIELDS.split()) <= set(answer)
    assert set(CITATION.split()) <= set(answer["citations"][0])
    assert answer["outcome"] == "answered"
    assert answer["citations"][0]["paragraph_id"] == "one-year-on-2010.rec-17-recommendation"


def test_a_batch_answers_every_line_in_order_and_quotes_only_published_words(home: Path) -> None:
    texts = {
        "a": "rec 12",
        "b": "para 42 of One Year On",
        "c": "how many health visitors are there in Wales in 2018?",
        "d": "",
        "e": "😀😀😀",
        "f": "x " * 100_000,
        "g": "\x00'; DROP TABLE paragraphs; --",
        "h": "¿Quién preside la junta local de protección?",
        "i": "hello",
    }
    lines = "".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items())
    done = guidance(home, "ask", "--json", "--batch", "-", "--limit", "10", stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    published = _published(home)
    assert done.returncode == 0, done.stderr
    assert [answer["id"] for answer in answers] == list(texts)
    outcomes = {answer["id"]: answer["outcome"] for answer in answers}
    assert outcomes["a"] == outcomes["b"] == "answered"
    assert outcomes["c"] == "not_in_guidance"
    assert outcomes["d"] == outcomes["e"] == outcomes["f"] == "refused"
    assert outcomes["i"] == "greeting"
    for answer in answers:
        for citation in answer["citations"] + answer["nearest"]:
            text = published[citation["paragraph_id"]]
            assert citation["text"] == text
            assert citation["quote"]
            assert citation["quote"] in text
        if answer["outcome"] == "answered":
            assert answer["answer"] in answer["citations"][0]["text"]
        else:
            assert answer["answer"] == ""
            assert answer["citations"] == []


def test_a_line_that_is_not_a_question_is_named(home: Path) -> None:
    done = guidance(home, "ask", "--json", "--batch", "-", stdin='{"id": "a"}\n')
    assert done.returncode == 1
    assert done.stderr.startswith("Line 1 of the batch")
    assert "Traceback" not in done.stderr


def test_a_person_reads_the_answer_wrapped_with_its_key_sentence_marked(home: Path) -> None:
    done = guidance(home, "ask", "para 42 of One Year On")
    assert done.returncode == 0
    assert "para 42" in done.stdout
    assert "▶ " in done.stdout
    assert "/read/one-year-on-2010#para-42" in done.stdout
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100


def test_details_typed_at_the_prompt_never_reach_the_output(home: Path) -> None:
    question = "who checks referrals about Amara Okonkwo-Bell, dob 3/4/2004, NHS 999 123 4560?"
    done = guidance(home, "ask", "--json", question)
    said = done.stdout + done.stderr
    assert "Amara" not in said
    assert "Okonkwo" not in said
    assert "3/4/2004" not in said
    assert json.loads(done.stdout)["masked"]


def test_paragraphs_are_one_object_a_line(home: Path) -> None:
    done = guidance(home, "paragraphs", "--json", "--document", "dudley-select-committee-2009")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    fields = {"document", "paragraph_id", "locator", "number", "section", "kind", "text", "sha256"}
    assert all(fields <= set(row) for row in rows)
    numbers = [row["number"] for row in rows if row["number"]]
    assert numbers == [str(number) for number in range(1, 21)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--batch", "-"),
        ("ask", "--json", "--limit", "0", "x"),
        ("ask", "--json", "--without", "magic", "x"),
        ("paragraphs", "--document", "no-such-document"),
        ("dance",),
    ],
)
def test_wrong_usage_exits_with_two(home: Path, arguments: tuple[str, ...]) -> None:
    done = guidance(home, *arguments, stdin="")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("ask",),
        ("paragraphs",),
        ("index", "publish"),
        ("index", "list"),
        ("index", "show"),
        ("index", "rollback"),
        ("index", "verify"),
        ("index", "prune"),
        ("serve",),
        ("check",),
        ("forget",),
        ("feedback", "list"),
        ("phrasings", "list"),
    ],
)
def test_every_command_has_help_with_an_example(home: Path, command: tuple[str, ...]) -> None:
    done = guidance(home, *command, "--help")
    assert done.returncode == 0
    assert re.search(r"Example:\s+guidance", done.stdout)


def test_the_list_says_of_each_command_what_its_own_help_begins_with() -> None:
    context = click.Context(main)
    assert isinstance(main, LateGroup)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert (command.help or "").split("\n\n")[0].replace("\n", " ") == main.late[name].help


def test_listing_the_commands_loads_neither_the_index_nor_the_database() -> None:
    code = (
        "import sys; from bot.cli import main; main(['--help'], standalone_mode=False);"
        "sys.exit(', '.join({'numpy', 'scipy', 'sqlalchemy', 'slack_sdk'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "paragraphs" in done.stdout
    assert done.stderr.strip() == ""


def test_editions_are_listed_shown_verified_and_checked(home: Path) -> None:
    listed = guidance(home, "index", "list").stdout
    live = next(line.split()[0] for line in listed.splitlines() if " live " in line)
    shown = guidance(home, "index", "show", live).stdout
    assert "one-year-on-2010" in shown
    assert guidance(home, "index", "verify").returncode == 0
    checked = guidance(home, "check")
    assert checked.returncode == 0, checked.stdout
    assert "FAIL" not in checked.stdout
    assert guidance(home, "index", "show", "no-such-edition").returncode == 1


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda file: file.unlink(), "No such file"),
        (
            lambda file: file.write_bytes(file.read_bytes().replace(b"Laming", b"Lamming")),
            "altered",
        ),
        (lambda file: file.write_bytes(b"\xff\xfe\x00" + file.read_bytes()), None),
        (lambda file: file.write_bytes(b"\n\n"), None),
    ],
    ids=["missing", "altered", "not UTF-8", "empty"],
)
def test_a_spoilt_document_is_refused_by_name_and_the_live_edition_stays(
    home: Path, tmp_path: Path, spoil: object, reason: str | None
) -> None:
    before = guidance(home, "index", "list").stdout
    folder = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", folder)
    assert callable(spoil)
    spoil(folder / "documents" / "dudley-select-committee-2009.txt")
    done = guidance(home, "index", "publish", str(folder))
    assert done.returncode == 1
    assert "dudley-select-committee-2009.txt" in done.stderr
    assert done.stderr.count("\n") == 1
    assert reason is None or reason in done.stderr
    assert guidance(home, "index", "list").stdout == before


def test_a_dry_run_of_what_is_live_changes_nothing(home: Path) -> None:
    before = guidance(home, "index", "list").stdout
    done = guidance(home, "index", "publish", "--dry-run")
    assert done.returncode == 0
    assert "0 added, 0 changed, 0 renumbered, 0 removed" in done.stdout
    assert "Every answer stays what it is." in done.stdout
    assert guidance(home, "index", "list").stdout == before


def test_a_dry_run_shows_which_answers_would_be_lost(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", folder)
    listed = folder / "documents.toml"
    text = listed.read_text(encoding="utf-8")
    start = text.index('slug = "dudley-select-committee-2009"')
    start, end = text.rindex("[[", 0, start), text.find("\n[[", start)
    listed.write_text(text[:start] + (text[end:] if end > 0 else ""), encoding="utf-8")
    before = guidance(home, "index", "list").stdout
    done = guidance(home, "index", "publish", "--dry-run", str(folder), seconds=300)
    assert done.returncode == 0, done.stderr
    assert re.search(r"Evaluation, \d{3} questions", done.stdout)
    lost = re.search(r"(\d+) better, (\d+) worse", done.stdout)
    assert lost is not None
    assert int(lost.group(2)) >= 10  # questions that only that document answers
    assert "not found" in done.stdout
    assert guidance(home, "index", "list").stdout == before


def _published(home: Path) -> dict[str, str]:
    rows = map(json.loads, guidance(home, "paragraphs", "--json").stdout.splitlines())
    return {row["paragraph_id"]: row["text"] for row in rows}
