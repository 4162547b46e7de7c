import inspect

import pytest

from corridor import errors
from corridor.errors import (
    BadValueError,
    BlockedError,
    CorridorError,
    DataError,
    MisuseError,
    NoRouteError,
    OutputError,
    UnknownNameError,
)

EVERY = [each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__]


@pytest.mark.parametrize("error", EVERY)
def test_one_except_catches_every_error_of_the_package(error):
    assert issubclass(error, CorridorError)
    assert error.__doc__


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MisuseError, 2),
        (UnknownNameError, 2),
        (BadValueError, 2),
        (NoRouteError, 1),
        (BlockedError, 1),
        (DataError, 1),
        (OutputError, 1),
    ],
)
def test_misuse_exits_with_2_and_an_answer_that_is_an_error_with_1(error, code):
    assert error.exit_code == code


def test_an_unknown_name_carries_what_was_asked_and_what_was_meant():
    error = UnknownNameError("country", "Kazakstan", ("Kazakhstan", "Pakistan"))
    assert (error.kind, error.name, error.suggestions) == ("country", "Kazakstan", ("Kazakhstan", "Pakistan"))
    assert str(error) == "unknown country 'Kazakstan'; did you mean Kazakhstan, Pakistan?"


def test_an_unknown_name_without_suggestions_asks_nothing():
    assert str(UnknownNameError("gateway", "x")) == "unknown gateway 'x'"


def test_a_name_with_a_line_break_stays_on_one_line():
    assert "\n" not in str(UnknownNameError("place", "Min\nsk"))


def test_a_blocked_way_is_a_missing_way():
    assert issubclass(BlockedError, NoRouteError)
