"""Logging: one JSON object a line, no question text, no secret, no line break from outside."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from types import TracebackType

SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^/@\s]+:[^/@\s]+(?=@)")
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON; `extra` fields become keys; secrets are blanked.

    An exception is written as its type and place, never its message: messages may quote a user.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object without a raw line break."""
        row: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        row.update({k: v for k, v in vars(record).items() if k not in STANDARD})
        if record.exc_info and record.exc_info[0] is not None:
            row["error"] = record.exc_info[0].__name__
            row["at"] = _place(record.exc_info[2])
        return SECRET.sub("[secret]", json.dumps(row, ensure_ascii=True, default=str))


def _place(traceback: TracebackType | None) -> list[str]:
    """File and line of each frame, innermost last; no source text, no values."""
    frames: list[str] = []
    current = traceback
    while current is not None:
        code = current.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{current.tb_lineno}")
        current = current.tb_next
    return frames[-8:]


def _worth_a_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def configure_logs(*, level: str = "INFO") -> None:
    """Send every logger to standard error as JSON lines; quiet the chatty libraries."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("httpx", "chromadb", "sentence_transformers", "slack_sdk", "urllib3", "bm25s"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
        # bm25s sets a level of its own when it is imported, which may be later than this.
        logging.getLogger(chatty).addFilter(_worth_a_warning)
