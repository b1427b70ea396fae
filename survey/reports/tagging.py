"""The tags of a PDF, which a screen reader follows: put right where WeasyPrint leaves them rough.

A table without a heading is there for the eye, and its cells are read one after another. What
stands in the margins of every page is read to nobody. A paragraph is one, not one a line; that
also makes a report smaller. Headings skip no level, and headings of tables say what they head.
"""

from collections.abc import Iterator
from typing import Any

CELLS = {"/THead", "/TBody", "/TFoot", "/TR", "/TD", "/TH"}
HOLLOW = {"/Span", "/NonStruct"}
"""Tags that say nothing; what they hold belongs to what holds them."""

GROUPS = {"/Part", "/Art", "/Sect", "/BlockQuote", "/Div"}
"""Tags that may hold paragraphs, but no words of their own."""

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
PRINTED = 4
"""The flag of an annotation that is printed as well."""


def mend_tags(pdf: Any) -> None:
    """Put the tags of a laid-out PDF right, before it is written."""
    tree = Tree(pdf)
    tree.mend()
    tree.close_gaps()
    tree.silence_margins()
    tree.forget()
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Subtype") == "/Link":
            thing["F"] = PRINTED


class Tree:
    """The tree of tags: elements that hold elements, and numbers of marked words on a page."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.find(pdf.catalog["StructTreeRoot"])
        self.document = self.find(self.root["K"][0])
        self.pages = {reference: n for n, reference in enumerate(pdf.page_references)}
        numbers = self.find(self.root["ParentTree"])["Nums"]
        self.owners = [numbers[2 * page + 1] for page in range(len(self.pages))]
        self.kept = {self.document.number}

    def find(self, reference: bytes) -> Any:
        """Return the object that is referred to."""
        return self.pdf.objects[int(reference.split()[0])]

    def mend(self) -> None:
        """Rebuild the whole tree."""
        for owners in self.owners:
            owners[:] = [b"null"] * len(owners)
        fixed = self._list_fixed()
        kept = [self.find(kid) for kid in self.document["K"] if kid not in fixed[1:]]
        kids = [self._gather_words(self._settle(one), one["Pg"]) for one in kept]
        self._keep(self.document, [kid for some in kids for kid in some])

    def _list_fixed(self) -> list[Any]:
        """List what is fixed to every page, outside the sections: it is to be read once."""
        outside = [kid for kid in self.document["K"] if self.find(kid)["S"] == "/NonStruct"]
        pages = [self.find(kid)["Pg"] for kid in outside]
        return outside if set(pages) == set(self.pages) else []

    def _settle(self, element: Any) -> list[Any]:
        """Settle an element with all it holds; give what its holder shall hold in its place."""
        if "S" not in element:
            return [element.reference]
        tag = element["S"]
        if tag == "/Table" and not self._read_table(element):
            self._flatten(element)
            tag = element["S"]
        kids = [one for kid in element["K"] for one in self._settle_kid(kid)]
        if tag in HOLLOW:
            return kids
        if tag in GROUPS:
            kids = self._gather_words(kids, element["Pg"])
        if tag == "/Div" or not (kids or tag in CELLS):
            return kids
        if tag in ("/TD", "/TH"):
            self._head(element)
        return [self._keep(element, kids)]

    def _settle_kid(self, kid: Any) -> list[Any]:
        return [kid] if isinstance(kid, int) else self._settle(self.find(kid))

    def _keep(self, element: Any, kids: list[Any]) -> Any:
        """Let an element hold these, and let them know."""
        self.kept.add(element.number)
        element["K"][:] = kids
        for kid in kids:
            if isinstance(kid, int):
                self.owners[self.pages[element["Pg"]]][kid] = element.reference
            elif "S" in self.find(kid):
                self.find(kid)["P"] = element.reference
        return element.reference

    def _gather_words(self, kids: list[Any], page: bytes) -> list[Any]:
        """Make a paragraph of words, and links, that stand in none."""
        gathered: list[Any] = []
        words: list[Any] = []
        for kid in [*kids, None]:
            if isinstance(kid, int) or (kid and self.find(kid).get("S") == "/Link"):
                words.append(kid)
                continue
            if words:
                gathered.append(self._keep(self._make("/P", page), words))
            words = []
            gathered += [] if kid is None else [kid]
        return gathered

    def _make(self, tag: str, page: bytes) -> Any:
        """Make a new element of the kind that the tree is made of."""
        kind = type(self.document)
        element = kind({"Type": "/StructElem", "S": tag, "K": type(self.document["K"])()})
        element["Pg"] = page
        self.pdf.add_object(element)
        return element

    def _list_parts(self, holder: Any) -> Iterator[Any]:
        """List the groups, rows and cells of a table."""
        for kid in holder["K"]:
            part = None if isinstance(kid, int) else self.find(kid)
            if part is not None and part.get("S") in CELLS:
                yield part
                yield from self._list_parts(part)

    def _read_table(self, table: Any) -> bool:
        """Say what the headings of a table head: a row of headings, its columns; False without."""
        rows = [part for part in self._list_parts(table) if part["S"] == "/TR"]
        heads: list[Any] = []
        for row in rows:
            cells = list(self._list_parts(row))
            found = [cell for cell in cells if cell["S"] == "/TH"]
            for cell in found:
                cell["A"]["Scope"] = "/Column" if len(found) == len(cells) else "/Row"
            heads += found
        return bool(heads)

    def _flatten(self, table: Any) -> None:
        """Make a table that is there for the eye an ordinary block."""
        for part in [*self._list_parts(table), table]:
            part["S"] = "/Div"

    def _head(self, cell: Any) -> None:
        """Leave a cell to the headings of its row and column, which say that they are some."""
        cell.pop("ID", None)
        cell["A"].pop("Headers", None)
        if len(cell["A"]) == 1:
            del cell["A"]

    def close_gaps(self) -> None:
        """Number the levels of headings without a gap, as deep as each lies under the others."""
        above: list[int] = []
        for element in self._walk(self.document):
            level = HEADINGS.get(element["S"])
            if level:
                above = [*(one for one in above if one < level), level]
                element["S"] = f"/H{len(above)}"

    def _walk(self, element: Any) -> Iterator[Any]:
        yield element
        for kid in element["K"]:
            if not isinstance(kid, int) and "S" in self.find(kid):
                yield from self._walk(self.find(kid))

    def silence_margins(self) -> None:
        """Mark as decoration what no element holds: the heads and feet of pages."""
        for reference, owners in zip(self.pages, self.owners, strict=True):
            content = self.find(self.find(reference)["Contents"]).stream
            for place, mark in enumerate(content):
                if isinstance(mark, dict) and "MCID" in mark and owners[mark["MCID"]] == b"null":
                    content[place - 1] = "/Artifact"
                    content[place] = type(self.document)({"Type": "/Pagination"})

    def forget(self) -> None:
        """Leave out the elements that are no longer in the tree: their numbers are free."""
        free = self.pdf.objects[0]
        for number, one in enumerate(self.pdf.objects):
            is_element = isinstance(one, dict) and one.get("Type") == "/StructElem"
            if is_element and number not in self.kept:
                self.pdf.objects[number] = free
