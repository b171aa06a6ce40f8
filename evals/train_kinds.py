"""Tune the installed sentence model to tell the kinds of messages; write what it learned.

`python -m evals.train_kinds` learns from every dev batch and writes
bot/screening/data/kind_tuning.safetensors; `python -m evals.train_kinds dev4` leaves that batch out
and prints how well it is told. Only biases and norms are learned, 30,000 numbers of 23 million
(Ben Zaken et al. 2022, arXiv:2106.10199), and one linear layer over the unit vector of a message.
It never opens a test file. Some five minutes on an idle processor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from bot.screening.kind import Chances, Kind
from bot.screening.kind_sentence import HEAD, HEAD_BIAS, THRESHOLDS, TUNING, WORDS_SHARE, mixed
from bot.screening.linear import DATA
from bot.screening.screened import MessageKind
from bot.screening.vocabulary import Vocabulary
from evals.train_screening import Table, asked, case_examples, fit, kind_examples, masked, tasks
from index.adapters.model_folder import check_weights, default_model_folder, model_name

_SEED = 4
_EPOCHS = 5
_RATE = 2e-3
_BATCH = 16
_BUCKET = 20  # batches of texts of like length, so that little is padding
_WARM_UP = 60  # steps
_LONGEST = 128  # word pieces
_SCALE = 10.0  # of the unit vector, so that the layer over it learns as fast as the biases
_SEARCHED = 350  # questions of the search kept, that they do not drown what people wrote
_ASK_OR_TELL = {"question", "feedback", "both"}
Floats = NDArray[np.float32]
Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """A masked message, whether it asks, tells, and wants a decision on a case (None: unknown)."""

    text: str
    asks: bool
    tells: bool
    case: bool | None
    batch: str

    @property
    def told(self) -> tuple[float, float, float]:
        """The answers as numbers; unknown as 0."""
        return float(self.asks), float(self.tells), float(bool(self.case))


def samples() -> list[Sample]:
    """The dev messages and hand-written ones that ask or tell; questions of the search thinned."""
    vocabulary = Vocabulary()
    kinds = [item for item in masked(kind_examples(), vocabulary) if item.label in _ASK_OR_TELL]
    cases = {item.text: item for item in masked(case_examples(), vocabulary)}
    known = {item.text for item in kinds}
    kinds += [replace(item, label="question") for item in cases.values() if item.text not in known]
    searched = set(asked())
    thinned = [item for item in kinds if item.text in searched]
    kept = np.random.default_rng(_SEED).permutation(len(thinned))[:_SEARCHED]
    kinds = [item for item in kinds if item.text not in searched] + [thinned[at] for at in kept]
    return [
        Sample(
            text=item.text,
            asks=item.label != "feedback",
            tells=item.label != "question",
            case=cases[item.text].label == "case" if item.text in cases else None,
            batch=item.batch,
        )
        for item in kinds
    ]


class Tuned(nn.Module):
    """The sentence model with free biases and norms, and a layer over its unit vectors."""

    def __init__(self) -> None:
        super().__init__()
        folder = str(default_model_folder())
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self.net = AutoModel.from_pretrained(folder)
        self.head = nn.Linear(self.net.config.hidden_size, 3)
        for name, tensor in self.net.named_parameters():
            tensor.requires_grad = name.startswith("encoder.") and (
                name.endswith("bias") or "LayerNorm" in name
            )

    def length(self, text: str) -> int:
        """Word pieces of a text."""
        return len(self._tokenizer(text, truncation=True, max_length=_LONGEST)["input_ids"])

    def forward(self, texts: Sequence[str]) -> Tensor:
        """(n, 3) log-odds. The matrix products are made in bfloat16, four times as quick here."""
        read = self._tokenizer(
            list(texts), truncation=True, max_length=_LONGEST, padding=True, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.net(**read).last_hidden_state.float()
        shown = read["attention_mask"][:, :, None].float()
        mean = (hidden * shown).sum(1) / shown.sum(1)
        scores: Tensor = self.head(nn.functional.normalize(mean, dim=1) * _SCALE)
        return scores


def learn(given: Sequence[Sample]) -> Tuned:
    """Learn from the samples, both sides of each judgement weighing the same."""
    torch.manual_seed(_SEED)
    torch.set_num_threads(1)  # two wait for each other on a busy machine
    random = np.random.default_rng(_SEED)
    model = Tuned()
    free = [tensor for tensor in model.parameters() if tensor.requires_grad]
    steps = _EPOCHS * (len(given) // _BATCH)
    optimiser = torch.optim.AdamW(free, lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / _WARM_UP, max(0.02, 1 - step / steps))
    )
    answers = torch.tensor([one.told for one in given])
    weights = _weights(given, answers)
    lengths = [model.length(one.text) for one in given]
    model.train()
    for epoch in range(_EPOCHS):
        for chosen in _batches(random, lengths):
            scores = model([given[at].text for at in chosen])
            losses = nn.functional.binary_cross_entropy_with_logits(
                scores, answers[chosen], reduction="none"
            )
            loss = (losses * weights[chosen]).sum() / len(chosen)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # not typed there
            nn.utils.clip_grad_norm_(free, 1.0)
            optimiser.step()
            schedule.step()
        print(f"  epoch {epoch + 1} of {_EPOCHS}: last loss {float(loss):.3f}", flush=True)  # noqa: T201 (a report)
    return model.eval()


def _weights(given: Sequence[Sample], answers: Tensor) -> Tensor:
    """(n, 3): what each answer weighs; nothing where it is unknown."""
    known = torch.tensor([[1.0, 1.0, float(one.case is not None)] for one in given])
    yes, no = (answers * known).sum(0), ((1 - answers) * known).sum(0)
    half = (yes + no) / 2
    return (answers * half / yes + (1 - answers) * half / no) * known


def _batches(random: np.random.Generator, lengths: Sequence[int]) -> Iterator[list[int]]:
    """Every position once, in batches of texts of like length, in an order left to chance."""
    order = random.permutation(len(lengths)).tolist()
    size = _BATCH * _BUCKET
    batches = []
    for start in range(0, len(order), size):
        bucket = sorted(order[start : start + size], key=lengths.__getitem__)
        batches += [bucket[at : at + _BATCH] for at in range(0, len(bucket), _BATCH)]
    for at in random.permutation(len(batches)):
        yield batches[at]


def tensors(model: Tuned) -> dict[str, Floats]:
    """What was learned, by the names that `index.adapters.bert` gives its tensors."""
    found = {
        name: tensor.detach().numpy()
        for name, tensor in model.net.named_parameters()
        if tensor.requires_grad
    }
    for layer in range(model.net.config.num_hidden_layers):
        part = f"encoder.layer.{layer}.attention.self"
        three = [found.pop(f"{part}.{key}.bias") for key in ("query", "key", "value")]
        found[f"{part}.query_key_value.bias"] = np.concatenate(three)
    head = (model.head.weight * _SCALE).detach().numpy()
    return found | {HEAD: head, HEAD_BIAS: model.head.bias.detach().numpy()}


def save(model: Tuned) -> None:
    """Write what was learned as float16 beside the other data of screening."""
    folder = default_model_folder()
    name = model_name(folder, check_weights(folder, pinned=True))
    learned = {key: value.astype(np.float16) for key, value in tensors(model).items()}
    save_file(learned, DATA / TUNING, {"model": name})


def scores(model: Tuned, texts: Sequence[str]) -> Scores:
    """(n, 3) log-odds by the sentence alone, read one at a time as in service."""
    with torch.no_grad():
        return np.array([model([text])[0].numpy() for text in texts], np.float64)


def by_words(batch: str, texts: Sequence[str]) -> Scores:
    """(n, 3) chances by the words alone, learned without the batch."""
    columns = []
    for task in (task for task in tasks() if task.name in {"asks", "tells", "case"}):
        table = Table(task)
        model = fit(task, table, np.flatnonzero(table.batches != batch))
        found = model.predict_proba(table.rows(texts))
        columns.append(found[:, list(model.classes_).index(task.labels[0])])
    return np.stack(columns, axis=1)


def held_out(batch: str) -> Iterator[str]:
    """How a batch is told by words and sentences that were learned without it."""
    every = samples()
    left = [one for one in every if one.batch == batch]
    texts = [one.text for one in left]
    words = by_words(batch, texts)
    sentences = scores(learn([one for one in every if one.batch != batch]), texts)
    for title, share in (("words", 1.0), ("sentence", 0.0), ("both", WORDS_SHARE)):
        kinds = []
        for text, word, sentence in zip(texts, words.tolist(), sentences.tolist(), strict=True):
            pairs = zip(word, sentence, strict=True)
            chances = Chances(*(mixed(chance, score, share) for chance, score in pairs))
            kinds.append(THRESHOLDS.kind(text, chances))
        yield f"  {title}: {figures(left, kinds)}"


def figures(left: Sequence[Sample], kinds: Sequence[Kind]) -> str:
    """What of the messages left out was told right."""
    asked = np.array([kind.kind is not MessageKind.FEEDBACK for kind in kinds])
    offered = np.array([kind.kind is not MessageKind.QUESTION for kind in kinds])
    tells = np.array([one.tells for one in left])
    right = (asked == [one.asks for one in left]) & (offered == tells)
    judged = np.array([kind.case_judgement for kind in kinds])
    case = np.array([bool(one.case) for one in left])
    return (
        f"right {right.mean():.3f}, feedback offered {offered[tells].mean():.3f}, "
        f"unneeded offers {offered[~tells].mean():.3f}, case found {judged[case].mean():.3f}, "
        f"case line on others {judged[~case].mean():.3f}, of {len(left)}"
    )


def main() -> None:
    """Learn from everything and write, or leave a batch out and report."""
    if sys.argv[1:]:
        print("\n".join(held_out(sys.argv[1])))  # noqa: T201 (a report)
    else:
        save(learn(samples()))


if __name__ == "__main__":
    main()
