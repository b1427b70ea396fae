"""The codes of drafts that were put aside."""

from survey.forms.filling import Start, begin
from survey.forms.places import list_places
from survey.forms.store import find_code, give_code, write_code
from survey.responses.drafts import find_draft
from survey.responses.editions import keep_edition
from tests.forms.conftest import HERE, NOW, make_project


def begin_draft(site):
    tour = site.questionnaires["tour"]
    [place, *_] = list_places([make_project("tour")], "tour")
    keep_edition(site.database, tour, HERE / "tour.yaml", NOW)
    return begin(site.database, Start(tour, place, "en", NOW, b"0123456789")).id


def test_a_draft_is_found_by_its_code(site):
    """The code leads to the draft."""
    draft = begin_draft(site)
    assert find_code(site.database, give_code(site.database, draft, 42)) == draft


def test_a_code_has_twelve_digits(site):
    """Short random numbers are filled up, long ones cut."""
    assert give_code(site.database, begin_draft(site), 42) == "000000000042"


def test_a_draft_keeps_its_code(site):
    """Asking again gives the code that was given."""
    draft = begin_draft(site)
    first = give_code(site.database, draft, 42)
    assert give_code(site.database, draft, 7) == first


def test_a_code_is_read_with_spaces_and_in_any_digits(site):
    """People copy codes as they see them."""
    draft = begin_draft(site)
    give_code(site.database, draft, 123456789012)
    assert find_code(site.database, " ۱۲۳۴ ۵۶۷۸-۹۰۱۲ ") == draft


def test_a_code_goes_with_its_draft(site):
    """A draft that is gone cannot be found."""
    draft = begin_draft(site)
    code = give_code(site.database, draft, 42)
    site.database.execute("delete from drafts where id = :id", id=str(draft))
    assert (find_code(site.database, code), find_draft(site.database, draft)) == (None, None)


def test_a_code_is_written_in_groups_of_four():
    """Groups of four are easier to copy."""
    assert write_code("123456789012", "۰۱۲۳۴۵۶۷۸۹") == "۱۲۳۴ ۵۶۷۸ ۹۰۱۲"
