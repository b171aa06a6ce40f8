"""The ways in which people write where somebody lives."""

from __future__ import annotations

from bot.screening.form import FIGURE, Form, listed
from bot.screening.streets import (
    CAPITAL,
    HOUSE,
    HOUSE_WORDS,
    NAME,
    NUMBER,
    ROAD,
    ROAD_WORDS,
    STREET,
    STREET_WORDS,
    SURE_STREET,
    SURE_WORDS,
    UNIT,
    UNIT_WORDS,
)

_SURE_NEEDED = SURE_WORDS | {"park"}
_MEASURES = (
    r"days?|weeks?|months?|years?|yrs?|hours?|hrs|mins?|minutes|working|kids|children|people|"
    r"times?|am|pm|different|other|more|of|or|and|to|for|visits?|referrals?|percent|per|schools?|"
    r"families|homes?|st|nd|jan\w*|feb\w*|march|april|may|june|july|aug\w*|sept\w*|oct\w*|nov\w*|"
    r"dec\w*|rd|th|bedroom\w*|bed|rooms?|foster|placements?|addresses|the|in|on|at|with|from|weeks"
)
_LIVES = listed(
    "live lives living lived stay stays staying stayed address visit visited visiting move moved "
    "place placed reside resides residing residence residential home based house flat found round "
    "over stopping sleep sleeps bail gave"
)

