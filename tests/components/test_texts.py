"""Texts: escaping, and that every word a user reads goes through gettext."""

import ast
import re
from pathlib import Path

import pytest

from components import texts
from data.words import formats
from data.words.palette import LIGHT

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*(ROOT / "pages").glob("*.py"), *(ROOT / "components").glob("*.py")])
# Streamlit's functions that take words as positional arguments.
SPEAKING = {
    "button", "caption", "checkbox", "date_input", "download_button", "error", "expander", "file_uploader", "header",
    "info", "markdown", "metric", "multiselect", "number_input", "page_link", "popover", "radio", "segmented_control",
    "selectbox", "slider", "spinner", "subheader", "success", "text", "text_area", "text_input", "title", "toast",
    "toggle", "warning", "write",
}  # fmt: skip
OWN = {"title", "section", "note", "Figure", "nothing_found", "missing", "show"}
WORDS = {"label", "help", "placeholder", "alt", "title", "link_text", "aliases"}
GETTEXT = {"_", "ngettext"}


def name_of(call):
    """The last part of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def untranslated(tree):
    """Literals with words that are handed to what speaks to the user, outside gettext."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if name_of(call) in GETTEXT:
            continue
        spoken = [k.value for k in call.keywords if k.arg in WORDS]
        spoken += call.args if name_of(call) in SPEAKING | OWN else []
        for argument in spoken:
            yield from ((call.lineno, text) for text in literals(argument) if is_wording(text))


def literals(node):
    """String constants in an expression, those inside gettext and inside other calls aside."""
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from literals(child)


def is_wording(text):
    """True for two words in a row; the product's name, HTML and units are none."""
    return bool(re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", re.sub(r"<[^>]*>", "", text)))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_text_goes_through_gettext(source):
    assert [*untranslated(ast.parse(source.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_gettext_gets_literals_without_formatting(source):
    """Only whole constant sentences can be found and translated: `_(f"…")` cannot."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and name_of(n) in GETTEXT]
    wrong = [
        call.lineno
        for call in calls
        for argument in call.args[: 1 if name_of(call) == "_" else 2]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    assert wrong == []


def test_the_check_finds_what_is_not_translated():
    lines = [
        'st.info("No incident here")',
        'texts.note(f"{n} of them all")',
        'st.button("x", help="Show it again")',
        'st.info(_("Well done you"))',
    ]
    assert [line for line, _text in untranslated(ast.parse("\n".join(lines)))] == [1, 2, 3]


HOSTILE = '<img src=x onerror="window.top.pwned=1">'


@pytest.fixture
def drawn(monkeypatch):
    """What is handed to `st.html`."""
    bodies = []
    monkeypatch.setattr(texts.st, "html", bodies.append)
    return bodies


def test_titles_sections_and_notes_are_escaped(drawn):
    texts.title(HOSTILE)
    texts.section(HOSTILE, HOSTILE)
    texts.note(HOSTILE)
    assert len(drawn) == 3
    assert all("<img" not in body and "&lt;img" in body for body in drawn)


def test_the_head_of_a_table_is_escaped(drawn):
    texts.table([(HOSTILE, "")], [["ready HTML"]])
    assert "<img" not in drawn[0]


def test_a_status_has_its_sign_and_word():
    assert "✕" in texts.status("off_course", LIGHT)
    assert "Off course" in texts.status("off_course", LIGHT)
    assert "<img" not in texts.status(HOSTILE, LIGHT)


@pytest.mark.parametrize("text", ["**bold**", "[x](javascript:1)", "$a$", ":red[x]", "a_b_", "`c`", "# head", "<b>"])
def test_text_from_data_is_plain_in_markdown(text):
    escaped = texts.plain(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"(?<!\\)[`*_\[\]()<>#$:]", escaped)


@pytest.mark.parametrize("text", ["http://e.example", "HTTPS://e.example", "www.e.example", "a@e.example"])
def test_an_address_in_text_from_data_becomes_no_link(text):
    """Streamlit looks for addresses where the escapes are gone: a letter of no width stands within."""
    unescaped = re.sub(r"\\(.)", r"\1", texts.plain(text))
    assert unescaped.replace(texts.WORD_JOINER, "") == text
    assert not re.search(r"(?i)https?://|www\.|[\w.+-]@", unescaped)


def test_a_long_name_is_cut_and_says_so():
    assert formats.short("x" * 120) == "x" * 120
    assert formats.short("x" * 121) == "x" * 119 + "…"
