"""Search every file of a folder, whole, for what must be nowhere, in several encodings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from filecmp import cmp
from pathlib import Path
from urllib.parse import quote

_SHORTEST = 4  # letters and digits; "T.K." would be found by chance in any binary file


def needles(text: str) -> set[bytes]:
    """As UTF-8, UTF-16, JSON escapes and percent-encoding, as written and in lower case."""
    found: set[bytes] = set()
    for written in {text, text.lower()}:
        escaped = json.dumps(written)[1:-1]
        found |= {written.encode(), escaped.encode(), quote(written).encode()}
        found |= {written.encode("utf-16-le"), written.encode("utf-16-be")}
    return found


def long_enough(text: str) -> bool:
    """True when finding it could be no chance."""
    return len(re.sub(r"\W", "", text)) >= _SHORTEST


class Residue:
    """The bytes of the files under some folders that are not as they were in `untouched`."""

    def __init__(self, folders: Iterable[Path], untouched: Path) -> None:
        self._files: dict[Path, bytes] = {}
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                same = untouched / path.relative_to(folder)
                if path.is_file() and not (same.is_file() and cmp(path, same, shallow=False)):
                    self._files[path] = path.read_bytes()

    def names(self) -> set[str]:
        """The names of the files read."""
        return {path.name for path in self._files}

    def holding(self, text: str) -> list[str]:
        """The files that hold the text in any of the encodings."""
        wanted = needles(text)
        return [
            path.name
            for path, content in self._files.items()
            if any(needle in content for needle in wanted)
        ]
