"""What is met again and again is told so, however much is met once in between."""

from __future__ import annotations

from rules.once import Once


def test_each_thing_is_first_once() -> None:
    met = Once(10)
    assert [met.first(thing) for thing in ("a", "b", "a", "b", "c")] == [True, True, False, False, True]


def test_what_comes_on_every_page_is_kept_among_what_comes_once() -> None:
    met = Once(10)
    menu = ["home", "plan", "news"]
    first = [thing for page in range(200) for thing in (*menu, f"own {page}") if met.first(thing)]
    assert first == [*menu, *(f"own {page}" for page in range(200))]


def test_no_more_is_remembered_than_allowed() -> None:
    met = Once(4)
    for _ in range(2):
        for thing in range(100):
            met.first(thing)
            met.first(thing)
    assert not met.first(99) and met.first(0)
