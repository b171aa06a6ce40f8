"""Short forms and names as the documents themselves give them."""

from __future__ import annotations

import pytest

from corpus.glossary import acronyms, known_words
from corpus.library import Library

EXPECTED = {
    "LSCB": "Local Safeguarding Children Board",
    "SCR": "Serious Case Review",
    "NSDU": "National Safeguarding Delivery Unit",
    "NQSW": "Newly Qualified Social Worker",
    "DCS": "Director of Children's Services",
    "CDOP": "Child Death Overview Panel",
    "CYPP": "Children and Young People's Plan",
    "ICS": "Integrated Children's System",
    "CAF": "Common Assessment Framework",
    "MARAC": "Multi Agency Risk Assessment Conference",
    "Cafcass": "Children and Family Court Advisory Support Service",
    "DCSF": "Department for Children, Schools and Families",
    "CQC": "Care Quality Commission",
    "HMIC": "Her Majesty's Inspectorate of Constabulary",
    "CEOP": "Child Exploitation and Online Protection Centre",
    "SHA": "Strategic Health Authority",
    "A&E": "Accident and Emergency",
    "HTCF": "Headteachers Consultative Forum",
    "KPI": "key performance indicator",
}


@pytest.mark.parametrize("short", EXPECTED)
def test_a_short_form_has_the_documents_own_full_form(library: Library, short: str) -> None:
    assert acronyms(library.paragraphs).get(short) == EXPECTED[short]


def test_what_is_no_short_form_is_none(library: Library) -> None:
    found = acronyms(library.paragraphs)
    assert not {"England", "Amendment", "Ofsted", "FCY", "Cafcas"} & set(found)
    assert all(short[0].lower() == full[0].lower() for short, full in found.items())


def test_names_in_the_documents_are_known_and_others_are_not(library: Library) -> None:
    known = known_words(library.paragraphs)
    assert {"laming", "haringey", "dudley", "balls", "climbié", "ofsted", "singleton"} <= known
    assert not {"nowhere", "margaret", "leeds", "children's", "when"} & known
