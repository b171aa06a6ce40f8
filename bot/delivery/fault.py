"""What may be said of an exception in a log or a row: its class and place, never its words."""

from __future__ import annotations

from pathlib import PurePath


def kind_of(error: BaseException) -> str:
    """The class name. The text may quote the message that was being handled."""
    return type(error).__name__


def place_of(error: BaseException) -> str:
    """`file.py:12`, where it was raised; empty when that is not known."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
