"""QR codes on paper, as pictures of a fixed size."""

from urllib.parse import quote

from survey.qr import trace_code


def draw_qr(words: str, side: float) -> str:
    """Draw the QR code of `words` as an SVG, `side` millimetres wide, without a quiet zone."""
    count, path = trace_code(words)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side:g}mm" height="{side:g}mm" '
        f'viewBox="0 0 {count} {count}"><path d="{path}"/></svg>'
    )


def address_svg(svg: str) -> str:
    """Write a picture as an address, for style sheets."""
    return f"data:image/svg+xml,{quote(svg)}"
