"""How well the screening step does: `python -m evals.screening_report [HALF ...]`.

Tables with 95 % Wilson intervals. Only numbers are printed,
never a message, so that running a test half teaches nobody to write a rule. The dev halves were
tuned on: read their figures so.
"""

from __future__ import annotations

import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles
from typing import Any

import click

from bot.bootstrap.kinds import kind_reader
from bot.bootstrap.names import context_reader
from bot.screening.kind import read_again
from bot.screening.screened import MessageKind, Screened
from bot.screening.screener import RuleScreener
from index.adapters.sentence_transformers import sentence_encoder

HERE = Path(__file__).parent / "screening"
BATCHES = ("", "2", "3", "4", "5", "6", "7")
HALVES = [f"{half}{batch}" for half in ("dev", "test") for batch in BATCHES]
CHECKED = ("nhs_number", "upn", "national_insurance", "email", "phone")


def wilson(right: int, total: int) -> tuple[float, float]:
    """95 % Wilson score interval of a proportion (Wilson 1927)."""
    if total == 0:
        return 0.0, 1.0
    z, share = 1.96, right / total
    centre = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return (centre - spread) / scale, (centre + spread) / scale


def line(name: str, right: int, total: int) -> str:
    """One row of a table: name, count, share, interval."""
    low, high = wilson(right, total)
    share = right / total if total else 0.0
    return f"  {name:<40} {right:>4} of {total:<4} {share:6.3f}  [{low:.3f}, {high:.3f}]"


def read(name: str, half: str) -> list[dict[str, Any]]:
    """The rows of one file; a repeated text is written out."""
    path = HERE / f"{name}_{half}.jsonl"
    # A later batch has no hostile file: the first holds those texts.
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    rows = [json.loads(row) for row in lines if row]
    for row in rows:
        if isinstance(row["text"], dict):
            piece, times = row["text"]["repeat"]
            row["text"] = piece * times
    return rows


def covered(row: dict[str, Any], screened: Screened, span: dict[str, Any]) -> bool:
    """True when every letter and digit of the span lies under a mask."""
    masked = {i for item in screened.masked for i in range(item.start, item.end)}
    wanted = range(span["start"], span["end"])
    return all(i in masked for i in wanted if row["text"][i].isalnum())


def details(screener: RuleScreener, half: str) -> Iterable[str]:
    """Recall of spans by kind of detail and by origin of name."""
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    groups: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in read("details", half):
        screened = screener.screen(row["text"])
        for span in row["spans"]:
            hit = covered(row, screened, span)
            kinds[span["kind"]][hit] += 1
            if span["kind"] == "person_name":
                groups[span.get("group", "other")][hit] += 1
    every = sum(kinds.values(), Counter[bool]())
    checked = sum((kinds[kind] for kind in CHECKED), Counter[bool]())
    yield line("all spans masked", every[True], every.total())
    yield line("check digits, e-mails, phones masked", checked[True], checked.total())
    for title, table in (("by kind", kinds), ("by group of names", groups)):
        yield f"  {title}:"
        yield from (line(f"  {k}", v[True], v.total()) for k, v in sorted(table.items()))
    rates = [v[True] / v.total() for v in groups.values()]
    yield f"  gap between groups of names: {100 * (max(rates) - min(rates)):.1f} points"


def touched(screener: RuleScreener, half: str) -> Iterable[str]:
    """Messages without a detail in which something was masked all the same."""
    for name in ("clean", "plain", "kinds"):
        results = [bool(screener.screen(row["text"]).masked) for row in read(name, half)]
        yield line(f"{name} messages touched", sum(results), len(results))


def danger(screener: RuleScreener, half: str) -> Iterable[str]:
    """Recall on urgent messages, quiet on all others, and the audience of the card."""
    rows = [(row, screener.screen(row["text"])) for row in read("danger", half)]
    yield line("urgent: card shown", sum(s.urgent for _, s in rows), len(rows))
    for audience in ("school", "allegation", "child_writing"):
        chosen = [s for row, s in rows if row["audience"] == audience]
        hits = sum(any(rule.startswith(audience + ":") for rule in s.danger) for s in chosen)
        yield line(f"  {audience}: its line on the card", hits, len(chosen))
    plain = [(row["why"], screener.screen(row["text"]).urgent) for row in read("plain", half)]
    kinds = [(row, screener.screen(row["text"]).urgent) for row in read("kinds", half)]
    cases = [urgent for why, urgent in plain if why.startswith("case judgement")]
    cases += [urgent for row, urgent in kinds if row.get("case_judgement")]
    alarming = [urgent for why, urgent in plain if not why.startswith("case judgement")]
    yield line("alarming but plain: no card", alarming.count(False), len(alarming))
    yield line("case judgement: no card", cases.count(False), len(cases))
    quiet = cases.count(False) + alarming.count(False)
    yield line("both together: no card", quiet, len(cases) + len(alarming))
    for kind in MessageKind:
        chosen_kinds = [
            urgent
            for row, urgent in kinds
            if row["kind"] == kind.value and not row.get("case_judgement")
        ]
        yield line(f"ordinary {kind.value}: card shown", sum(chosen_kinds), len(chosen_kinds))
    hostile = [row for row in read("hostile", half) if row.get("urgent")]
    seen = sum(screener.screen(row["text"]).urgent for row in hostile)
    yield line("hostile and urgent: card shown", seen, len(hostile))


