"""Placeholders of our SQL as databases count them."""

import pytest

from survey.storage.placeholders import mark_placeholders, number_placeholders


@pytest.mark.parametrize(
    ("ours", "theirs", "names"),
    [
        ("select :a, :b, :a", "select $1, $2, $1", ("a", "b")),
        ("select ':a', 'it''s :a', :a", "select ':a', 'it''s :a', $1", ("a",)),
        ('select ":a", :a', 'select ":a", $1', ("a",)),
        ("select :a::text, now()::date", "select $1::text, now()::date", ("a",)),
        ("select 1 -- of :a\n, :b", "select 1 -- of :a\n, $1", ("b",)),
        ("select 1 /* it's\n:a */, :b", "select 1 /* it's\n:a */, $1", ("b",)),
        ("do $$ begin x := :a; end $$", "do $$ begin x := :a; end $$", ()),
        ("do $t$ a $$ :a $t$", "do $t$ a $$ :a $t$", ()),
        ("like 'a%' and b like :b", "like 'a%' and b like $1", ("b",)),
        ("limit :most offset :page_2", "limit $1 offset $2", ("most", "page_2")),
        ("select 12:30", "select 12:30", ()),
        ("select a[1:n], :n", "select a[1:n], $1", ("n",)),
    ],
)
def test_placeholders_are_counted(ours: str, theirs: str, names: tuple[str, ...]) -> None:
    """Names become numbers, except in texts, remarks, bodies of functions and casts."""
    assert number_placeholders(ours) == (theirs, names)


@pytest.mark.parametrize(
    ("ours", "theirs", "names"),
    [
        ("select :a, :b, :a", "select ?, ?, ?", ("a", "b", "a")),
        ("select ':a', \":a\", :a -- :a", "select ':a', \":a\", ? -- :a", ("a",)),
        ("select 1", "select 1", ()),
    ],
)
def test_placeholders_are_marked(ours: str, theirs: str, names: tuple[str, ...]) -> None:
    """Each name becomes a question mark, and its value is named as often as it stands there."""
    assert mark_placeholders(ours) == (theirs, names)
