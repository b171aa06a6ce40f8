"""The fields of a posted form, as a browser sends it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import Request


async def posted_form(request: Request) -> Mapping[str, str]:
    """The first value of each field, by name. What is no form has no fields."""
    body = (await request.body()).decode("ascii", "ignore")
    fields = parse_qs(body, keep_blank_values=True, errors="replace")
    return {name: values[0] for name, values in fields.items()}
