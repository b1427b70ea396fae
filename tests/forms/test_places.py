"""Where a form is asked."""

from dataclasses import replace

from survey.forms.places import choose_place, find_place, list_places
from tests.forms.conftest import make_project

TOWN = make_project("tour")
VILLAGE = make_project("tour", "village")


def test_places_of_other_forms_are_left_out():
    """Only the projects that ask this questionnaire count."""
    places = list_places([TOWN, make_project("other", "x")], "tour")
    assert [place.key for place in places] == ["town/north", "town/south"]


def test_a_project_without_neighbourhoods_is_a_place():
    """Where no neighbourhood is known the project itself is asked."""
    [place] = list_places([replace(TOWN, neighbourhoods=())], "tour")
    assert (place.key, place.name) == ("town/", TOWN.title)


def test_a_place_is_found_by_its_key():
    """Two projects may have neighbourhoods of the same id."""
    place = find_place(list_places([TOWN, VILLAGE], "tour"), "village/north")
    assert place.project.id == "village"


def test_a_place_is_found_by_its_neighbourhood():
    """A short id stands for the first neighbourhood called so."""
    assert find_place(list_places([TOWN, VILLAGE], "tour"), "south").key == "town/south"


def test_an_unknown_place_is_none():
    """A place that is not asked is not found."""
    assert find_place(list_places([TOWN], "tour"), "east") is None


def test_the_only_place_need_not_be_named():
    """Where there is one place it is chosen whatever was asked for."""
    places = list_places([TOWN], "tour")[:1]
    assert choose_place(places, "").key == "town/north"


def test_of_two_places_one_must_be_named():
    """Where there are several none is chosen by itself."""
    assert choose_place(list_places([TOWN], "tour"), "") is None
