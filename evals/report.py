"""The run folder: configuration, a row for each question, figures, problems, a page to read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from evals import measures, plots
from evals.run import Outcome

_COLUMNS = (
    "id", "half", "style", "trade", "need", "rank", "gold_ranks", "answerable", "answered", "exact",
    "elapsed_ms", "question", "first", "second", "third",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One evaluation: what was asked of what, how it went, and what is wrong with the questions."""

    config: Mapping[str, Any]
    outcomes: Sequence[Outcome]
    problems: Sequence[str]


def aggregate(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All figures: overall with intervals, refusals, and by half, style, trade and document."""
    each = measures.retrieval(outcomes)
    names = sorted({name for one in each.values() for name in one})
    return {
        "overall": measures.averages(outcomes),
        "intervals": {
            name: measures.interval([one[name] for one in each.values()]) for name in names
        },
        "refusals": measures.refusals(outcomes),
        "refusals_by_half": {
            half: measures.refusals([one for one in outcomes if one.asked.half == half])
            for half in sorted({one.asked.half for one in outcomes})
        },
        "by_half": measures.by_group(outcomes, lambda one: [one.asked.half]),
        "by_style": measures.by_group(outcomes, lambda one: [one.asked.style]),
        "by_trade": measures.by_group(outcomes, lambda one: [one.asked.trade]),
        "by_document": measures.by_group(
            outcomes, lambda one: {gold.document for gold in one.asked.gold}
        ),
        "median_ms": sorted(one.elapsed_ms for one in outcomes)[len(outcomes) // 2]
        if outcomes
        else 0.0,
    }


def write(run: Run, folder: Path) -> dict[str, Any]:
    """Write everything about `run` into `folder`, which is created, and give its figures back."""
    folder.mkdir(parents=True, exist_ok=False)
    figures = aggregate(run.outcomes)
    _json(folder / "config.json", run.config)
    _json(folder / "aggregate.json", figures)
    (folder / "problems.txt").write_text("".join(f"{one}\n" for one in run.problems), "utf-8")
    with (folder / "questions.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows(_row(one) for one in run.outcomes)
    with (folder / "outputs.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_output(one), ensure_ascii=False) + "\n" for one in run.outcomes)
    drawn = plots.draw(run.outcomes, folder)
    (folder / "index.html").write_text(_page(run, figures, drawn), encoding="utf-8")
    return figures


def earlier(folder: Path) -> dict[str, dict[str, float]]:
    """ok@k and reciprocal rank by question id of an earlier run, for a paired test."""
    lines = (folder / "outputs.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["id"]: one["measures"] for one in map(json.loads, lines) if one["measures"]}


def _json(path: Path, value: object) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")


def _row(one: Outcome) -> list[object]:
    asked = one.asked
    first = (*one.locators, "", "", "")[:3]
    ranks = " ".join(str(rank or "-") for rank in one.ranks)
    figures = (round(one.answerable, 4), one.answered, one.exact, round(one.elapsed_ms, 1))
    head = (asked.question_id, asked.half, asked.style, asked.trade, asked.need, one.rank, ranks)
    return [*head, *figures, asked.question, *first]


def _output(one: Outcome) -> dict[str, object]:
    figures = measures.retrieval([one]).get(one.asked.question_id, {})
    return {
        "id": one.asked.question_id,
        "ranks": one.ranks,
        "locators": one.locators,
        "answerable": one.answerable,
        "measures": figures,
    }


def _page(run: Run, figures: Mapping[str, Any], drawn: Sequence[str]) -> str:
    """One page without scripts: tables, plots, the questions that went wrong."""
    missed = [one for one in run.outcomes if one.asked.answerable and (one.rank or 99) > 5]
    wrong = [one for one in run.outcomes if not one.asked.answerable and one.answered]
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Evaluation</title>",
        "<style>body{font:16px/1.5 system-ui;max-width:70rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #bbb;"
        "padding:.25rem .6rem;text-align:left}td.n{text-align:right}img{max-width:100%}</style>",
        "<h1>Evaluation of the search</h1>",
        _table("Configuration", ("", ""), run.config.items()),
        _groups("Answerable and not", {"all": figures["refusals"], **figures["refusals_by_half"]}),
        _groups("All", {"all": figures["overall"]}),
        *(
            _groups(name.replace("by_", "By "), figures[name])
            for name in figures
            if name.startswith("by_")
        ),
        *(f"<img src='{escape(name)}' alt='{escape(name)}'>" for name in drawn),
        _table(
            "Not within the first five", ("id", "rank", "question", "first"), map(_miss, missed)
        ),
        _table("Answered wrongly", ("id", "rank", "question", "first"), map(_miss, wrong)),
        _table("Problems with the questions", ("",), ((one,) for one in run.problems)),
    ]
    return "\n".join(parts)


def _miss(one: Outcome) -> tuple[object, ...]:
    first = one.locators[0] if one.locators else ""
    return (one.asked.question_id, one.rank or "-", one.asked.question, first)


def _groups(title: str, groups: Mapping[str, Mapping[str, float]]) -> str:
    names = list(next(iter(groups.values()), {}))
    rows = ([name, *(figures[each] for each in names)] for name, figures in groups.items())
    return _table(title, ("", *names), rows)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    heads = "".join(f"<th>{escape(one)}</th>" for one in head)
    return f"<h2>{escape(title)}</h2><table><tr>{heads}</tr>{body}</table>"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"<td class='n'>{value:.3g}</td>"
    return f"<td>{escape(str(value))}</td>"
