"""Words that streets and houses are called by, and the small words that no name of one holds."""

from __future__ import annotations

from bot.screening.form import any_of, listed

_LANES = (
    "road rd street st lane ln close cl avenue ave drive dr crescent cres terrace terr "
    "gardens gdns "
    "grove mews row walk way hill court ct place pl square sq rise parade approach wharf "
    "drove path "
    "grv cresc tce pde bvd blvd clse lanes "
    "passage alley arcade boulevard esplanade promenade causeway wynd ginnel vennel loke twitten"
)
_LANDS = (
    "park green view vale yard gate fold croft heath meadow meadows brow bank mount "
    "embankment quay "
    "circus broadway common end chase dale orchard garth bottoms bottom nook royd leys lea mead "
    "meads dene dell glade glen copse spinney hollow holt hey paddock paddocks pastures acre acres "
    "ridge crest fields field bridge lock dock marina reach cuttings gill beck brae loan "
    "backs steps "
    "precinct plaza side villas villa"
)
_HOUSES = (
    "building buildings house lodge cottage cottages mansions tower towers point estate site farm "
    "barn vicarage rectory forge mill hall manor maltings bungalow bungalows flats block "
    "hostel hotel "
    "travelodge refuge grange gatehouse stables chapel works chalet arches almshouses inn "
    "manse parsonage presbytery smithy barracks hse cotts"
)
_SURE = (
    "road rd street lane ln close avenue ave drive crescent cres terrace gardens gdns grove "
    "mews row "
    "walk way hill court place square rise vicarage rectory house bank drove fold view "
    "cottage farm "
    "lodge hostel estate flats bungalow bungalows approach parade wharf marina garth croft "
    "boulevard esplanade wynd "
    "ginnel travelodge hotel barracks gatehouse cottages buildings mansions "
    "grv cresc tce pde bvd blvd clse hse cotts"
)
_NAMED = (
    "cottage cottages farm rectory vicarage lodge barn house hall forge mill manor bungalow "
    "stables "
    "chapel works buildings court point tower towers villa oaks elms hollies laurels limes firs "
    "beeches croft grange gatehouse park hotel inn hostel refuge travelodge manse parsonage "
    "presbytery "
    "smithy"
)
_ROADS = "road rd street st lane ln avenue ave close drive crescent terrace grove hill way row"

STREET_WORDS = listed(f"{_LANES} {_LANDS} {_HOUSES} roads streets")
SURE_WORDS = listed(_SURE)
HOUSE_WORDS = listed(_NAMED)
# What may follow a number and "the": "44 the green".
THE_WORDS = listed(
    "green common square crescent close lane avenue mews drive terrace grove gardens paddock croft "
    "orchard meadows cottages maltings hollow"
)
ROAD_WORDS = listed(_ROADS) - {"st"}
_STREET = any_of(STREET_WORDS)
STREET = rf"(?:{_STREET}(?:\s+{_STREET})*(?:\s+(?:caravan|holiday)\s+park)?)"
SURE_STREET = any_of({*SURE_WORDS, "caravan park", "holiday park"})
HOUSE = any_of(HOUSE_WORDS)
ROAD = any_of(ROAD_WORDS)
# Small words that stand in no street's name: "rec 11 ask for on site" is no address.
_PLAIN = (
    r"(?:for|on|in|of|to|and|or|is|are|was|were|my|his|her|their|our|your|an?|if|that|this|"
    r"with|from|"
    r"by|as|at|it|he|she|they|we|i|not|but|so|when|who|what|how|new|baby|about|which|ask|does|do|"
    r"did|while|because|until|till|after|before|since|then|than|also|only|just|still|mum|dad|nan|"
    r"he['’]?s|she['’]?s|never|always|whose|where|why|has|have|had|can|could|will|would|"
    r"should|been|"
    r"gets?|got|goes|go)\b"
)
NAME = rf"(?!{_PLAIN})[^\W\d_][\w'’.\-]{{0,30}}"
CAPITAL = r"(?-i:[A-Z])[\w'’\-]{0,30}"
NUMBER = r"\d{1,4}\s?[a-h]?(?:\s?[-/]\s?\d{1,4}[a-h]?)?"
UNIT_WORDS = listed(
    "flat flt apartment apt unit plot pitch bay room caravan chalet lodge block no number"
)
UNIT = (
    r"(?:flat|flt|apartment|apt|unit|plot|pitch|bay|room|caravan|chalet|block|no\.?|number)\s?"
    rf"(?:{NUMBER}|[a-h]\b)"
)
