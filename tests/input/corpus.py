"""What people with bad intentions, broken programs and odd keyboards send. One list for every form and file."""

import io
import random
import zipfile
from functools import cache

#: Would show on a page, in a mail or a PDF, if it were not escaped; each with a mark that is looked for.
SCRIPTS = (
    "<script>wolscan_was_here()</script>",
    '"><img src=x onerror=wolscan_was_here()>',
    "'-wolscan_was_here()-'",
    "<svg/onload=wolscan_was_here()>",
    "</textarea></title><script>wolscan_was_here()</script>",
    "javascript:wolscan_was_here()",
    "<a href='javascript:wolscan_was_here()'>klik</a>",
    "<iframe srcdoc='<script>wolscan_was_here()</script>'>",
    "<!--#exec cmd=\"id\"--><?php system('id') ?>",
)
SQL = (
    "' OR '1'='1",
    "'; DROP TABLE wolscan_user; --",
    '" UNION SELECT password FROM wolscan_user --',
    "\\'; --",
    "1 OR 1=1",
)
TEMPLATES = (
    "{{ 7|add:7 }}",
    "{% debug %}",
    "{{ settings.SECRET_KEY }}",
    "${7*7}",
    "#{7*7}",
    "%(name)s",
    "{0.__class__}",
    "%s%n%x",
)
LINES = (
    "naam\r\nBcc: iedereen@example.org",
    "a\nSet-Cookie: sessionid=1",
    "a\u2028b\u2029c",
    "\r\n\r\n<html>",
    "a\x0bb\x0cc",
)
PATHS = (
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "file:///etc/passwd",
    "%2e%2e%2f%2e%2e%2f",
    "C:\\x",
    "~root",
    "con.csv",
)
FORMULAS = (
    '=HYPERLINK("http://evil.example";"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "=1+1",
    "＝1+1",
)
FETCHES = (
    "<img src='http://evil.example/x.png'>",
    "<link rel=attachment href='file:///etc/passwd'>",
    "<style>@import url(http://evil.example/a.css)</style>",
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://evil.example/x'/></svg>",
    "url(http://evil.example/x)",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
)
NULS = ("\x00", "a\x00b", "\x00" * 100, "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"))
NUMBERS = (
    "1" + "0" * 30,
    "-1",
    "0",
    "-0",
    "1e30",
    "1e999",
    "NaN",
    "nan",
    "Infinity",
    "-inf",
    "٣",
    "３",
    "²",
    "½",
    "१२",
    "0x10",
    "1_000",
    "1,5",
    "1.5",
    " 1 ",
    "9223372036854775808",
    "-9223372036854775809",
    "2147483648",
    "99999999999999999999",
    "true",
    "None",
)
DATES = (
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "0001-01-01",
    "2026-02-30",
    "2027-03-28T02:30",
    "24:61",
    "2026-11-22T99:99",
    "-1-1-1",
    "٢٠٢٦-١١-٢٢",
)
TEXTS = (
    "", " ", "\u00a0", "\u200b", "\u202egnal", "é" * 500, "e\u0301" * 200, "👩‍👩‍👧‍👦" * 40, "ﷺ" * 50, "\ufeffBOM",
    "Z" + "\u0338\u0321\u0322\u0353\u0333" * 8, "\ufffe", "x" * 20_000, "karin@example.org", "a@" + "b" * 300 + ".nl",
    "null", "[]", "{}", '{"a": {"b": 1}}', "[" * 500 + "]" * 500, "\\", "%", "%%", "%00", "\u0130",
)  # fmt: skip
ALL = (*SCRIPTS, *SQL, *TEMPLATES, *LINES, *PATHS, *FORMULAS, *FETCHES, *NULS, *NUMBERS, *DATES, *TEXTS)
#: One of each kind, for what runs at every change.
FEW = (
    SCRIPTS[0],
    SCRIPTS[4],
    SQL[1],
    TEMPLATES[1],
    LINES[0],
    PATHS[0],
    FORMULAS[0],
    NULS[1],
    NUMBERS[0],
    "NaN",
    "٣",
    DATES[1],
    TEXTS[12],
    "[" * 500,
)
#: Keys that nobody asked for.
EXTRA = {
    "is_superuser": "1",
    "user": "1",
    "pk": "1",
    "state": "final",
    "role": "administrator",
    "_method": "DELETE",
    "__proto__": "x",
    "id": "1",
}


@cache
def zip_bomb() -> bytes:
    """Some kilobytes that would be two gigabytes."""
    return packed({"xl/worksheets/sheet1.xml": None, "[Content_Types].xml": b"<Types/>"})


@cache
def xlsx_bomb() -> bytes:
    """A workbook whose only sheet is enormous, and that looks like one."""
    parts = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": b"<workbook/>",
        "xl/sharedStrings.xml": None,
    }
    return packed(parts)


def packed(parts: dict[str, bytes | None]) -> bytes:
    """A zip file; ``None`` stands for 200 MB of nothing, ten times over."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in parts.items():
            with file.open(name, "w", force_zip64=True) as part:
                if content is not None:
                    part.write(content)
                    continue
                for _ in range(200):
                    part.write(b" " * 2**20)
    return target.getvalue()


def billion_laughs() -> bytes:
    """A workbook that names itself over and over."""
    entities = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    text = f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY l0 'ha'>{entities}]><x>&l9;</x>".encode()
    return packed({"[Content_Types].xml": text, "xl/workbook.xml": text, "xl/sharedStrings.xml": text})


def files() -> dict[str, bytes]:
    """Files that are no spreadsheets, or too much of one, by name."""
    return {
        "leeg.csv": b"",
        "nul.csv": b"organisatie;locatie\x00\n" * 5,
        "latijn.csv": "organisatie;locatie;plaats;regio\nStichting Ën;Dé;Ede;Utrecht\n".encode("latin-1"),
        "bom.csv": "\ufefforganisatie;locatie;plaats;regio\n".encode("utf-16"),
        "een-regel.csv": b"a;" * 50_000,
        "aanhaling.csv": b'organisatie;locatie;plaats;regio\n"' + b"x" * 200_000,
        "bom.xlsx": xlsx_bomb(),
        "zip.xlsx": zip_bomb(),
        "lach.xlsx": billion_laughs(),
        "geen.xlsx": b"PK\x03\x04" + b"\xff" * 500,
        "pad.xlsx": packed({"../../etc/passwd": b"x", "/abs": b"y"}),
        "plaatje.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "../../x.csv": b"organisatie;locatie;plaats;regio\n",
    }


def random_text(chance: random.Random) -> str:
    """Something nobody thought of."""
    kinds = (
        "abc XYZ",
        "<>&\"'{}%$#;/\\",
        "\x00\x01\t\r\n\x7f",
        "éß漢字ب",
        "\u200b\u202e\ufeff",
        "0123456789",
        "👩🏽‍🦽🇳🇱",
    )
    return "".join(chance.choice(chance.choice(kinds)) for _ in range(int(chance.expovariate(1 / 30))))


def any_text(chance: random.Random) -> str:
    return chance.choice(ALL) if chance.random() < 0.6 else random_text(chance)
