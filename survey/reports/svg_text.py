"""A repair of WeasyPrint 70: an SVG `<text>` is shaped whole, so that Arabic joins and runs right.

WeasyPrint lays out SVG text letter by letter, which leaves Arabic letters unjoined and in the
wrong order (its issue 2909). A plain label, at one place and unturned, is laid out here as one
run; every other label still goes WeasyPrint's own way.
"""

from math import inf
from typing import Any

from weasyprint import svg as weasyprint_svg
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.svg.bounding_box import extend_bounding_box
from weasyprint.svg.text import Style, TextBox
from weasyprint.svg.text import text as draw_letter_by_letter
from weasyprint.svg.utils import normalize, size
from weasyprint.text.line_break import split_first_line

_TAGS = ("text", "tspan", "textPath", "a")
_COORDINATES = ("x", "y", "dx", "dy")
_PLACES_OTHERWISE = (
    "rotate",
    "letter-spacing",
    "textLength",
    "dominant-baseline",
    "alignment-baseline",
    "display-anchor",
)
_WEIGHTS = {"normal": 400, "bold": 700}


def shape_svg_text_whole() -> None:
    """Repair WeasyPrint in this process; doing it twice changes nothing more."""
    for tag in _TAGS:
        weasyprint_svg.TAGS[tag] = draw_label
    weasyprint_svg.text = draw_label


def draw_label(svg: Any, node: Any, font_size: float) -> None:
    """Draw one text node of an SVG, where WeasyPrint calls its own function; sizes in user units.

    It is called with the SVG being drawn, whose cursor it moves, and leaves the label's box on
    `node`, by which WeasyPrint anchors it.
    """
    if not is_plain(node):
        draw_letter_by_letter(svg, node, font_size)
        return
    style = describe_style(node, font_size, svg.font_config)
    layout, _, _, width, height, baseline = split_first_line(node.text, style, svg.context, inf, 0)
    x, y = _find_place(svg, node, font_size)
    corners = ((x, y - baseline), (x + width, y - baseline + height))
    node.text_bounding_box = extend_bounding_box(node.text_bounding_box, corners)
    box = TextBox(layout, style)
    box.baseline = baseline
    _paint(svg, node, font_size, box, Matrix(d=-1, e=x, f=y))
    svg.cursor_position = x + width, y


def is_plain(node: Any) -> bool:
    """Tell whether a label is one run at one place, and not single letters or a turned line."""
    if not node.text or node.tag == "textPath" or any(node.get(name) for name in _PLACES_OTHERWISE):
        return False
    return not any(" " in normalize(node.get(name)) for name in _COORDINATES)


def describe_style(node: Any, font_size: float, font_config: Any) -> Style:
    """Give Pango what it needs of the label: its font, direction and language."""
    style = Style()
    style.update(INITIAL_VALUES)
    style.font_config = font_config
    weight = node.get("font-weight", "400")
    style["font_family"] = [name.strip("\"' ") for name in node.get("font-family", "").split(",")]
    style["font_style"] = node.get("font-style", "normal")
    style["font_weight"] = _WEIGHTS.get(weight) or (int(weight) if weight.isdigit() else 400)
    style["font_size"] = font_size
    style["direction"] = "rtl" if node.get("direction") == "rtl" else "ltr"
    style["lang"] = node.get("lang")
    return style


def _find_place(svg: Any, node: Any, font_size: float) -> tuple[float, float]:
    """Find where the label begins: its own coordinates, or else where the one before it ended."""
    x, y = svg.cursor_position
    if node.get("x"):
        x, svg.cursor_d_position[0] = size(node.get("x"), font_size, svg.inner_width), 0
    if node.get("y"):
        y, svg.cursor_d_position[1] = size(node.get("y"), font_size, svg.inner_height), 0
    svg.cursor_d_position[0] += size(node.get("dx"), font_size, svg.inner_width)
    svg.cursor_d_position[1] += size(node.get("dy"), font_size, svg.inner_height)
    return x + svg.cursor_d_position[0], y + svg.cursor_d_position[1]


def _paint(svg: Any, node: Any, font_size: float, box: TextBox, matrix: Matrix) -> None:
    """Write the glyphs of the label onto the page."""
    svg.stream.push_state()
    fill, stroke = svg.set_graphical_state(node, font_size)
    svg.stream.begin_text()
    box.pango_layout.reactivate(box.style)
    svg.fill_stroke(fill, stroke, text=True)
    draw_first_line(svg.stream, box, "none", "none", matrix)
    svg.stream.end_text()
    svg.stream.pop_state()
