"""What people in the demo write: notes at a topic with a level, and reasons of advisers. In Dutch, as they would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ERNSTIG, _AANDACHT, _NEUTRAAL, _UITBLINKER = "ernstig_issue", "aandachtspunt", "neutraal", "uitblinker"

#: Notes by topic and level. A note stands only where its topic has that level, so that it always fits.
NOTES: Final[Mapping[tuple[str, str], str]] = {
    # Persoonsgerichte zorg en ondersteuning
    ("evaluatie-en-mdo", _UITBLINKER): "De familie krijgt vooraf drie vragen mee. Dat maakt het gesprek veel beter.",
    (
        "evaluatie-en-mdo",
        _AANDACHT,
    ): "Op twee van de vier groepen liep het overleg dit voorjaar meer dan een maand uit.",
    ("uitvoering-zorgleefplan", _AANDACHT): "Flexkrachten kennen de plannen niet. Zij werken uit hun hoofd.",
    ("uitvoering-zorgleefplan", _ERNSTIG): "In de steekproef van mei klopte bij vier van de zes bewoners de zorg niet.",
    ("zorgleefplan-samen", _NEUTRAAL): "Het lukt meestal binnen zes weken, behalve in de vakantieperiode.",
    (
        "bewoner-kennen",
        _UITBLINKER,
    ): "Bij elke deur hangt een levensboek. Nieuwe collega’s lezen dat op hun eerste dag.",
    ("eigen-regie", _AANDACHT): "Het dagritme van het huis gaat nog vaak voor. Uitslapen kan alleen op zondag.",
    ("wensen-laatste-fase", _AANDACHT): "De wensen staan wel bij de arts, maar niet op een plek die wij snel vinden.",
    ("palliatieve-zorg-en-pijn", _NEUTRAAL): "We meten pijn met een vaste lijst. In het weekend gebeurt dat minder.",
    # Wonen en welzijn
    (
        "persoonlijke-verzorging",
        _UITBLINKER,
    ): "De kapper en de pedicure komen op de groep. Familie noemt dit vaak als eerste.",
    ("schone-ruimtes", _AANDACHT): "Sinds het nieuwe contract wordt er in het weekend niet meer schoongemaakt.",
    ("schone-ruimtes", _ERNSTIG): "Er zijn sinds maart dagen dat de toiletten op de begane grond vies blijven.",
    ("zinvolle-dag", _NEUTRAAL): "Doordeweeks is er veel te doen, in het weekend is het stil.",
    ("eenzaamheid", _AANDACHT): "Bewoners zonder familie zien we te weinig buiten de zorgmomenten.",
    ("eten-en-drinken", _UITBLINKER): "We koken weer op de groep. Bewoners ruiken het eten en komen vanzelf aan tafel.",
    ("vrijwilligers", _AANDACHT): "Drie vrijwilligers zijn gestopt en er is nog niemand voor in de plaats.",
    ("buiten-en-bewegen", _AANDACHT): "De tuin is mooi, maar de deur zit op slot en niemand heeft tijd om mee te gaan.",
    # Veiligheid
    (
        "medicatie-volgens-afspraak",
        _AANDACHT,
    ): "Dubbele controle gebeurt ’s avonds niet altijd, omdat er één bevoegde is.",
    (
        "medicatie-volgens-afspraak",
        _ERNSTIG,
    ): "In april kregen twee bewoners de medicijnen van een ander. We hebben dit gemeld.",
    ("onvrijwillige-zorg", _AANDACHT): "We gebruiken het stappenplan, maar de herbeoordeling komt vaak te laat.",
    ("onvrijwillige-zorg", _ERNSTIG): "Bij drie bewoners staat de deur op slot zonder dat er een besluit ligt.",
    (
        "onvrijwillige-zorg",
        _UITBLINKER,
    ): "Er zijn geen bedhekken meer. Bij elk verzoek zoeken we eerst een ander middel.",
    ("incidenten-melden", _AANDACHT): "Valincidenten melden we wel, bijna-fouten niet.",
    (
        "hygiene-en-infecties",
        _UITBLINKER,
    ): "Na de uitbraak van vorig jaar ligt op elke groep een kist met middelen klaar.",
    ("veilig-huis", _NEUTRAAL): "De ontruiming is geoefend, alleen nog niet met de nachtdienst.",
    ("onbegrepen-gedrag", _AANDACHT): "De psycholoog komt één dag in de week. Vaak wachten we te lang met vragen.",
    # Leren en verbeteren van kwaliteit
    ("leercultuur", _UITBLINKER): "In elk teamoverleg vertelt iemand wat er misging en wat zij daarvan leerde.",
    ("kwaliteitsplan", _AANDACHT): "Het plan is op het hoofdkantoor gemaakt. Wij lazen het pas toen het klaar was.",
    ("overlegmomenten", _NEUTRAAL): "Het overleg staat vast in het rooster. Bij ziekte valt het soms uit.",
    ("lerend-netwerk", _AANDACHT): "We zijn lid van een netwerk, maar dit jaar is er nog niemand heen geweest.",
    ("reflecteren", _AANDACHT): "Er is geen vast moment om stil te staan bij ons werk. Het gebeurt in de pauze.",
    (
        "kwaliteitssysteem",
        _AANDACHT,
    ): "Niemand kan in het systeem vinden wat hij zoekt. We vragen het liever aan elkaar.",
    ("verbeteracties-afmaken", _AANDACHT): "De lijst met acties is lang. De oudste staat er al twee jaar op.",
    ("leren-van-incidenten", _AANDACHT): "We horen weinig terug van wat we melden, dus melden we ook minder.",
    # Leiderschap, governance en management
    (
        "visie-op-de-vloer",
        _AANDACHT,
    ): "De visie hangt in de hal. In de drukte van de ochtend zie je er weinig van terug.",
    ("leiding-zichtbaar", _UITBLINKER): "De bestuurder werkt elk kwartaal een ochtend mee. Dat waardeert het team erg.",
    ("leiding-zichtbaar", _AANDACHT): "We hadden in een jaar drie managers. De laatste hebben we twee keer gezien.",
    ("ruimte-voor-teams", _NEUTRAAL): "Het rooster maken we zelf. Voor aankopen is altijd een handtekening nodig.",
    ("clientenraad", _UITBLINKER): "De cliëntenraad zat vanaf de eerste tekening aan tafel bij de verbouwing.",
    ("clientenraad", _AANDACHT): "De raad krijgt stukken vaak een week voor het besluit.",
    ("vakinhoud-in-de-top", _AANDACHT): "Er is geen verpleegkundige die met het bestuur meepraat.",
    ("veilig-aanspreken", _ERNSTIG): "Twee collega’s vertrokken, omdat zij zich niet veilig voelden om iets te zeggen.",
    # Personeelssamenstelling
    ("twee-zorgverleners", _AANDACHT): "In de ochtend staan we er bij ziekte alleen voor, zo'n twee keer per week.",
    ("iemand-in-de-huiskamer", _AANDACHT): "Tussen vier en zes uur is er vaak niemand in de huiskamer.",
    (
        "iemand-in-de-huiskamer",
        _ERNSTIG,
    ): "Vorige maand zijn twee bewoners gevallen toen er niemand in de huiskamer was.",
    ("bevoegd-per-dienst", _AANDACHT): "In de nacht delen we één verpleegkundige met drie andere huizen.",
    (
        "bevoegd-per-dienst",
        _ERNSTIG,
    ): "Er zijn nachten zonder iemand die insuline mag spuiten. De dienst belt dan rond.",
    ("verpleegkundige-en-arts", _NEUTRAAL): "De arts is er overdag snel. In het weekend duurt het soms langer.",
    (
        "ziekteverzuim",
        _AANDACHT,
    ): "Het verzuim staat op negen procent. Vooral de late diensten zijn moeilijk te vullen.",
    ("uitstroom", _AANDACHT): "Vijf van de dertig collega’s gingen dit jaar weg, vooral naar de thuiszorg.",
    ("werkplezier", _UITBLINKER): "Collega’s blijven lang en brengen zelf nieuwe mensen mee.",
    ("tijd-voor-scholing", _NEUTRAAL): "De scholing is goed, maar valt vaak op een vrije dag.",
    # Gebruik van hulpbronnen
    ("gebouw-en-inrichting", _AANDACHT): "De gangen zijn donker en lijken op elkaar. Bewoners lopen vaak verkeerd.",
    ("zorgtechnologie", _NEUTRAAL): "De sensoren werken goed. Niet iedereen weet wat te doen bij een vals alarm.",
    ("hulpmiddelen-en-tilliften", _AANDACHT): "Eén tillift voor twintig bewoners is te weinig. We wachten op elkaar.",
    ("financien-en-inkoop", _UITBLINKER): "Elke groep heeft een eigen potje. Daar is een duofiets van gekocht.",
    ("onnodige-administratie", _AANDACHT): "Temperatuurlijsten vullen we twee keer in: op papier en in het systeem.",
    ("werkende-ict", _AANDACHT): "De wifi valt weg aan het eind van de gang. Dan schrijven we het op onze hand.",
    # Gebruik van informatie
    (
        "clientervaringen",
        _UITBLINKER,
    ): "Elk half jaar belt een vrijwilliger alle families. De uitkomst hangt in de hal.",
    ("administratieve-lasten", _AANDACHT): "Aan het eind van de dienst zijn we nog een half uur aan het typen.",
    ("sturingsinformatie", _AANDACHT): "Er zijn veel cijfers, maar niet per groep. Wij kunnen er weinig mee.",
    ("dossier-leesbaar", _NEUTRAAL): "Familie kan meelezen en doet dat ook. De afkortingen blijven lastig.",
    ("overdracht", _AANDACHT): "Na een opname in het ziekenhuis komt de brief vaak een dag later dan de bewoner.",
    ("eenmalig-vastleggen", _AANDACHT): "Medicatie staat in twee systemen. Die lopen niet altijd gelijk.",
}

#: Why an adviser chose another tier: by the tier of the rule and the tier decided.
OTHER_TIER: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("zelf", "licht"): (
        "De locatie krijgt een nieuwe manager en vraagt om een keer mee te denken. Twee gesprekken zijn genoeg.",
    ),
    ("licht", "zelf"): ("De verbeteringen lopen al en de organisatie heeft zelf een kwaliteitsadviseur vrijgemaakt.",),
    ("licht", "extra"): (
        "Drie thema’s hangen samen met de bezetting in de avond. Op locatie meekijken helpt hier meer dan advies.",
    ),
    ("extra", "licht"): (
        "Voor dit thema loopt al een traject met een andere begeleider. Dubbele steun helpt het team niet.",
        "Het probleem is sinds het gesprek opgelost: de formatie is rond. We kijken over drie maanden samen terug.",
    ),
    ("extra", "intensief"): (
        "Het team is in een jaar voor de helft vernieuwd. Eén thema aanpakken houdt zo geen stand.",
        "Ook veiligheid vraagt nu aandacht, blijkt uit het bezoek. Daarom begeleiding op meer thema's.",
    ),
    ("intensief", "extra"): (
        "De locatie wil eerst één thema goed doen, en dat past bij de rust die het team nodig heeft.",
        "Binnen de organisatie loopt al een verbetertraject. Wij richten ons op het thema dat daar buiten valt.",
    ),
}

#: What is agreed when the tier of the rule stands although some topic is *ernstig issue*.
APPOINTMENTS: Final = (
    "Over het ernstige punt is afgesproken dat de manager het binnen zes weken oplost en dit aan mij meldt.",
    "De locatie pakt het ernstige punt zelf op. Ik bel over twee maanden om te horen hoe het gaat.",
)

#: Who sees to an action, as teams write it.
OWNERS: Final = (
    "Teamleider Esther",
    "Contactverzorgende van groep 2",
    "Kwaliteitsverpleegkundige",
    "Werkgroep medicatie",
    "Manager zorg",
    "Gastvrouw Mieke",
)

#: What a client council said about a plan.
ADVICE: Final = (
    "De raad is positief en wil over drie maanden horen wat bewoners ervan merken.",
    "Akkoord. De raad vraagt aandacht voor de avonden en het weekend.",
    "De raad denkt graag mee over de uitvoering: twee leden sluiten aan bij de werkgroep.",
)

#: Why an action was not done yet.
NOT_DONE: Final = (
    "Door ziekte in het team begonnen wij pas vorige maand.",
    "Het middel is besteld maar nog niet geleverd.",
)

#: What a location writes when it offers to show how it does something.
OFFERS: Final = (
    "Kom gerust een ochtend meelopen. Daarna drinken we koffie met het team.",
    "Wij laten graag zien hoe we dit aanpakken, ook wat er misging.",
    "U bent welkom bij ons overleg op dinsdag; bellen kan ook.",
)
