"""Names for organisations, locations, places and advisers that are plainly made up and belong to nobody."""

from __future__ import annotations

from math import prod
from typing import Final

from scoring.demo.reference import words

_KINDS: Final = (
    "Stichting {}",
    "Zorggroep {}",
    "Woonzorg {}",
    "{} Ouderenzorg",
    "Huis en Zorg {}",
    "{} Wonen en Zorg",
    "Coöperatie {}",
    "De {}groep",
)
_FIRSTS: Final = words(
    "Pepermunt Zeepbel Suikerspin Toverlantaarn Kabouter Knikker Regenlaars Vlieger Hinkelpad Lampion Poffertjes "
    "Wolkenkrabbel Theemuts Kersenpit Luchtballon Draaimolen Speeldoos Sneeuwpop Zandkasteel Fluitketel Pannenkoek "
    "Limonade Ganzenveer Vuurvlieg Slakkenhuis Stokpaard Vergrootglas Schommel Kaleidoscoop Trommel Spiegelei "
    "Eikeldop Mosterdzaad Bellenblaas Boterbloem Pluizebol Krentenbol Rolschaats Sterrenkijker Wensput Knoopsgat "
    "Sprookjes Papegaai Zevenmijl Theelepel Vingerhoed Duimelot Hoepel Kwartelei Trompet Appelflap Dromedaris "
    "Zeepaard Tolletje Vlinderdas Sneeuwbol Postduif Roeiboot Rozijn Kikkerdril Vogelbek Pindakaas Tuinkabouter Kruimel"
)
_SECONDS: Final = words(
    "brug toren eiland baai oever plein steeg poort akker weide bos beek kade haven duin heuvel dal veld gaard kamp "
    "sluis vaart terp wal gracht plaat kreek plas zoom donk rots grot kloof top nevel schans hof hoek horst waard "
    "meent enk brink dreef singel kolk ven vliet drift kant rand zand klei grind schelp wijk gors stee laan werf "
    "zijl trek kering vonder wiel"
)
_QUARTERS: Final = ("", " Noord", " Oost", " Zuid", " West", " Midden", " Boven", " Beneden")

_DOING: Final = words(
    "Dansende Zingende Slapende Lezende Fluitende Wandelende Lachende Dromende Schaatsende Breiende Jonglerende "
    "Gapende Fietsende Tellende Schilderende Neuriënde Zwemmende Knipogende Verbaasde Vrolijke Verlegen Beleefde "
    "Verstrooide Nieuwsgierige Ondeugende Deftige Slaperige Geduldige Blauwe Gestreepte Gestippelde Gouden"
)
_ANIMALS: Final = words(
    "Egel Otter Specht Kraanvogel Walrus Giraffe Pinguïn Schildpad Zebra Ooievaar Das Marmot Lepelaar Flamingo Bever "
    "Kameel Uil Hommel Slak Kwartel Pelikaan Zeehond Eland Sprinkhaan Kikker Haas Mol Zwaluw Krekel Forel Panda Wezel"
)

_PLACE_STARTS: Final = words(
    "Fabel Verzin Nergens Droom Sprook Denkbeeld Ooit Mijmer Doezel Fluister Wensel Luchtkasteel Schijn Raadsel Prent "
    "Loper"
)
_PLACE_ENDS: Final = words("dam huizen veen wijk oord burg hoven beek kerk horst drecht zand")

#: How many organisations can be named before a name would come back.
ORGANISATION_NAMES: Final = prod(map(len, (_KINDS, _FIRSTS, _SECONDS, _QUARTERS)))

#: Advisers of the demo beside the one whose account stands on the login page.
ADVISERS: Final = (
    "Noor Verzonnen",
    "Bram Denkbeeld",
    "Yasmina Fabel",
    "Teun Sprookje",
    "Roos Luchtkasteel",
    "Mehmet Mijmering",
    "Liesbeth Raadsel",
    "Chidi van Nergens",
)


def organisation_name(seed: int, number: int) -> str:
    """The name of an organisation: another one for every number below ``ORGANISATION_NAMES``."""
    base = len(_KINDS) * len(_FIRSTS) * len(_SECONDS)
    quarter, rest = divmod(number, base)
    # A step without common factors with the base visits every combination once, neighbours far apart.
    rest = (rest * 20_011 + seed) % base
    rest, kind = divmod(rest, len(_KINDS))
    first, second = divmod(rest, len(_SECONDS))
    name = _KINDS[kind].format(_FIRSTS[first] + _SECONDS[second])
    return name + _QUARTERS[quarter % len(_QUARTERS)]


def location_name(start: int, number: int) -> str:
    """The name of a location: distinct for the numbers 0 to 31 of one ``start``."""
    return (
        f"De {_DOING[(start // len(_ANIMALS) + 7 * number) % len(_DOING)]} {_ANIMALS[(start + number) % len(_ANIMALS)]}"
    )


def place_name(number: int) -> str:
    """A place on no map."""
    start, end = divmod(number % (len(_PLACE_STARTS) * len(_PLACE_ENDS)), len(_PLACE_ENDS))
    return _PLACE_STARTS[start] + _PLACE_ENDS[end]
