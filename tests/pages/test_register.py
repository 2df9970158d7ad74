"""Part Register: every table with its rows, a row changed in the form with its history, the workbook taken in."""

import io
import shutil
from types import SimpleNamespace

import openpyxl
import pytest

from components.mandate import words
from components.mandate.register import names, needs, rows
from data import edit, mission, snapshot, template
from data.register import files
from data.register.columns import REGISTER, columns
from tests.data.register.made import INDICATOR, MEASURED, TASK, filled, put
from tests.pages.driver import open_page, ran

PART = {"mandate_part": "register"}
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture
def own(tmp_path, opens):
    """A copy of the example to write to."""
    return opens(mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "own")))


def stored(own, table="tasks"):
    rows_ = own.store.read(table, own.store.latest())
    return rows_.set_index(rows_.columns[0])


def widget(shown, start):
    """The one field whose key starts so."""
    kinds = ("text_input", "selectbox", "multiselect", "date_input", "checkbox", "toggle", "button")
    found = [w for kind in kinds for w in shown.app.get(kind) if str(w.key or "").startswith(start)]
    assert len(found) == 1, (start, [w.key for w in found])
    return found[0]


def fill(shown, **values):
    for name, value in values.items():
        widget(shown, f"register_{name}_").set_value(value)
    return ran(shown.app)


def choose(shown, key, table="tasks"):
    widget(shown, f"register_row_{table}").set_value(key)
    return ran(shown.app)


def press(shown, key):
    widget(shown, key).click()
    return ran(shown.app)


def planned(shown):
    """What saving would change, as the page says it: column → (before, after)."""
    titles = ["Column", "Before", "After"]
    table = next(frame.value for frame in shown.app.main.dataframe if list(frame.value) == titles)
    return {row.Column: (row.Before, row.After) for row in table.itertuples()}


