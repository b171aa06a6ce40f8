"""The answer object as JSON: the fixed interface of `/api/v1` and `guidance ask --json`."""

from __future__ import annotations

from dataclasses import asdict

from bot.answering.answer import Answer, Citation


def answer_to_json(answer: Answer, question_id: str | None = None) -> dict[str, object]:
    """The answer object. Fields may be added; a change of meaning needs a new version."""
    row: dict[str, object] = {} if question_id is None else {"id": question_id}
    row |= {
        "answer_id": answer.answer_id,
        "outcome": answer.outcome.value,
        "text": answer.text,
        "masked": [asdict(span) for span in answer.masked],
        "urgent": answer.urgent,
        "answer": answer.answer,
        "confidence": answer.confidence,
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "nearest": [citation_to_json(citation) for citation in answer.nearest],
        "edition": answer.edition,
        "elapsed_ms": answer.elapsed_ms,
        "shape": answer.shape.value,
        "together": len(answer.leading),
        "unanswered": list(answer.unanswered),
    }
    if answer.reason is not None:
        row["reason"] = answer.reason
    if answer.notice is not None:
        row["notice"] = answer.notice
    if answer.clarification is not None:
        row["clarification"] = asdict(answer.clarification)
    return row


def citation_to_json(citation: Citation) -> dict[str, object]:
    """One citation as JSON; `also_in` lists where the same words also stand, `duties` what its
    quoted sentences lay on whom, `read_with` the sentences that limit them.
    """
    row = asdict(citation)
    row["section"] = list(citation.section)
    row["also_in"] = [
        {"document": document, "locator": locator, "url": url}
        for document, locator, url in citation.also_in
    ]
    return row
