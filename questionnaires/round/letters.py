"""Letters on paper: one A4 for each person, with a QR code, a short address and a woordcode. Kept nowhere."""

from collections.abc import Iterable

from questionnaires.invitations import way_in
from questionnaires.models import Invitation, Scan
from questionnaires.round.links import code_page, link_of
from wolscan.pdf import pdf_of
from wolscan.qr import qr_svg

#: How many go into one PDF. It is made while the browser waits, so it is kept small: a questionnaire has many pages.
STACK = {Invitation.Kind.LETTER: 20, Invitation.Kind.PAPER: 2}
#: How many are made at a time.
MOST = 40


def letters_pdf(scan: Scan, invitations: Iterable[Invitation]) -> bytes:
    """The letters of these invitations, one a page, each in its own language."""
    letters, drawings = [], {}
    for number, invitation in enumerate(invitations, start=1):
        drawings[f"{number}.svg"] = qr_svg(link_of(invitation))
        letters.append({"drawing": f"drawings/{number}.svg", "code": way_in(invitation).code, "invitation": invitation})
    address = code_page().removeprefix("https://").removeprefix("http://").rstrip("/")
    phone = scan.contact_phone.replace(" ", "\u00a0")  # a number is not broken over two lines
    context = {"scan": scan, "location": scan.location, "letters": letters, "address": address, "phone": phone}
    return pdf_of("round/letters.html", context, drawings)
