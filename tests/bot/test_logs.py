"""Log lines are single JSON objects without secrets, line breaks or quoted messages."""

import io
import json
import logging

from bot.logs import JsonLines


def _line(message: str, *, fail: bool = False, **extra: object) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        if fail:
            try:
                raise ValueError("my pupil Amara said")
            except ValueError:
                logger.exception(message, extra=extra)
        else:
            logger.warning(message, extra=extra)
    finally:
        logger.removeHandler(handler)
    return stream.getvalue()


def test_a_line_break_from_outside_cannot_forge_a_line() -> None:
    line = _line("seen\n{'level': 'info'}", channel="C1\r\nx")
    assert line.count("\n") == 1
    assert json.loads(line)["channel"] == "C1\r\nx"


def test_secrets_are_blanked() -> None:
    line = _line("token xoxb-12-34 and postgresql://user:hunter2@db/x and xapp-1-A")
    assert "xoxb-12" not in line
    assert "hunter2" not in line
    assert "xapp-1" not in line


def test_an_exception_is_logged_by_type_and_place_never_by_its_words() -> None:
    row = json.loads(_line("failed", fail=True))
    assert row["error"] == "ValueError"
    assert row["at"][-1].startswith("test_logs.py:")
    assert "Amara" not in json.dumps(row)
