"""QR codes, drawn here: an address on a letter passes no other service."""

from io import BytesIO


def qr_svg(text: str) -> bytes:
    """A QR code as SVG, dark on white with its quiet zone, of a size that survives a copier (error correction M)."""
    import segno

    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=4, dark="#000", light="#fff", scale=4)
    return drawn.getvalue()
