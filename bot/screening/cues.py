"""Words that say a name is near: titles, roles, kin, what people say and do. Data, not rules."""

from __future__ import annotations

FORMAL_TITLES = frozenset(
    "mr mrs miss ms mx master dr doctor prof professor sir dame lord lady rev revd reverend fr pc dc "
    "ds dci wpc sgt sergeant cllr councillor judge imam rabbi pastor".split()
)
FAMILY_TITLES = frozenset(
    "auntie aunty aunt uncle nan nana nanny nanna grandma granny gran grandad grandpa gramps bibi "
    "baby father sister sis bro brother cousin coach".split()
)
CHILD_ROLES = frozenset(
    "child baby boy girl son daughter pupil student toddler infant newborn twin sibling brother "
    "sister bro sis stepson stepdaughter niece nephew grandson granddaughter kid lad teen teenager "
    "young youngster kiddo bub lass boys girls twins siblings kids children sons daughters pupils "
    "youngest eldest oldest middle younger older unborn little foster-child stepbrother stepsister "
    "half-brother half-sister cousin person yp one".split()
)
ADULT_ROLES = frozenset(
    "mum mother mummy mam dad daddy father stepdad step-dad stepmum step-mum stepfather stepmother "
    "parent carer foster partner boyfriend girlfriend bf gf ex ex-husband ex-wife ex-partner husband "
    "wife nan nana nanny gran granny grandma grandmother grandad grandfather grandpa uncle aunt "
    "auntie aunty neighbour client patient manager teacher head headteacher sw worker hv visitor gp "
    "doctor nurse midwife iro chair officer friend colleague keyworker key lodger tenant guardian "
    "childminder minder senco dsl sendco ta tutor mentor advocate interpreter therapist counsellor "
    "consultant paediatrician solicitor barrister supervisor director caller referrer man woman guy "
    "bloke lady landlord driver escort caretaker cook secretary receptionist mums dads nans clients "
    "mother-in-law father-in-law sister-in-law brother-in-law".split()
)
KIN = frozenset(
    "mum mums mother dad dads father stepdad stepmum parents parent nan gran grandma grandmother "
    "grandad grandfather brother brothers sister sisters siblings sibling son sons daughter daughters "
    "boy girl boys girls kids children child baby twins uncle aunt auntie aunty cousin cousins "
    "partner boyfriend girlfriend husband wife ex carer carers family foster step mummy daddy "
    "mother-in-law father-in-law".split()
)
OWNED = KIN | frozenset(
    "school teacher class nursery report case file plan review conference meeting records notes "
    "behaviour attendance home house bedroom room address birthday social sw hv gp dr doctor "
    "keyworker key referral assessment visit visits lac core contact phone stuff coat arm face leg "
    "statement disclosure paperwork chronology placement yeshiva pastor".split()
)
NAMING = frozenset(
    "called named name names re regarding concerning about for with from to of met saw seen see spoke "
    "visited knows ring rang call phone phoned told asked pick picks picked collect collects feed feeds "
    "left leave leaves love loves like likes and by its it's it is i'm im me myself was than".split()
)
STRONG_NAMING = frozenset("called named name name's names re aka alias surname".split())
OBJECT_OF = frozenset(
    "picks pick picked collects collect collected dropped drops drop saw met seen visited visit told "
    "asked ask tell knows love loves hits hit hurts hurt called named name re left with leaves "
    "minding minds watching watches looks bringing brings took takes take calls about for to".split()
)
DOES = frozenset(
    "told says said say hates hated wants wanted asked disclosed lives lived refuses refused keeps kept "
    "cries cried wont won't doesnt doesn't isnt isn't hasnt hasn't didnt didn't wouldnt wouldn't "
    "wasnt wasn't cant can't came comes goes went tells thinks likes loves gets got seems looks looked "
    "arrived ran started stopped turned attends plays sleeps slept eats missed moved left fell hit "
    "rang phoned texted messaged emailed calls called uses needs has had is was stays stayed".split()
)
SURELY_DOES = frozenset(
    "told says said hates hated wants wanted asked disclosed lives lived refuses refused wont won't "
    "doesnt doesn't isnt isn't hasnt hasn't didnt didn't cries cried rang phoned texted tells thinks "
    "keeps kept came moved went loves likes".split()
)
FOLLOWED = frozenset("family twins children kids siblings household boys girls brothers sisters".split())
PARTICLES = frozenset(
    "al el bin ibn bint abu umm um de da dos das del dela della di du van von der den ni nic mac mc "
    "o ap ab ben bat abd ul ur ud la le ter ten st".split()
)
CALENDAR = frozenset("april may june august summer autumn".split())
BEFORE_CALENDAR = frozenset(
    "in by since until till from last next early late this of for before after during mid end and "
    "or the to on every each st nd rd th between through over around about".split()
)
NOT_SURNAMES = frozenset(
    "family twins children kids child primary school academy nursery infants juniors college hospital "
    "centre house street road lane close council children's services social worker team board group "
    "trust inquiry report review act law case plan monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december i "
    "who what when where why how is was and or the a an do does did can could will would should has "
    "have had also please mum dad said says if re dob nhs nino upn tel aged age year section working "
    "county borough district ward avenue drive".split()
)
# Names that are verbs first: in lower case after "child" they say what the child did.
VERBS = frozenset(
    "drew will may mark hope chase grant sue rob pat nick jack bob rose dawn frank wade lance dot rob "
    "trace josh pip skip can has bill peter penny eve gift praise joy harry".split()
)
COMPOUNDS = frozenset("scheme schemes period periods paper book folder bank note notes sheet marks".split())
