"""The plan of questionnaire 2026-1: every topic in its order, who is asked it, and ``!`` where it is critical.

Written down apart from the content files, so that a topic cannot slip out of a file or change its groups unseen.
Letters: Z zorgpersoneel, O ondersteuning, M management, C clientvertegenwoordigers, V vrijwilligers.
"""

LETTERS = {
    "Z": "zorgpersoneel",
    "O": "ondersteuning",
    "M": "management",
    "C": "clientvertegenwoordigers",
    "V": "vrijwilligers",
}

THEMES = {
    "persoonsgerichte-zorg": """
        zorgleefplan-samen ZC, evaluatie-en-mdo ZM, uitvoering-zorgleefplan ZC, bewoner-kennen ZOCV, eigen-regie ZOCV,
        bejegening-en-nabijheid ZOCV, vast-aanspreekpunt ZC, naasten-betrokken ZMC, verhuizing-en-welkom MCV,
        intimiteit-en-seksualiteit ZM, wensen-laatste-fase ZC, palliatieve-zorg-en-pijn ZMC!""",
    "wonen-en-welzijn": """
        persoonlijke-verzorging ZC, schone-ruimtes OCV, zinvolle-dag ZOC, zingeving ZMV, eenzaamheid ZCV,
        eten-en-drinken ZOCV, eigen-kamer OC, familieparticipatie ZMC, vrijwilligers OMV, buiten-en-bewegen MCV,
        gastvrijheid OCV""",
    "veiligheid": """
        medicatie-volgens-afspraak ZM!, medicatie-besproken ZM, onvrijwillige-zorg ZMC!, incidenten-melden ZOM,
        bevoegd-en-bekwaam-handelingen ZM, huid-en-vallen ZM, mond-slikken-continentie ZM, hygiene-en-infecties ZOV,
        veilig-huis ZOMCV!, ouderenmishandeling ZOMV!, onbegrepen-gedrag ZM, acute-situaties ZM""",
    "leren-en-verbeteren": """
        leercultuur ZOM, kwaliteitsplan ZM, overlegmomenten ZM, lerend-netwerk OM, meeloopdagen ZM, reflecteren ZO,
        kwaliteitssysteem OM, verbeteracties-afmaken ZM, leren-van-incidenten ZM, klachten MC""",
    "leiderschap-governance-management": """
        visie-op-de-vloer ZOMV, sturen-op-kernwaarden OM, leiding-zichtbaar ZOC, ruimte-voor-teams ZM,
        clientenraad MC, var-en-or OM, vakinhoud-in-de-top M, toezicht M, veilig-aanspreken ZOM,
        regionale-samenwerking M""",
    "personeelssamenstelling": """
        twee-zorgverleners ZM, iemand-in-de-huiskamer ZCV, tijd-voor-zingeving ZM, bevoegd-per-dienst ZM!,
        verpleegkundige-en-arts ZM!, ziekteverzuim M, uitstroom M, inwerken-en-uitzendkrachten ZOM, werkplezier ZO,
        samenwerking-collegas ZOV, tijd-voor-scholing ZM, deskundigheid ZMC""",
    "hulpbronnen": """
        gebouw-en-inrichting OMCV, zorgtechnologie ZM, hulpmiddelen-en-tilliften ZO, facilitaire-diensten OM,
        financien-en-inkoop OM, onnodige-administratie OM, afspraken-artsen-ziekenhuis ZM, afspraken-ketenpartners M,
        werkende-ict ZO""",
    "informatie": """
        clientervaringen MC, administratieve-lasten ZO, sturingsinformatie OM, terugkoppeling-teams ZM,
        openbaar-over-kwaliteit OM, dossier-leesbaar ZC, overdracht ZM, eenmalig-vastleggen ZM, privacy ZOV""",
}


def planned() -> dict[str, dict[str, tuple[tuple[str, ...], bool]]]:
    """Per theme, per topic key: the groups that are asked, and whether the topic is critical."""
    return {theme: dict(_topic(entry) for entry in rows.split(",")) for theme, rows in THEMES.items()}


def _topic(entry: str) -> tuple[str, tuple[tuple[str, ...], bool]]:
    key, asked = entry.split()
    return key, (tuple(LETTERS[letter] for letter in asked.rstrip("!")), asked.endswith("!"))