def kinds_of(screener: RuleScreener, half: str) -> Iterable[str]:
    """Accuracy and confusion of message kinds, and case judgements, as an answer has them."""
    rows = read("kinds", half)
    reader = kind_reader(sentence_encoder(None))
    table: Counter[tuple[str, str]] = Counter()
    case: Counter[tuple[bool, bool]] = Counter()
    for row in rows:
        screened = read_again(screener.screen(row["text"]), reader)
        said = screened.kind.value if screened.refusal is None else "refused"
        table[row["kind"], said] += 1
        if row["kind"] in {"question", "both"}:
            case[bool(row.get("case_judgement")), screened.case_judgement] += 1
    three = ("question", "feedback", "both")
    total = sum(n for (true, _), n in table.items() if true in three)
    yield line("question, feedback, both: right", sum(table[k, k] for k in three), total)
    spoken = sum(n for (true, _), n in table.items() if true in {"feedback", "both"})
    found = sum(
        n for (t, s), n in table.items() if t in {"feedback", "both"} and s in {"feedback", "both"}
    )
    yield line("feedback offered where there is some", found, spoken)
    yield line("case judgement found", case[True, True], case[True, True] + case[True, False])
    yield line(
        "case line on other questions", case[False, True], case[False, True] + case[False, False]
    )
    columns = [*(k.value for k in MessageKind), "refused"]
    yield "  confusion (rows: true, columns: said) " + " ".join(f"{c[:9]:>10}" for c in columns)
    for true in (k.value for k in MessageKind):
        yield f"    {true:<36}" + " ".join(f"{table[true, said]:>10}" for said in columns)


def hostile_texts(screener: RuleScreener, half: str) -> Iterable[str]:
    """Smuggled details that remain, and characters that must never remain."""
    remaining, total, bad = 0, 0, 0
    for row in read("hostile", half):
        text = screener.screen(row["text"]).text
        squeezed = "".join(text.split()).lower()
        bad += any((ord(c) < 32 and c not in "\n\t") or c in "\u200b\u202e\u2067" for c in text)
        for piece in row.get("must_not_remain", ()):
            total += 1
            remaining += "".join(piece.split()).lower() in squeezed
    yield line("smuggled pieces gone", total - remaining, total)
    yield f"  messages with a control or invisible character left: {bad}"


def times(screener: RuleScreener, half: str) -> str:
    """Milliseconds a message takes."""
    spent: list[float] = []
    for name in ("details", "danger", "kinds", "plain", "clean"):
        for row in read(name, half):
            start = time.perf_counter()
            screener.screen(row["text"])
            spent.append(1_000 * (time.perf_counter() - start))
    cuts = quantiles(spent, n=100)
    return (
        f"  time a message: p50 {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, max {max(spent):.1f} ms"
    )


def report(halves: Iterable[str], screener: RuleScreener) -> str:
    """Every table of the halves named."""
    out: list[str] = []
    for half in halves:
        out.append(f"{half} half")
        for part in (details, touched, danger, kinds_of, hostile_texts):
            out.append(f" {part.__name__}")
            out.extend(part(screener, half))
        out.append(times(screener, half))
    return "\n".join(out)


@click.command(epilog="Example: python -m evals.screening_report test4 test5")
@click.argument("halves", nargs=-1, type=click.Choice(HALVES))
@click.option("--names-once", is_flag=True, help="Without the second reading of names.")
def main(halves: tuple[str, ...], *, names_once: bool) -> None:
    """Measure the screening on labelled messages; dev and test when no batch is named."""
    screener = RuleScreener(None, None if names_once else context_reader())
    click.echo(report(halves or ("dev", "test"), screener))


if __name__ == "__main__":
    main()