# A house number and a street: "flat 3, 14 Acacia Road".
NUMBERED = Form(
    rf"\b(?:{UNIT}[\s,]+(?:of\s+|the\s+)*(?:{NAME}\s+){{0,2}}(?:{STREET})?[\s,]+)?"
    rf"{NUMBER}[\s,]+(?:the\s+)?(?:{NAME}\s+){{1,3}}?{STREET}\b\.?",
    STREET_WORDS,
    {FIGURE},
)
# "flat 3b the maltings", "chalet 22, sandy bight holiday park"
UNIT_NAMED = Form(
    rf"\b{UNIT}[\s,]+(?:at\s+|on\s+|of\s+)?(?:the\s+)?(?:{NAME}\s+){{0,3}}?{STREET}\b"
    rf"(?:,\s*(?:{NAME}\s+){{1,2}}?{STREET}\b)*",
    UNIT_WORDS,
    STREET_WORDS,
)
# "Tallow Hill, number 8", "Pinfold Street no 12"
NUMBER_LAST = Form(
    rf"\b{NAME}\s(?:{NAME}\s)?{ROAD},?\s(?:no\.?|nr|number|house|flat)\s?\d{{1,3}}[a-h]?\b",
    ROAD_WORDS,
    UNIT_WORDS | {"nr", "house"},
    {FIGURE},
)
# "visit 83 mossbank": cue, number and one word
LIVES_AT = Form(
    r"\b(?:lives?|living|lived|staying|stays|address|visit(?:ed|ing)?|moved?|placed|resid\w+|home|"
    r"based|house|flat|found|round|over)\b[^.?!\d]{0,20}?\b(?:at|to|is|on|in|:|no\.?|number)\s*"
    rf"(?P<place>(?:{UNIT}[\s,]+)?\d{{1,4}}\s?[a-h]?,?\s+(?:the\s+)?(?!(?:{_MEASURES})\b){NAME}"
    rf"(?:\s+{STREET}\b|\s+{CAPITAL})?)",
    _LIVES,
    {FIGURE},
)
# A number and a word that English does not know, where a place must stand.
NUMBER_ALONE = Form(
    r"(?:\b(?:at|visit(?:ed|ing)?|from|to|outside|address|of|opposite|near|flat|left|right|floor|"
    r"in|is|behind|house|lives?|living|staying)[,:]?\s+|^\s*|[,!?:;]\s*)"
    r"(?P<place>\d{1,3}[a-h]?,?\s+(?P<word>[^\W\d_][\w'’\-]{3,30})"
    r"(?:\s+(?:back|side|gate|fields?|garth|head|top|bottoms?|end|nook|lea|ley|moor|dene|leas|leys|"
    r"nab|bank|royd))?)\b",
    {FIGURE},
)
_SPOKEN_NUMBERS = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred oh"
)
SPOKEN = Form(
    rf"\b(?:(?:{'|'.join(_SPOKEN_NUMBERS)}|and)[ \-]){{1,4}}"
    rf"(?!(?:way|parent|bed|bedroom|such|more|other|family|"
    rf"day)\b){NAME} (?:{CAPITAL} )?{SURE_STREET}\b",
    _SPOKEN_NUMBERS,
    _SURE_NEEDED,
)
WARD = Form(
    r"\bward [\w]{1,4},? (?:(?:bed|bay|room) \d{1,2}(?:,? (?:at |in |of )?(?:the )?"
    rf"(?:{NAME} ){{0,2}}?(?:hospital|maternity|infirmary|unit|general|hospice)\b)?"
    rf"|(?:at |in |of )?(?:the )?(?:{NAME} ){{1,3}}?(?:hospital|infirmary|hospice)\b)",
    {"ward"},
)
MOORED = Form(
    r"\b(?:(?:narrow ?boat|boat|barge|caravan|chalet)\s"
    r"(?:(?:called\s)?['\"‘“]?[A-Z][\w'’]+['\"’”]?,?\s){0,3})?"
    r"(?:mooring|berth|pitch|plot|bay|stand)\s\d{1,3}[a-h]?(?:,?\s(?:(?:on|at)\s)?(?:the\s)?"
    r"[^\W\d_][\w'’]+){1,2}",
    {"mooring", "berth", "pitch", "plot", "bay", "stand"},
    {FIGURE},
)
FLAT = Form(
    r"\b(?:flat|apartment|apt|pitch|caravan)\s?(?:no\.?\s?)?\d{1,4}[a-h]?\b"
    rf"(?:,?\s+(?:the\s+|at\s+)?(?:{NAME}\s+){{0,3}}?(?:{STREET}|works|caravan park)\b)?"
    r"(?:\s(?:caravan park|estate|flats|buildings))?",
    {"flat", "apartment", "apt", "pitch", "caravan"},
    {FIGURE},
)
NUMBER_THE = Form(
    r"\b(?:no\.?|number|nr)\s?\d{1,3}[a-h]?,?\s+the\s+(?!same|other|report|rest|one|last|first)"
    r"[^\W\d_][\w'’]{2,}",
    {"no", "number", "nr"},
    {FIGURE},
)
STREET_NAMED = Form(
    rf"(?-i:\b(?!The\b|This\b|My\b|Our\b)[A-Z])[\w'’\-]{{1,30}}(?:\s{CAPITAL})?\s"
    r"(?-i:Road|Rd|Street|Lane|Close|Avenue|Ave|Drive|Crescent|Cres|Terrace|Grove|Gardens|Mews|"
    r"Rise)\b",
    ROAD_WORDS | {"gardens", "mews", "cres", "rise"},
)
# "17 St. John's", where somebody is said to be: a street or a house with no other word
SAINT = Form(
    r"\b(?:at|visit(?:ed|ing)?|to|lives?|living|address)\s"
    r"(?P<place>\d{1,3}[a-h]?,?\s(?-i:St\.?|Saint)\s(?-i:[A-Z])[\w'’]+)",
    {"st", "saint"},
    {FIGURE},
)
# "mill cottage, back lane, upper thornby"
NAMED_HOUSE = Form(
    rf"\b(?P<name>(?:the\s+)?(?:{NAME}\s+){{1,3}}?{HOUSE}),\s+"
    rf"(?:(?:{NAME}\s+){{1,3}}?{SURE_STREET}\b(?:,\s+(?:{NAME}\s+){{0,2}}?{NAME})?)",
    HOUSE_WORDS,
    {","},
    _SURE_NEEDED,
)
BLOCK = Form(
    rf"\b(?:{NAME}\s+){{1,2}}?(?:buildings|house|court|towers?|point|mansions|flats|cafe),?\s+"
    r"(?:block|flat|floor|room|rm|bay|no\.?)\s(?:\d{1,3}[a-z]?|[a-z])\b",
    {"buildings", "house", "court", "tower", "towers", "point", "mansions", "flats", "cafe"},
    {"block", "flat", "floor", "room", "rm", "bay", "no"},
)
# A building and the street it stands on: "the old chapel on stanwick road".
ROADSIDE = Form(
    rf"\b(?:behind\s+)?(?:the\s+)?(?:{NAME}\s+){{1,3}}?(?:by\s+)?(?:on|off|in|behind|by|at|near)\s+"
    rf"(?:the\s+)?(?P<street>(?:{NAME}\s+){{1,3}}?)(?:road|rd|street|lane|ln|avenue|ave|close|"
    r"drive|crescent|terrace|grove)\b",
    ROAD_WORDS,
    {"on", "off", "in", "behind", "by", "at", "near"},
)
# "the flat over dino's chip shop, high street, goole": words for the place stand in `street`
ABOVE = Form(
    r"(?:\b(?:the\s+)?(?:flat|room|rooms|bedsit|studio|annexe?|shed|garage|caravan|tent|van|"
    r"basement)\s+|(?<=lives )|(?<=living )|(?<=live )|(?<=staying )|(?<=stays )|(?<=sleeps ))"
    r"(?:above|over|behind|below|under|beneath|next\s(?:door\s)?to|opposite|round\sthe\sback\sof|"
    r"at\sthe\sback\sof|in\sthe\s(?:yard|garden|grounds)\sof)\s+(?:the\s+)?(?:[\w'’]+\s+){1,3}?"
    r"(?:shop|store|stores|pub|arms|inn|club|cafe|bakery|bookies|butchers?|garage|takeaway|chippy|"
    rf"chemists?|salon|surgery|church|chapel|farm|mill|house)(?:,?\s+(?:on\s+|in\s+)?(?:{NAME}\s+)"
    rf"{{0,3}}?(?:{SURE_STREET}|st)\b)",
    _SURE_NEEDED | {"st"},
    {"above", "over", "behind", "below", "under", "beneath", "next", "opposite", "back", "yard"},
)
# "the last house on mill lane", "the end one, Weir Nook", "corner of Albert Road and Cross Street"
CORNER = Form(
    r"\b(?:the\s+)?(?:corner\s+(?:house\s+)?(?:of|on)|(?:last|first|end|second|third|only|big|"
    r"white|red|blue)\s+(?:house|cottage|flat|one)(?:,|\s+(?:on|in|down|up|off)))\s+(?:the\s+)?"
    rf"(?P<street>(?:{NAME}\s+){{1,3}}?)(?:{ROAD}|(?-i:(?=[A-Z])){STREET})\b"
    rf"(?:\s+and\s+(?:{NAME}\s+){{1,2}}?{ROAD}\b)?",
    STREET_WORDS,
    {"corner", "house", "cottage", "flat", "one"},
)
# "two doors down from the Spar on Mill Brow"
DOORS_DOWN = Form(
    r"\b(?:next|one|two|three|four|few|couple of) doors? (?:down |up |along )?from (?:the )?"
    rf"(?:{NAME} ){{1,2}}?(?:on|in|at) {CAPITAL}(?:\s{CAPITAL})?",
    {"door", "doors"},
    {"from"},
)
# "The Old Rectory, Church Brow": each word a capital, so that no cue is needed
CAPITAL_HOUSE = Form(
    rf"(?-i:\bThe\s(?:Old\s)?(?:{CAPITAL}\s)?(?=[A-Z])){HOUSE},\s(?:{CAPITAL}\s){{1,2}}"
    rf"(?-i:(?=[A-Z])){STREET}\b",
    HOUSE_WORDS,
    {","},
)
# "the static at Sandy Bight, row F"
PARKED = Form(
    r"\b(?:the\s)?(?:static|caravan|chalet|tent|camper ?van)\s(?:at|on)\s"
    rf"{CAPITAL}(?:\s{CAPITAL}){{0,2}}(?:,?\s(?:row|plot|pitch|bay)\s\w{{1,3}}\b)?",
    {"static", "caravan", "chalet", "tent", "camper", "campervan"},
)
# "the neighbour at 12a", "the lady at number 9": no street, but it says which house
BARE_NUMBER = Form(
    r"\b(?:neighbours?|family|people|man|woman|lady|lives?|living|lot|them|house|door)\s"
    r"(?:at|in)\s"
    r"(?P<place>(?:(?:no\.?|number|nr\.?)\s?\d{1,3}[a-h]?|\d{1,3}[a-h])(?![\w/.:]))",
    {"at", "in"},
    {FIGURE},
)
# "Hopewell House mother and baby unit, room 4"
UNIT_ROOM = Form(
    rf"(?:{CAPITAL}\s){{1,3}}"
    r"(?:(?:mother and baby|parent and child|assessment|family|respite|secure)\s)?"
    r"(?:unit|centre|hostel|refuge|hotel|lodge|house),\s"
    r"(?:room|rm|bed|bay|flat)\s\d{1,3}[a-z]?\b",
    {"room", "rm", "bed", "bay", "flat"},
    {","},
    {FIGURE},
)
# "22 The Ridings", "unit 4 the old brewery"; the word says whether it is a name
NUMBER_OF_THE = Form(
    rf"(?:{UNIT}|(?<![\w.,/£-])\d{{1,3}}[a-h]?),?\s+the\s+(?:(?:old|"
    rf"new)\s+)?(?P<word>[^\W\d_][\w'’]{{3,20}})\b",
    {"the"},
    {FIGURE},
)
# "Hollins Farm off the A65"
MAIN_ROAD = Form(
    rf"(?:{CAPITAL},?\s){{1,3}}(?:just\s)?(?:off|on|near|by|along)\sthe\s[ABM]\d{{1,4}}\b",
    {"off", "on", "near", "by", "along"},
    {FIGURE},
)
# "narrowboat Lazy Daisy, Regents Canal"
BOAT = Form(
    r"\b(?:narrow ?boat|house ?boat|boat|barge|"
    r"cruiser)\s(?:called\s)?['\"‘“]?(?:[^\W\d_][\w'’]*,?\s){1,3}?"
    rf"(?:(?:on|at|in|moored|by)\s)*(?:the\s)?(?:{NAME}\s){{1,2}}?(?:canal|marina|wharf|basin|"
    rf"lock|moorings?|"
    r"river)\b",
    {"narrowboat", "houseboat", "boat", "barge", "cruiser"},
    {"canal", "marina", "wharf", "basin", "lock", "mooring", "moorings", "river"},
)
# Streets and houses of Wales begin with their word: "14 Heol y Felin", "Ty Gwyn, Heol Fach".
WELSH = Form(
    r"\b(?:\d{1,3}[a-c]?,?\s)?(?-i:Heol|Stryd|Ffordd|Lôn|Lon|Maes|Clos|Rhodfa|Cwrt|Tŷ|Ty|Bryn|Tan|"
    rf"Plas|Erw|Gerddi)(?:\s(?:y|yr|uchaf|isaf|fach|fawr|{CAPITAL})){{1,3}}"
    rf"(?:,\s{CAPITAL}(?:\s(?:y|yr|{CAPITAL})){{0,3}}){{0,2}}",
    listed("heol stryd ffordd lôn lon maes clos rhodfa cwrt tŷ ty bryn tan plas erw gerddi"),
)
SURE_FORMS = (SPOKEN, WARD, MOORED, FLAT, NUMBER_THE, NUMBER_LAST, UNIT_ROOM)
NAMED_FORMS = (
    STREET_NAMED,
    NAMED_HOUSE,
    CAPITAL_HOUSE,
    BLOCK,
    ABOVE,
    WELSH,
    MAIN_ROAD,
    BOAT,
    DOORS_DOWN,
    PARKED,
)

