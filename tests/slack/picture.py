"""Draws docs/images/slack-answer.png: a real answer message, rendered and photographed.

Run as `python -m tests.slack.picture [WIDTH]`, with Debian's chromium-driver installed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from bot.answering.answer import Answer, Citation, Outcome
from bot.slack.messages.answer import Setting, answer_message
from corpus.document import ParagraphId
from corpus.library import Library, load_library
from tests.slack.render import page

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "slack-answer.png"
CITED = (
    ("one-year-on-2010.para-31", "The Apprenticeships, Skills, Children and Learning Act 2009"),
    ("dudley-select-committee-2009.appendix-1-row-14", "LSCB arrangements should be opened up"),
)
FLAGS = ("headless", "no-sandbox", "disable-quic", "disable-gpu", "no-first-run")


def example() -> Answer:
    """The answer about lay members, from the shipped documents."""
    library = load_library()
    cited = tuple(cite(library, *given, rank) for rank, given in enumerate(CITED, start=1))
    return Answer(
        "7f3c2a91",
        Outcome.ANSWERED,
        "How many lay members must a safeguarding board have?",
        answer=cited[0].quote,
        citations=cited,
        edition="2026-11-22",
    )


def cite(library: Library, paragraph_id: str, begins: str, rank: int) -> Citation:
    """A citation whose key sentence begins with these words."""
    paragraph = next(p for p in library.paragraphs if p.paragraph_id == ParagraphId(paragraph_id))
    document = next(d for d in library.documents if d.slug == paragraph.document)
    start = paragraph.text.index(begins)
    end = paragraph.text.find(". ", start)
    return Citation(
        rank=rank,
        document=document.slug,
        title=document.title,
        author=document.author,
        published=document.published.isoformat() if document.published else None,
        standing=document.standing,
        status=document.status,
        paragraph_id=paragraph.paragraph_id,
        locator=paragraph.locator,
        section=paragraph.section,
        text=paragraph.text,
        quote=paragraph.text[start : end + 1] if end > 0 else paragraph.text[start:],
        url=f"/read/{document.slug}#{paragraph.anchor}",
        score=0.9,
    )


@contextmanager
def camera() -> Iterator[webdriver.Chrome]:
    """A browser without a window."""
    options = Options()
    for flag in (*FLAGS, f"user-data-dir={tempfile.mkdtemp()}"):
        options.add_argument(f"--{flag}")
    options.binary_location = "/usr/bin/chromium"
    browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        yield browser
    finally:
        browser.quit()


def photograph(browser: webdriver.Chrome, html: str, width: int, picture: Path) -> None:
    """Render a page at this width, as high as it is."""
    file = Path(tempfile.mkdtemp()) / "message.html"
    file.write_text(html, encoding="utf-8")
    for height in (200, None):
        high = height or browser.execute_script("return document.documentElement.scrollHeight")
        size = {"width": width, "height": high, "deviceScaleFactor": 1.5, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(file.as_uri())
    browser.save_screenshot(str(picture))


if __name__ == "__main__":
    blocks = answer_message(example(), Setting("https://guidance.example.gov.uk")).blocks
    with camera() as chromium:
        photograph(chromium, page(blocks), int((sys.argv[1:] or ["720"])[0]), PICTURE)