def bare(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_title_says_how_much_there_is(own):
    counts = [len(stored(own, table)) for table in REGISTER]
    said = f"The register holds {sum(counts)} rows, in {sum(map(bool, counts))} of {len(REGISTER)} tables"
    assert open_page("mandate", PART).title == said


@pytest.mark.parametrize("table", ["tasks", "measurements", "quarters", "harm_assessments", "assessed_threats"])
def test_a_table_has_a_form_with_a_field_a_column(own, table):
    shown = open_page("mandate", PART | {"mandate_table": table})
    for column in columns(table):
        field = widget(shown, f"register_{column.name}_{table}_")
        told = field.help.replace("\\", "")
        assert told.startswith(column.meaning) and f"In the workbook: column {column.name}." in told
        assert field.label.replace("\\", "").removesuffix(" *") == names.short(table, column.name)


def test_a_due_date_is_changed_after_it_was_shown_and_its_history_says_so(own):
    first = stored(own).index[0]
    shown = choose(open_page("mandate", PART), first)
    assert widget(shown, "register_save").disabled
    shown = fill(shown, due="2020-03-31", importance="desirable")
    assert planned(shown)["Due"][1] == "2020-03-31"
    assert set(planned(shown)) <= {"Due", "Importance"}
    before = own.store.latest()
    shown = press(shown, "register_save")
    assert f"Tasks: {first} changed. This is version {before + 1}." in bare(shown.text)
    row = stored(own).loc[first]
    assert (str(row["due"].date()), row["importance"]) == ("2020-03-31", "desirable")
    shown = choose(shown, first)
    widget(shown, "register_history_").set_value(True)
    shown = ran(shown.app)
    assert f"Version {before + 1} · " in shown.text
    assert ("Due", "2020-03-31") in [
        (row.Column, row.After)
        for frame in shown.app.main.dataframe
        if list(frame.value) == ["Column", "Before", "After"]
        for row in frame.value.itertuples()
    ]


def test_a_row_is_added_with_a_key_of_its_own_and_removed_again(own):
    shown = open_page("mandate", PART | {"mandate_table": "frameworks"})
    areas = list(own.store.read("areas", 1)["area_id"][:2])
    shown = fill(shown, title="A plan for the Centre", kind="plan_for_area", area_ids=areas)
    count = len(stored(own, "frameworks"))
    shown = press(shown, "register_save")
    now = stored(own, "frameworks")
    assert len(now) == count + 1
    key = now.index[-1]
    assert now.loc[key, "title"] == "A plan for the Centre" and len(now.loc[key, "area_ids"].split("; ")) == 2
    shown = choose(shown, key, "frameworks")
    widget(shown, "register_sure_").check()
    press(ran(shown.app), "register_remove")
    assert len(stored(own, "frameworks")) == count


def test_what_cannot_be_saved_says_why_and_keeps_what_was_typed(new_mission, opens):
    small = opens(put(filled(new_mission), measurements=[{**MEASURED, "reported_in": "PR"}]))
    shown = choose(open_page("mandate", PART | {"mandate_table": "measurements"}), "m1", "measurements")
    latest = small.store.latest()
    shown = press(fill(shown, value="12,5"), "register_save")
    (error,) = shown.app.error
    assert "m1 was reported in PR and is frozen: add a row of its own" in error.value.replace("\\", "")
    assert widget(shown, "register_value_").value == "12,5"
    assert small.store.latest() == latest


def test_another_s_change_is_told(own):
    first = stored(own).index[0]
    shown = choose(open_page("mandate", PART), first)
    seen = next(row for row in edit.cells_of(own.store.read("tasks", own.store.latest())) if row["task_id"] == first)
    edit.save(own, "tasks", [edit.changed(seen, title="Theirs")], what="x")
    shown = press(fill(shown, title="Mine"), "register_save")
    assert "was changed by another meanwhile" in shown.app.error[0].value
    assert stored(own).loc[first, "title"] == "Theirs"


def test_a_mission_without_tasks_begins_here(new_mission, opens):
    opens(new_mission)
    shown = open_page("mandate", {})
    assert shown.title == "No mandate tasks yet"
    assert "Fill in the workbook" in shown.advice[0]
    shown.app.selectbox(key="mandate_table").set_value("mandates")
    shown = fill(ran(shown.app), mandate_id="2480", title="Resolution 2480", adopted="2019-06-28")
    press(shown, "register_save")
    assert new_mission.store.read("mandates", 1)["mandate_id"].tolist() == ["2480"]


def test_the_workbook_dropped_says_what_would_change_then_becomes_one_version(own):
    newest = own.store.latest()
    book = openpyxl.load_workbook(io.BytesIO(files.excel(lambda table: own.store.read(table, newest), filled=True)))
    sheet = book["tasks"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("due") + 1).value = "31 mars 2020"
    out = io.BytesIO()
    book.save(out)
    shown = open_page("mandate", PART)
    shown.app.file_uploader[0].set_value(("plan.xlsx", out.getvalue(), "application/octet-stream"))
    shown = ran(shown.app)
    assert "It would add 0, change 1, leave " in shown.text
    shown.app.selectbox(key="import_mark").set_value("confidential")
    press(ran(shown.app), "import_go")
    assert own.store.latest() == newest + 1
    assert str(stored(own).loc[sheet.cell(2, 1).value, "due"].date()) == "2020-03-31"


def test_hostile_names_stay_text(new_mission, opens):
    opens(put(filled(new_mission), tasks=[{**TASK, "title": HOSTILE, "supporting_sections": HOSTILE}]))
    shown = choose(open_page("mandate", PART), "t1")
    assert all("<img" not in body for body in shown.html)


@pytest.fixture
def small(new_mission):
    """The small mission with many tasks, and a value of an indicator with an accent in its name."""
    tasks = [{**TASK, "task_id": f"t{n}", "title": f"task {n} of many"} for n in range(rows.MOST_SHOWN + 5)]
    named = {**INDICATOR, "title": "Comités locaux à Koro"}
    return put(filled(new_mission), tasks=tasks, indicators=[named], measurements=[{**MEASURED, "sex": "female"}])


def find(own, table, word):
    """The rows that a word finds, as the part does."""
    return rows.find(SimpleNamespace(snapshot=snapshot.load(own, own.store.latest())), table, word)


def test_a_word_finds_rows_and_only_the_first_are_listed(small):
    every = find(small, "tasks", "")
    assert (every.count, len(every.rows)) == (rows.MOST_SHOWN + 5, rows.MOST_SHOWN)
    assert find(small, "tasks", " TASK 7 of ").rows["task_id"].tolist() == ["t7"]


@pytest.mark.parametrize("word", ["comites LOCAUX", "à koro", "i1", "m1", "women", "female", "2019-09-30", "Report PR"])
def test_a_word_finds_what_the_list_shows_and_the_keys_behind_it(small, word):
    other = {**MEASURED, "measurement_id": "n2", "indicator_id": "i2", "measured_on": "2019-10-31"}
    put(small, measurements=[{**MEASURED, "sex": "female", "reported_in": "Report PR"}, other])
    assert find(small, "measurements", word).rows["measurement_id"].tolist() == ["m1"]


def test_where_no_row_has_the_word_a_line_says_so_and_no_list_stands(own):
    shown = open_page("mandate", PART | {"mandate_table": "measurements"})
    assert "Day of the value" in shown.app.main.dataframe[0].value
    shown.app.text_input(key="register_find_measurements").set_value("Nowhere at all")
    shown = ran(shown.app)
    assert "No row of Measurements has “Nowhere at all”" in shown.text
    assert not shown.app.main.dataframe


@pytest.mark.parametrize("table", REGISTER)
def test_every_code_has_words(table):
    for column in columns(table):
        for code in column.codes:
            shown = names.code(table, column, code)
            assert shown[0].isupper() or shown == words.code(names.WORDS.get((table, column.name), column.name), code)
            assert "_" not in shown


@pytest.mark.parametrize("table", REGISTER)
def test_every_column_has_a_short_name_of_its_own(table):
    shown = [names.short(table, column.name) for column in columns(table)]
    assert len(set(shown)) == len(shown)
    assert all("_" not in name and name[0].isupper() and len(name) <= 25 for name in shown)


@pytest.mark.parametrize("table", needs.ONE_OF)
def test_what_one_of_several_columns_is_needed_for_is_a_rule_of_the_schema(table):
    cells = template.example(table).iloc[0].dropna().to_dict()
    assert edit.faults(table, cells).empty
    without = {name: cell for name, cell in cells.items() if name not in needs.ONE_OF[table]}
    assert set(edit.faults(table, without)["column"]) <= set(needs.ONE_OF[table])
    assert len(edit.faults(table, without)) and needs.lacking(table, without)


def order(shown, table):
    """The columns in the order of the form."""
    keys = [w.key for w in shown.app.main if str(getattr(w, "key", "") or "").endswith("__0")]
    return [key.removeprefix("register_").removesuffix(f"_{table}__0") for key in keys]


def test_a_value_s_form_asks_for_the_indicator_or_the_output_first_and_refuses_nothing_yet(own):
    shown = open_page("mandate", PART | {"mandate_table": "measurements"})
    first = ["measurement_id", "indicator_id", "output_id", "measured_on", "value"]
    assert order(shown, "measurements")[:5] == first
    labels = [widget(shown, f"register_{name}_measurements_").label.replace("\\", "") for name in first]
    assert labels == ["Key *", "Indicator *", "Output *", "Day of the value *", "Value *"]
    assert "Choose the indicator or the output, not both." in shown.text
    shown = fill(shown, value="5")
    assert "To save, still give: Day of the value, Indicator or Output." in shown.text
    assert not shown.app.error and not shown.notes


def test_both_an_indicator_and_an_output_are_refused_in_words(own):
    shown = open_page("mandate", PART | {"mandate_table": "measurements"})
    chosen = {name: stored(own, f"{name}s").index[0] for name in ("indicator", "output")}
    shown = fill(shown, value="5", measured_on="2019-12-30", indicator_id=chosen["indicator"])
    assert "What saving would change" in shown.text
    shown = fill(shown, output_id=chosen["output"])
    assert f"Indicator: “{chosen['indicator']}”, expected either an indicator or an output, not both" in shown.notes
    assert widget(shown, "register_save").disabled


def test_a_second_value_of_a_day_is_refused_with_the_row_that_is_there(new_mission, opens):
    mine = opens(filled(new_mission))
    shown = open_page("mandate", PART | {"mandate_table": "measurements"})
    shown = press(fill(shown, indicator_id="i1", measured_on="2019-09-30", value="24,5"), "register_save")
    (error,) = shown.app.error
    assert "m1 has 3 for this indicator and day already" in error.value.replace("\\", "")
    assert len(stored(mine, "measurements")) == 1


def test_what_is_changed_most_of_a_task_stands_at_the_top(own):
    shown = open_page("mandate", PART)
    most = ["due", "status", "status_reason", "progress"]
    assert order(shown, "tasks")[:7] == ["task_id", "mandate_id", "title", *most]
