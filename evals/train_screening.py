"""Learn the small weights of the screening step from the dev halves; write them as readable data.

`python -m evals.train_screening` writes bot/screening/data/*_weights.json and prints figures held
out two ways: five folds, and one whole batch at a time, which is nearer to messages by people not
met before. It never opens a test file. Training messages beside the dev halves are in
evals/training, one `label<TAB>text` a line, written by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.screening.clean import clean
from bot.screening.features import Values, danger_features, kind_features, writer_features
from bot.screening.linear import DATA, load_cues
from bot.screening.masking import mask
from bot.screening.vocabulary import Vocabulary
from corpus.library import load_library
from corpus.phrasings import load_phrasings

HERE = Path(__file__).parent
BATCHES = ("dev", "dev2", "dev3", "dev4")
AUDIENCES = ("abroad", "allegation", "any", "child_writing", "school")
_SEED = 4
_FOLDS = 5
_RARE = 2  # a feature of fewer examples is left out
_SLIGHT = 0.02  # and so is a weight below this
_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


@dataclass(frozen=True)
class Example:
    """One labelled message; `batch` is empty for those that nothing is measured on."""

    text: str
    label: str
    batch: str = ""


@dataclass(frozen=True)
class Task:
    """What is learned: a name, what is seen of a text, the examples, how loosely weights are held.

    `labels` are those whose chances are wanted: one for a yes or no, else all.
    """

    name: str
    labels: tuple[str, ...]
    features: Callable[[str], Values]
    examples: tuple[Example, ...]
    strength: float
    threshold: float


def dev_rows(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The dev rows with their batch, without the texts given as a repeated piece."""
    for batch in BATCHES:
        path = HERE / "screening" / f"{name}_{batch}.jsonl"
        # The fourth batch has no plain file: its case judgements are among the kinds.
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        for line in lines:
            row = json.loads(line) if line else {"text": None}
            if isinstance(row["text"], str):
                yield batch, row


def written(name: str) -> list[Example]:
    """Hand-written training messages of a task."""
    lines = (HERE / "training" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [Example(text, label) for label, text in (row.split("\t", 1) for row in lines)]


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
    dev = [Example(row["text"], "urgent", batch) for batch, row in dev_rows("danger")]
    for name in ("plain", "clean", "kinds"):
        dev += [Example(row["text"], "calm", batch) for batch, row in dev_rows(name)]
    urgent = [Example(item.text, "urgent") for item in written("audience")]
    calm = [item.text for name in ("kind", "case") for item in written(name)] + asked()
    return dev + urgent + written("danger") + [Example(text, "calm") for text in calm]


def audience_examples() -> list[Example]:
    """Whose line comes first on the card of an urgent message."""
    # The first batch has those about going abroad under "any", so its "any" would teach the wrong.
    dev = [
        Example(row["text"], row["audience"], batch)
        for batch, row in dev_rows("danger")
        if (batch, row["audience"]) != ("dev", "any")
    ]
    return dev + written("audience")


def kind_examples() -> list[Example]:
    """Question, feedback, both, greeting, not for us; case judgements and plain questions too."""
    dev = [Example(row["text"], row["kind"], batch) for batch, row in dev_rows("kinds")]
    # Anger at a policy often tells as much as it asks, and is not labelled for that.
    plain = [row for _, row in dev_rows("plain") if not row["why"].startswith("policy anger")]
    dev += [Example(row["text"], "question") for row in plain]
    dev += [Example(text, "question") for text in asked()]
    return dev + written("kind")


def relabelled(examples: list[Example], labels: dict[str, str]) -> list[Example]:
    """The examples whose label is a key, with the label it stands for."""
    return [
        Example(item.text, labels[item.label], item.batch)
        for item in examples
        if item.label in labels
    ]


def case_examples() -> list[Example]:
    """Questions that ask for a decision on one case, against other questions."""
    dev = [
        Example(row["text"], "case" if row.get("case_judgement") else "other", batch)
        for batch, row in dev_rows("kinds")
        if row["kind"] in {"question", "both"}
    ]
    for _, row in dev_rows("plain"):
        case = row["why"].startswith("case judgement")
        dev.append(Example(row["text"], "case" if case else "other"))
    return dev + written("case")


def tasks() -> list[Task]:
    """Everything that is learned; thresholds and strengths chosen by leaving out a batch."""
    danger, kind = load_cues("danger_cues.csv"), load_cues("kind_cues.csv")

    def of_danger(text: str) -> Values:
        return danger_features(text, danger)

    def of_writer(text: str) -> Values:
        return writer_features(text, danger)

    def of_kind(text: str) -> Values:
        return kind_features(text, kind)

    vocabulary = Vocabulary()
    kinds, cases = masked(kind_examples(), vocabulary), masked(case_examples(), vocabulary)
    asks = {"question": "asks", "both": "asks", "feedback": "not"}
    tells = {"question": "not", "both": "tells", "feedback": "tells"}
    outside = dict.fromkeys(asks, "inside") | {"greeting": "greeting", "not for us": "not for us"}
    return [
        Task("danger", ("urgent",), of_danger, tuple(danger_examples()), 10.0, 0.28),
        Task("audience", AUDIENCES, of_writer, tuple(audience_examples()), 10.0, 0.06),
        Task("asks", ("asks",), of_kind, tuple(relabelled(kinds, asks)), 3.0, 0.35),
        Task("tells", ("tells",), of_kind, tuple(relabelled(kinds, tells)), 3.0, 0.42),
        Task(
            "outside",
            ("greeting", "inside", "not for us"),
            of_kind,
            tuple(relabelled(kinds, outside)),
            2.0,
            0.5,
        ),
        Task("case", ("case",), of_kind, tuple(cases), 3.0, 0.30),
    ]


def masked(examples: list[Example], vocabulary: Vocabulary) -> list[Example]:
    """The examples as the service sees them."""
    return [
        Example(mask(clean(item.text), vocabulary).text, item.label, item.batch)
        for item in examples
    ]


class Table:
    """Feature table of a task: rows are examples, columns are features seen at least twice."""

    def __init__(self, task: Task) -> None:
        found = [task.features(item.text) for item in task.examples]
        counts = Counter(name for row in found for name in row)
        self._task = task
        self.names = sorted(name for name, count in counts.items() if count >= _RARE)
        self.values = self._rows(found)
        self.labels = np.array([item.label for item in task.examples])
        self.batches = np.array([item.batch for item in task.examples])

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """The same columns for other texts."""
        return self._rows([self._task.features(text) for text in texts])

    def _rows(self, found: Sequence[Values]) -> csr_matrix:
        column = {name: index for index, name in enumerate(self.names)}
        cells = [
            (value, index, column[name])
            for index, row in enumerate(found)
            for name, value in row.items()
            if name in column
        ]
        values, rows, columns = (np.array(part) for part in zip(*cells, strict=True))
        return csr_matrix((values, (rows, columns)), shape=(len(found), len(self.names)))


def fit(task: Task, table: Table, chosen: NDArray[np.intp]) -> LogisticRegression:
    """Logistic regression on the rows `chosen`, every label weighing the same."""
    solver = "liblinear" if len(task.labels) == 1 else "lbfgs"  # several times as quick for two
    model = LogisticRegression(
        C=task.strength, class_weight="balanced", solver=solver, max_iter=2_000, random_state=_SEED
    )
    return model.fit(table.values[chosen], table.labels[chosen])


def by_fold(table: Table) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows to learn from and rows held out, five times."""
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    yield from folds.split(table.labels, table.labels)


def by_batch(table: Table) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows to learn from and rows held out, once for each batch of dev messages."""
    for batch in BATCHES:
        yield np.flatnonzero(table.batches != batch), np.flatnonzero(table.batches == batch)


def held_out(
    task: Task, table: Table, splits: Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]
) -> NDArray[np.float64]:
    """Chances of each label in order of name, of every example, by a model that never saw it."""
    chances = np.zeros((len(table.labels), len(set(table.labels))))
    for learned, left in splits:
        chances[left] = fit(task, table, learned).predict_proba(table.values[left])
    return chances


