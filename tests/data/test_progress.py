"""Progress: a line a step in a log, a bar a step where somebody watches."""

from types import SimpleNamespace

import pytest

from data import progress
from data.progress import Bar


@pytest.fixture
def watched(monkeypatch):
    """Makes standard error a terminal, in the eyes of the module; what it writes is captured all the same."""
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=terminal))


def test_a_log_has_a_line_a_step_when_it_is_done(capsys):
    with Bar() as bar:
        for name in ("one.csv", "two.csv"):
            for share in (0.0, 0.4, 1.0, 1.0):
                bar.step(name, share)
    out, err = capsys.readouterr()
    assert out == "", "standard output is the document's"
    assert err.splitlines() == ["one.csv", "two.csv"]


def test_a_step_that_is_not_done_is_not_named_in_a_log(capsys):
    with Bar() as bar:
        bar.step("one.csv", 0.9)
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_a_bar_a_step(capsys, watched):
    with Bar() as bar:
        for share in (0.0, 0.5, 1.0):
            bar.step("one.csv", share)
        bar.step("two.csv", 1.0)
    out, err = capsys.readouterr()
    assert out == ""
    last = {line.split(":")[0]: line for line in err.replace("\r", "\n").splitlines() if line.strip()}
    assert set(last) == {"one.csv", "two.csv"}
    assert all("100 %" in line for line in last.values())


def test_a_bar_never_goes_back_or_beyond_its_end(capsys, watched):
    with Bar() as bar:
        for share in (0.5, 0.2, 1.0, 1.0):
            bar.step("one.csv", share)
        assert bar._bar.n == 100
    assert "101 %" not in capsys.readouterr().err


def test_long_names_are_cut(capsys, watched):
    with Bar() as bar:
        bar.step("x" * 300, 1.0)
    assert "x" * 41 not in capsys.readouterr().err


def test_a_command_that_fails_leaves_the_terminal_in_order(capsys, watched):
    with pytest.raises(ValueError, match="broken"), Bar() as bar:
        bar.step("one.csv", 0.3)
        raise ValueError("broken")
    assert bar._bar.disable, "a closed bar"
