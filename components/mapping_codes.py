"""What the words of a file mean: a code of ours for each, asked for every column that takes codes only."""

from collections.abc import Iterator

import streamlit as st

from components import mapping_words, texts
from components.mapping_fields import Form
from data.i18n import _, ngettext
from data.importing import samples
from data.importing.files import plain_name
from data.incidents import types
from data.words import formats

IN_A_LINE = 3


def values(form: Form, chosen: dict[str, str]) -> dict[str, dict[str, str]]:
    """The code for each word of the file, for every chosen column that has codes.

    Words that the mapping at the start knows, and this file lacks, stay known.
    """
    found = {}
    for target, name in chosen.items():
        if samples.codes(form.table, target) and (
            said := _known(form, target, name) | dict(_words(form, target, name))
        ):
            found[target] = said
    return found


def _known(form: Form, target: str, name: str) -> dict[str, str]:
    """What the mapping at the start says of words that are not listed, where it reads the same column."""
    start = form.start
    if start is None or plain_name(start.columns.get(target, "")) != name:
        return {}
    listed = {word.casefold() for word, _count in samples.words(form.raw, name)[: samples.MOST_WORDS]}
    return {w: str(code) for w, code in start.values.get(target, {}).items() if w.strip().casefold() not in listed}


def _words(form: Form, target: str, name: str) -> Iterator[tuple[str, str]]:
    """The words of one column that stand for a code, each with the code."""
    every = samples.words(form.raw, name)
    words = every[: samples.MOST_WORDS]
    heading = _("What the words of “{column}” mean").format(column=mapping_words.short(form.raw.titles[name]))
    others = len(every) - len(words)
    sub = _("Choose ours for each; rows whose word has none are refused.")
    if target == "event_type":
        sub = _("Choose our type for each; rows of a type that is not recognised are taken and flagged.")
    rare = ngettext("{n} rarer word is not listed.", "{n} rarer words are not listed.", others)
    texts.section(heading, sub + (" " + rare.format(n=formats.number(others)) if others else ""))
    for at in range(0, len(words), IN_A_LINE):
        for place, (word, count) in zip(st.columns(IN_A_LINE), words[at : at + IN_A_LINE], strict=False):
            with place:
                code = _word(form, target, name, word, count)
            if code and code != word:
                yield word, code


def _word(form: Form, target: str, name: str, word: str, count: int) -> str:
    """The code that a word is taken for; empty where it stays undecided."""
    own = samples.code_of(form.table, target, word)
    said = {w.strip().casefold(): str(c) for w, c in (form.start.values.get(target, {}) if form.start else {}).items()}
    known = said.get(word.casefold(), own)
    is_type = target == "event_type"  # an event whose type nobody knows is kept and flagged; other codes are refused
    undecided = mapping_words.code(target, types.OTHER) if is_type else _("Choose; refused until then")
    options = ["", *(code for code in samples.codes(form.table, target) if not is_type or code != types.OTHER)]
    rows = ngettext("{n} row", "{n} rows", count).format(n=formats.number(count))
    code = st.selectbox(
        f"{texts.plain(mapping_words.short(word))} · {rows}",
        options,
        index=options.index(known) if known in options else 0,
        format_func=lambda code: mapping_words.code(target, code) if code else undecided,
        key=f"{form.key}_{target}_{mapping_words.mark(name, word)}",
    )
    return types.OTHER if is_type and own and not code else code