def save(task: Task, table: Table) -> Path:
    """Write labels, bias and weights, one feature a line, without those that hardly matter."""
    model = fit(task, table, np.arange(len(table.labels)))
    weights: NDArray[np.float64] = model.coef_
    bias: NDArray[np.float64] = model.intercept_
    if len(task.labels) == 1 and str(model.classes_[0]) == task.labels[0]:
        weights, bias = -weights, -bias  # learned for the second label in order of name
    rows = {
        name: [round(float(value), 3) for value in weights[:, index]]
        for index, name in enumerate(table.names)
        if float(np.abs(weights[:, index]).max()) >= _SLIGHT
    }
    path = DATA / f"{task.name}_weights.json"
    body = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    head = json.dumps({"labels": task.labels, "bias": [round(float(b), 3) for b in bias]})[1:-1]
    path.write_text(f'{{{head}, "threshold": {task.threshold},\n"weights": {{\n{body}\n}}}}\n')
    return path


def report(task: Task, table: Table, chances: NDArray[np.float64]) -> Iterator[str]:
    """Figures on the dev messages alone."""
    classes = sorted(set(table.labels))
    dev = table.batches != ""
    for label in task.labels:
        wanted = table.labels == label
        column = chances[:, classes.index(label)]
        for threshold in _THRESHOLDS:
            recall = np.mean(column[dev & wanted] >= threshold)
            false = np.mean(column[dev & ~wanted] >= threshold)
            yield f"    {label} {threshold:.2f}: recall {recall:.3f}, false alarms {false:.3f}"


def main() -> None:
    """Learn every task, report, write the weights."""
    for task in tasks():
        table = Table(task)
        print(f"{task.name}: {len(task.examples)} examples, {len(table.names)} features")  # noqa: T201
        for title, splits in (("five folds", by_fold(table)), ("by batch", by_batch(table))):
            print(f"  {title}")  # noqa: T201 (a report)
            print("\n".join(report(task, table, held_out(task, table, splits))))  # noqa: T201
        print(f"  wrote {save(task, table).name}")  # noqa: T201


if __name__ == "__main__":
    main()
