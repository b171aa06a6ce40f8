"""Learn the small weights of the screening step from the dev halves; write them as readable data.

`python -m evals.train_screening` writes bot/screening/data/{danger,kind,case}_weights.json and
prints five-fold cross-validated figures. It never opens a test file. Training messages beside the
dev halves are in evals/training, one `label<TAB>text` a line, written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.screening.clean import clean
from bot.screening.linear import DATA, Cue, features_of, load_cues, weigh
from bot.screening.masking import mask
from bot.screening.vocabulary import Vocabulary
from corpus.library import load_library
from corpus.phrasings import load_phrasings

HERE = Path(__file__).parent
_SEED = 4
_FOLDS = 5


@dataclass(frozen=True)
class Example:
    """One labelled message; `dev` ones are also what the cross-validation is measured on."""

    text: str
    label: str
    dev: bool


@dataclass(frozen=True)
class Task:
    """What is learned: a name, its patterns, its examples, and how hard weights are held down."""

    name: str
    cues: tuple[Cue, ...]
    examples: tuple[Example, ...]
    strength: float
    threshold: float


def dev_rows(name: str) -> list[dict[str, Any]]:
    """The rows of both dev batches, without the texts given as a repeated piece."""
    paths = [HERE / "screening" / f"{name}_{half}.jsonl" for half in ("dev", "dev2")]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")]
    rows = [json.loads(line) for line in lines if line]
    return [row for row in rows if isinstance(row["text"], str)]


def written(name: str) -> list[Example]:
    """Hand-written training messages of a task."""
    lines = (HERE / "training" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [
        Example(text, label, dev=False) for label, text in (row.split("\t", 1) for row in lines)
    ]


def asked() -> list[str]:
    """Plain questions: those of the search's dev half, and every sixth phrasing. Without them the
    words of one trade's question are taken for a complaint or an alarm.
    """
    paths = [HERE / "questions" / f"{name}.jsonl" for name in ("dev", "unanswerable_dev")]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")]
    phrasings = load_phrasings(load_library().paragraphs)[::6]
    return [json.loads(line)["question"] for line in lines if line] + [p.text for p in phrasings]


def danger_examples() -> list[Example]:
    """Urgent against everything else."""
    dev = [Example(row["text"], "urgent", dev=True) for row in dev_rows("danger")]
    for name in ("plain", "clean", "kinds"):
        dev += [Example(row["text"], "calm", dev=True) for row in dev_rows(name)]
    calm = [Example(item.text, "calm", dev=False) for item in written("kind")]
    calm += [Example(item.text, "calm", dev=False) for item in written("case")]
    calm += [Example(text, "calm", dev=False) for text in asked()]
    return dev + written("danger") + calm


def kind_examples() -> list[Example]:
    """Question, feedback, both, greeting, not for us; case judgements and plain questions too."""
    dev = [Example(row["text"], row["kind"], dev=True) for row in dev_rows("kinds")]
    dev += [Example(row["text"], "question", dev=False) for row in dev_rows("plain")]
    dev += [Example(text, "question", dev=False) for text in asked()]
    return dev + written("kind")


def case_examples() -> list[Example]:
    """Questions that ask for a decision on one case, against other questions."""
    dev = [
        Example(row["text"], "case" if row.get("case_judgement") else "other", dev=True)
        for row in dev_rows("kinds")
        if row["kind"] in {"question", "both"}
    ]
    for row in dev_rows("plain"):
        case = row["why"].startswith("case judgement")
        dev.append(Example(row["text"], "case" if case else "other", dev=True))
    return dev + written("case")


def tasks() -> list[Task]:
    """Everything that is learned."""
    danger, kind = load_cues("danger_cues.csv"), load_cues("kind_cues.csv")
    vocabulary = Vocabulary()
    return [
        Task("danger", danger, tuple(danger_examples()), strength=3.0, threshold=0.40),
        Task("kind", kind, _masked(kind_examples(), vocabulary), strength=2.0, threshold=0.45),
        Task("case", kind, _masked(case_examples(), vocabulary), strength=2.0, threshold=0.25),
    ]


def _masked(examples: list[Example], vocabulary: Vocabulary) -> tuple[Example, ...]:
    return tuple(
        Example(mask(clean(item.text), vocabulary).text, item.label, item.dev) for item in examples
    )


class Table:
    """Feature table of a task: rows are examples, columns are features seen at least twice."""

    def __init__(self, task: Task) -> None:
        found = [weigh(features_of(item.text, task.cues)) for item in task.examples]
        counts: dict[str, int] = {}
        for row in found:
            for name in row:
                counts[name] = counts.get(name, 0) + 1
        self.names = sorted(name for name, count in counts.items() if count >= 2)
        column = {name: index for index, name in enumerate(self.names)}
        self.values = np.zeros((len(found), len(self.names)), dtype=np.float64)
        for index, row in enumerate(found):
            for name, value in row.items():
                if name in column:
                    self.values[index, column[name]] = value
        self.labels = np.array([item.label for item in task.examples])


def fit(task: Task, values: NDArray[np.float64], labels: NDArray[np.str_]) -> LogisticRegression:
    """Logistic regression, every label weighing the same."""
    model = LogisticRegression(C=task.strength, class_weight="balanced", max_iter=2_000)
    return model.fit(values, labels)


def cross_validate(task: Task, table: Table) -> NDArray[np.float64]:
    """Held-out probabilities of every example, five folds."""
    held_out = np.zeros((len(table.labels), len(set(table.labels))))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for train, test in folds.split(table.values, table.labels):
        model = fit(task, table.values[train], table.labels[train])
        held_out[test] = model.predict_proba(table.values[test])
    return held_out


def save(task: Task, table: Table, model: LogisticRegression) -> Path:
    """Write labels, bias and weights, one feature a line, without those that hardly matter."""
    labels = [str(label) for label in model.classes_]
    weights: NDArray[np.float64] = model.coef_
    bias: NDArray[np.float64] = model.intercept_
    if len(labels) == 2:
        weights, bias = np.vstack([np.zeros_like(weights), weights]), np.array([0.0, bias[0]])
    rows = {
        name: [round(float(value), 3) for value in weights[:, index]]
        for index, name in enumerate(table.names)
        if float(np.abs(weights[:, index]).max()) >= 0.02
    }
    path = DATA / f"{task.name}_weights.json"
    body = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    head = json.dumps({"labels": labels, "bias": [round(float(b), 3) for b in bias]})[1:-1]
    path.write_text(f'{{{head}, "threshold": {task.threshold},\n"weights": {{\n{body}\n}}}}\n')
    return path


def report(task: Task, held_out: NDArray[np.float64], labels: Sequence[str]) -> str:
    """Cross-validated figures on the dev messages alone."""
    classes = sorted(set(labels))
    dev = [index for index, item in enumerate(task.examples) if item.dev]
    lines = [f"{task.name}: {len(task.examples)} examples, {len(dev)} of them dev"]
    if len(classes) == 2:
        target = next(label for label in classes if label in {"urgent", "case"})
        column = classes.index(target)
        for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
            said = held_out[:, column] >= threshold
            recall = np.mean([said[i] for i in dev if labels[i] == target])
            false = np.mean([said[i] for i in dev if labels[i] != target])
            lines.append(
                f"  threshold {threshold:.2f}: recall {recall:.3f}, false alarms {false:.3f}"
            )
        return "\n".join(lines)
    best = [classes[index] for index in held_out.argmax(axis=1)]
    for label in classes:
        rows = [index for index in dev if labels[index] == label]
        right = sum(best[index] == label for index in rows)
        lines.append(f"  {label}: {right} of {len(rows)} right")
    return "\n".join(lines)


def main() -> None:
    """Learn every task, report, write the weights."""
    for task in tasks():
        table = Table(task)
        labels = [str(label) for label in table.labels]
        print(report(task, cross_validate(task, table), labels))  # noqa: T201 (a report)
        print(f"  wrote {save(task, table, fit(task, table.values, table.labels)).name}")  # noqa: T201


if __name__ == "__main__":
    main()
