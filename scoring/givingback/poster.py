"""The poster for living room and team: one A4, large letters, no colour needed."""

from scoring.givingback.presenters import GivingBack
from scoring.givingback.queries import Share
from wolscan.pdf import pdf_on_one_page
from wolscan.qr import qr_svg

#: Letters as large as the words leave room for.
SIZES = ("large", "medium", "small")


def poster_pdf(found: GivingBack, share: Share) -> bytes:
    """The poster in the active language, with the address (also as QR code) and the outcome code."""
    context = {"found": found, "share": share, "scan": found.scan, "drawing": "drawings/address.svg"}
    return pdf_on_one_page("givingback/poster.html", context, {"address.svg": qr_svg(share.address)}, SIZES)
