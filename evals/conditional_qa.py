"""ConditionalQA (Sun, Cohen and Salakhutdinov 2022) as a corpus and gold of the reader's choice:
questions on UK government pages that nobody here tuned to.

The corpus is the pool of passages that its questions name as evidence, a document a page, because
the full pages are too large for its repository's snapshot here: a smaller haystack than the pages
themselves. Nothing of it is kept in this repository.

Run: python -m evals.conditional_qa dev.json FOLDER
     make evals CORPUS=FOLDER GOLD=FOLDER/gold.jsonl
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import click

SHORTEST = 4  # words of a passage that can be told from another
Pages = dict[str, list[str]]

_DOCUMENT = """[[document]]
slug = "{slug}"
file = "{slug}.txt"
title = "{slug}"
author = "GOV.UK"
published = 2021-01-01
kind = "page"
standing = "page"
status = "current"
licence = "Open Government Licence"
sha256 = "{sha256}"
"""


def passage(html: str) -> str:
    """A passage as plain text: tags dropped, white space collapsed, a stop where it has none."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return text if re.search(r"[.!?:;]$", text) else f"{text}."


def slug(url: str) -> str:
    """A page's address as a slug."""
    return re.sub(r"[^a-z0-9]+", "-", url.lower().removeprefix("https://www.gov.uk/")).strip("-")


def pages(questions: Sequence[Mapping[str, Any]]) -> Pages:
    """Every passage named as evidence, by page, each once, in the order first named."""
    found: Pages = {}
    for one in questions:
        texts = found.setdefault(slug(one["url"]), [])
        named = map(passage, one["evidences"])
        texts += [text for text in dict.fromkeys(named) if _telling(text) and text not in texts]
    return {name: texts for name, texts in found.items() if texts}


def gold(one: Mapping[str, Any]) -> dict[str, Any]:
    """One question with its scenario, as a line of a gold file: any evidence passage will do."""
    texts = [text for text in map(passage, one["evidences"]) if _telling(text)]
    return {
        "id": one["id"],
        "question": f"{one['scenario']} {one['question']}",
        "need": "any",
        "gold": [{"document": slug(one["url"]), "snippet": text} for text in texts],
        "style": "scenario",
    }


def _telling(text: str) -> bool:
    return len(text.split()) >= SHORTEST


def write(questions: Sequence[Mapping[str, Any]], folder: Path) -> int:
    """Write `folder` as a corpus with its `gold.jsonl`; the number of questions kept. Those
    without evidence long enough to tell apart are left out.
    """
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    entries = []
    for name, texts in pages(questions).items():
        data = "\n\n".join(texts).encode()
        (folder / "documents" / f"{name}.txt").write_bytes(data)
        entries.append(_DOCUMENT.format(slug=name, sha256=hashlib.sha256(data).hexdigest()))
    (folder / "documents.toml").write_text("\n".join(entries), encoding="utf-8")
    rows = [row for row in map(gold, questions) if row["gold"]]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "gold.jsonl").write_text(lines, encoding="utf-8")
    return len(rows)


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
def main(file: Path, folder: Path) -> None:
    """Turn FILE, ConditionalQA's dev.json, into a corpus and gold under FOLDER."""
    questions = json.loads(file.read_text(encoding="utf-8"))
    click.echo(f"{write(questions, folder)} of {len(questions)} questions written")


if __name__ == "__main__":
    main()
