"""The page that lists everything that was printed, told apart by those who only hear it too."""

from html.parser import HTMLParser

from survey.reports.archive.index import fill_index
from survey.reports.archive.manifest import Manifest
from survey.reports.archive.model import Made, Printed, Subject


class Heard(HTMLParser):
    """The texts of elements by their ids, and the ids by which sections are called."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.sections: list[list[str]] = []
        self._at = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._at = found.get("id") or ""
        if tag == "section":
            self.sections.append((found["aria-labelledby"] or "").split())

    def handle_data(self, data: str) -> None:
        self.texts[self._at] = self.texts.get(self._at, "") + data.strip()

    def handle_endtag(self, tag: str) -> None:
        self._at = ""


def print_east(language: str, title: str) -> Printed:
    name = f"east-{language}"
    subject = Subject(name, "east", "1", "district", "", language, False, title, title, (1,))
    return Printed(subject, (Made(f"{name}.pdf", "pdf", 1000, "0"),))


def test_shelves_of_the_same_title_are_told_apart(languages):
    """East is called the same in Persian and in Arabic: what is read aloud names the language."""
    copies = [print_east(*one) for one in (("fa", "شرق"), ("ar", "شرق"), ("en", "East"))]
    heard = Heard(fill_index(Manifest({one.subject.name: one for one in copies}), languages))

    called = [" ".join(heard.texts[name] for name in names) for names in heard.sections]
    assert sorted(called) == [
        "East English · 1 copy",
        "شرق العربية · نسخة واحدة",
        "شرق فارسی · ۱ نسخه",
    ]


def test_its_headings_are_in_the_language_of_their_part(languages):
    """A Persian list has no English word in it but the names of formats."""
    page = fill_index(Manifest({"east-fa": print_east("fa", "شرق")}), languages)

    assert ">موضوع</th>" in page
