"""A problem tree to write on: effects above, the problem, causes below it, then their roots."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.reports.data_table import DataTable
from survey.reports.drawing import LEADING, Pen, number

_BRANCHES = 4
_NAMES = 112.0
"""How much room the names of the rows take at the edge where reading starts."""

_GAP = 18.0
_RULED = 30.0
"""From one line to write on to the next."""

_NAME, _QUESTION, _PROBLEM, _NOTE = 17.0, 12.5, 19.0, 12.5
_TRUNK, _BELOW_EFFECTS, _ABOVE_CAUSES, _ABOVE_ROOTS = 0.11, 0.13, 0.1, 0.06
_WIDE, _EDGE = 0.62, 14.0
"""How wide the problem is, as a part of the boxes above it, and how far its words stay inside."""

_ARROW = 8.0


@dataclass(frozen=True)
class Tier:
    """One row of boxes: its name and the question it answers."""

    name: str
    question: str


@dataclass(frozen=True)
class ProblemTree:
    """Three rows of empty boxes and the problem; an empty `problem` leaves room to write it.

    `note` stands under the problem, `tall` is the height of the whole in points.
    """

    title: str
    effects: Tier
    causes: Tier
    roots: Tier
    problem: str = ""
    note: str = ""
    tall: float = 600.0
    head: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Frame:
    """Where everything stands: the columns of boxes and the tops of the rows."""

    columns: tuple[float, ...]
    width: float
    box: float
    effects: float
    problem: float
    trunk: float
    causes: float
    roots: float

    @property
    def middle(self) -> float:
        return (self.columns[0] + self.columns[-1] + self.width) / 2


def draw(chart: ProblemTree, pen: Pen) -> str:
    """Draw the tree as tall as it says."""
    frame = _lay_out(chart, pen)
    rows = (
        (chart.effects, frame.effects),
        (chart.causes, frame.causes),
        (chart.roots, frame.roots),
    )
    return pen.picture(
        chart.title,
        chart.tall,
        *_lines(frame, pen),
        *(mark for tier, top in rows for mark in _row(tier, top, frame, pen, tier is chart.roots)),
        *_problem(chart, frame, pen),
    )


def tabulate(chart: ProblemTree) -> DataTable:
    """Say the rows of the tree with their questions, and the problem."""
    tiers = (chart.effects, chart.causes, chart.roots)
    rows = [(tier.name, tier.question) for tier in tiers]
    rows.insert(1, (chart.problem, chart.note))
    return DataTable(chart.title, chart.head, tuple(rows))


def _lay_out(chart: ProblemTree, pen: Pen) -> _Frame:
    """Share out the height: the problem takes what its words need, the three rows what is left."""
    pitch = (pen.width - _NAMES + _GAP) / _BRANCHES
    trunk_height = max(chart.tall * _TRUNK, _Words(chart, pen).room)
    arms = chart.tall * (_BELOW_EFFECTS + _ABOVE_CAUSES + _ABOVE_ROOTS)
    box = (chart.tall - arms - trunk_height) / 3
    trunk = box + chart.tall * _BELOW_EFFECTS
    causes = trunk + trunk_height + chart.tall * _ABOVE_CAUSES
    return _Frame(
        columns=tuple(_NAMES + pitch * place for place in range(_BRANCHES)),
        width=pitch - _GAP - 1,
        box=box - 2,
        effects=1.0,
        problem=trunk,
        trunk=trunk_height,
        causes=causes,
        roots=causes + box + chart.tall * _ABOVE_ROOTS,
    )


@dataclass(frozen=True)
class _Words:
    """The problem and its note in lines; without a problem there is a line to write it on."""

    chart: ProblemTree
    pen: Pen

    @property
    def length(self) -> float:
        """How long a line may be."""
        return (self.pen.width - _NAMES - 1) * _WIDE - 2 * _EDGE

    @property
    def size(self) -> float:
        whole = self.pen.measure(self.chart.problem, _PROBLEM, 700)
        return _PROBLEM if whole < 1.9 * self.length else _PROBLEM * 0.8

    @property
    def lines(self) -> list[str]:
        return self.pen.wrap(self.chart.problem, self.length, self.size, 700)

    @property
    def notes(self) -> list[str]:
        found = self.pen.wrap(self.chart.note, self.length, _NOTE) if self.chart.note else []
        return found if self.chart.problem else found[:2]

    @property
    def low(self) -> float:
        """How high the note is."""
        return len(self.notes) * _NOTE * LEADING

    @property
    def room(self) -> float:
        """How high the problem must be at least."""
        if not self.chart.problem:
            return _RULED + self.low + 12
        return len(self.lines) * self.size * LEADING + self.low


def _lines(frame: _Frame, pen: Pen) -> Iterator[str]:
    """Draw what joins the boxes: arrows to the effects, branches to causes, stems to roots."""
    look = {"fill": "none", "stroke": pen.palette.grey, "stroke_width": 1.8}
    foot = frame.problem + frame.trunk
    for column in frame.columns:
        end = column + frame.width / 2
        top = frame.effects + frame.box + _ARROW
        yield _curve(pen, (frame.middle, frame.problem), (end, top), **look)
        yield _arrow(pen, end, top - _ARROW + 1)
        yield _curve(pen, (frame.middle, foot), (end, frame.causes), **look)
        yield pen.line((end, frame.causes + frame.box), (end, frame.roots), **look)


def _curve(pen: Pen, start: tuple[float, float], end: tuple[float, float], **look: object) -> str:
    """Draw a line that leaves and arrives upright."""
    bend = (start[1] + end[1]) / 2
    places = (start, (start[0], bend), (end[0], bend), end)
    first, *rest = (f"{number(pen.x(along))} {number(y)}" for along, y in places)
    written = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in look.items())
    return f'<path d="M{first}C{" ".join(rest)}"{written}/>'


def _arrow(pen: Pen, along: float, top: float) -> str:
    half = _ARROW / 1.8
    corners = ((along, top), (along - half, top + _ARROW), (along + half, top + _ARROW))
    return pen.shape(corners, closed=True, fill=pen.palette.grey)


def _row(tier: Tier, top: float, frame: _Frame, pen: Pen, is_dashed: bool) -> Iterator[str]:
    """Draw a row: its name and question where reading starts, then its boxes."""
    yield from _name(tier, top + frame.box / 2, pen)
    look: dict[str, object] = {"fill": pen.palette.paper, "stroke": pen.palette.ink}
    look |= {"stroke_width": 1.3, "rx": 5}
    if is_dashed:
        look["stroke_dasharray"] = "6 4"
    for column in frame.columns:
        yield pen.box(column, top, frame.width, frame.box, **look)
        yield from _ruled(column + 10, top, frame.width - 20, frame.box, pen)


def _name(tier: Tier, middle: float, pen: Pen) -> Iterator[str]:
    names = pen.wrap(tier.name, _NAMES - 14, _NAME, 700)
    questions = pen.wrap(tier.question, _NAMES - 14, _QUESTION)
    high, low = len(names) * _NAME * LEADING, len(questions) * _QUESTION * LEADING
    top = middle - (high + low) / 2
    yield pen.labels(0, top + high / 2, names, _NAME, 700)
    yield pen.labels(0, top + high + low / 2, questions, _QUESTION, fill=pen.palette.grey)


def _ruled(along: float, top: float, length: float, height: float, pen: Pen) -> Iterator[str]:
    """Draw lines to write on, the last one a little above the lower edge."""
    count = int((height - 8) / _RULED)
    for place in range(count):
        y = top + height - 12 - _RULED * place
        yield pen.line((along, y), (along + length, y), stroke=pen.palette.rule, stroke_width=0.7)


def _problem(chart: ProblemTree, frame: _Frame, pen: Pen) -> Iterator[str]:
    """Draw the problem: dark where it is known, else an empty box with a strong edge."""
    words, tones = _Words(chart, pen), pen.palette
    length = words.length + 2 * _EDGE
    along = frame.middle - length / 2
    look = {"stroke": tones.need, "stroke_width": 2, "rx": 5}
    fill = tones.need if chart.problem else tones.paper
    yield pen.box(along, frame.problem, length, frame.trunk, fill=fill, **look)
    yield from _known(words, frame) if chart.problem else _unknown(words, frame, along + _EDGE)


def _unknown(words: _Words, frame: _Frame, along: float) -> Iterator[str]:
    """Leave lines to write the problem on, with the note in grey under them."""
    pen, low = words.pen, words.low
    yield from _ruled(along, frame.problem, words.length, frame.trunk - low - 4, pen)
    middle = frame.problem + frame.trunk - 6 - low / 2
    grey = pen.palette.grey
    yield pen.labels(frame.middle, middle, words.notes, _NOTE, fill=grey, anchor="middle")


def _known(words: _Words, frame: _Frame) -> Iterator[str]:
    """Write the problem and its note, together in the middle of the box."""
    pen, size, low = words.pen, words.size, words.low
    high = len(words.lines) * size * LEADING
    top, paper = frame.problem + (frame.trunk - high - low) / 2, pen.palette.paper
    yield pen.labels(frame.middle, top + high / 2, words.lines, size, 700, paper, "middle")
    yield pen.labels(frame.middle, top + high + low / 2, words.notes, _NOTE, 400, paper, "middle")