CUED = Form(
    r"\b(?:lives?|living|lived|staying|stays|address|home|visit(?:ed)?|moved?|based|house|placed|"
    r"caravan|cottage|pitch|"
    rf"resides?|residing|flat)\b[^.?!\d]{{0,24}}?\b(?:at|on|in|is|to|was|its|it['’]s|down|up|"
    rf"off|:)\s+"
    rf"(?P<place>(?:the\s+)?(?:{NAME}\s+){{1,3}}?{SURE_STREET})\b",
    _LIVES | {"caravan", "cottage", "pitch"},
    _SURE_NEEDED,
)
# "lives at the gate lodge, old mill road"
LIVES_IN = Form(
    r"\b(?:lives?|living|lived|staying|stays|stopping|sleeps?|address is|address:?|moved|gave us|"
    r"placed)\s+(?:now\s+)?(?:at|in|on|to|as)?\s*"
    rf"(?P<place>(?:the\s+)?(?:{NAME},?\s+){{0,4}}?{STREET},\s*(?:{NAME}\s+){{0,3}}?"
    rf"(?:{SURE_STREET}\b|(?-i:[A-Z])[\w'’\-]{{2,30}}))",
    _LIVES,
    STREET_WORDS,
    {","},
)
HOUSE_CUED = Form(
    r"\b(?:moved to|lives? at|(?:staying|living|are|is|were|now) at|address is|address:?)\s+"
    rf"(?P<place>(?:the\s+)?(?:{NAME}\s+){{0,3}}?{HOUSE},\s+(?:{NAME}\s+)?{NAME})",
    _LIVES | {"at"},
    HOUSE_WORDS,
    {","},
)
# "remove my address its the gatehouse, Mossop Park, Disley", "farm is called High Wrangle, on the"
LISTED_AFTER = Form(
    r"\b(?:address|lives|living|staying|moved|(?:farm|house|cottage|place|boat)\s(?:is|was))\b"
    r"[^.?!\d\n]{0,30}?\b(?:at|is|its|it['’]s|was|to|in|called|:)\s+"
    rf"(?P<place>(?:(?:the\s+)?(?:{NAME}\s+){{0,2}}?{HOUSE}|{CAPITAL}(?:\s{CAPITAL}){{0,2}})"
    rf"(?:,\s(?:on|off|near|by|past|behind)\s(?:the\s+)?(?:{NAME}\s+){{0,3}}?{ROAD}\b"
    rf"(?:\s(?:past|near|to|by|from)\s{CAPITAL}(?:\s{CAPITAL}){{0,2}})?"
    rf"|(?:,\s{CAPITAL}(?:\s{CAPITAL}){{0,2}}){{2,3}}|"
    rf"(?:,\s{CAPITAL}(?:\s{CAPITAL})?\s{STREET}\b)))",
    _LIVES | {"farm", "house", "cottage", "boat"},
    {","},
)
# "they live at the manse, barford": a house that is the only one of its village, and the village
VILLAGE_HOUSE = Form(
    r"\b(?:lives?|living|lived|staying|stays|address|moved|house|its|it['’]s|is|was|us|at|in|to)"
    r"\s*:?\s+(?P<place>the\s+(?:old\s+(?:[\w'’]+\s)?[\w'’]+|manse|rectory|vicarage|parsonage|"
    r"presbytery|smithy|gatehouse|gate lodge|lodge|forge|grange|manor|mill house|mill|farmhouse|"
    rf"school ?house|chapel house|oast|almshouses|(?:{NAME}\s)?cottages?),"
    rf"\s(?:in\s|near\s)?(?P<town>{NAME})(?:\s{CAPITAL})?)\b",
    _LIVES | {"at", "is", "its", "us", "in", "to", "was"},
    {","},
    {"the"},
)
# "32 Windsor, LS9 6TU": a number and words right before a postcode
BEFORE_POSTCODE = Form(
    rf"(?P<place>(?<![\w/.,£-])\d{{1,4}}\s?[a-h]?,?\s(?:{NAME},?\s){{1,4}}?)"
    r"(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b",
    {FIGURE},
)
PLACE_FORMS = (CUED, LIVES_IN, HOUSE_CUED, LISTED_AFTER, BARE_NUMBER, SAINT)
