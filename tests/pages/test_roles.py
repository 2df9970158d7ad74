"""Attempts of each role to find what it may not see, by page, link, part, file and command: none of it is anywhere."""

import json
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pandas as pd
import pytest

from components import views
from data.access.roles import Person
from data.cli import main
from data.deck import formats
from data.deck.bound import scene_for
from data.deck.pages import BUILT, page_of
from data.errors import InputError
from tests.data.access.secret_mission import EVENT, HIDDEN, PLANS, PROTECTED, VILLAGE, planted
from tests.pages.driver import open_page

SPAN = {"from": "2019-10-01", "to": "2020-06-30"}
PARTS = [(view.key, parameter.name, value) for view in views.VIEWS for parameter in view.own
         if parameter.name.endswith("_part") for value in parameter.accepted]  # fmt: skip
LINKS = [
    *((key, {name: value}) for key, name, value in PARTS),
    ("briefing", {}),
    ("briefing", {"area": "Mopti/Koro"}),
    ("incidents", {"incidents_event": EVENT}),
    ("incidents", {"incidents_event": PROTECTED}),
    ("incidents", {"incidents_list": "table"}),
    ("evidence", {"evidence_part": "operations", "evidence_operation": "OP-X"}),
    ("evidence", {"evidence_area": "ex:ML-MO-KORO"}),
    ("mandate", {"mandate_part": "register", "mandate_table": "operations"}),
    ("mandate", {"mandate_part": "register", "mandate_table": "activities"}),
]
COMMANDS = [
    ["summary"],
    ["coverage", "--radius-km", "50"],
    ["operations"],
    ["evidence", "--area", "Mopti/Koro"],
    ["tasks"],
    ["export", "--out", "rows.csv"],
    ["export", "--out", "rows.xlsx"],
    ["export", "--out", "rows.geojson"],
    ["export", "--out", "rows.parquet"],
    ["template", "--filled", "--out", "register.xlsx"],
    ["report", "--kind", "cpas", "--out", "report.xlsx"],
    ["report", "--kind", "budget", "--out", "report.docx"],
    ["brief", "--out", "brief.html"],
    ["brief", "--out", "brief.xlsx", "--link", "/evidence?evidence_part=operations"],
    ["brief", "--out", "brief.pptx", "--link", "/mandate?mandate_part=plan"],
]


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("secrets") / "example")


@pytest.fixture
def in_a_folder(tmp_path, monkeypatch):
    """An empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def as_role(opens, secrets, signed_in):
    opens(secrets)
    return signed_in


def all_of(shown):
    """Everything that was sent to the browser: texts, tables, options, labels."""
    sent = [str(element.proto) for block in (shown.app.main, shown.app.sidebar) for element in block]
    frames = [frame.value.to_csv() for frame in shown.app.dataframe if isinstance(frame.value, pd.DataFrame)]
    return " ".join([*shown.html, shown.text, *sent, *frames, str(shown.app.query_params)])


def found_in(words, text):
    return [word for word in words if word in text]


@pytest.mark.parametrize("role", HIDDEN)
@pytest.mark.parametrize(("key", "query"), LINKS, ids=json.dumps)
def test_no_page_shows_what_is_hidden_from_a_role(key, query, role, as_role):
    as_role(role)
    assert found_in(HIDDEN[role], all_of(open_page(key, SPAN | query))) == []


@pytest.mark.parametrize("role", HIDDEN)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_tells_what_is_hidden_from_a_role(command, role, secrets, in_a_folder, capsys):
    tmp_path = in_a_folder
    link = command[command.index("--link") + 1] if "--link" in command else ""
    given = [one for one in command if one not in ("--link", link)] if link else command
    joined = f"{link}{'&' if '?' in link else '?'}from=2019-10-01&to=2020-06-30"
    link_of = [] if command[0] == "template" else ["--link", joined]
    main([*given, *link_of, "--mission", str(secrets.folder), "--role", role, "--json"])
    said = capsys.readouterr()
    told = said.out + said.err + "".join(text_of(file.read_bytes()) for file in tmp_path.iterdir())
    assert found_in(HIDDEN[role], told) == []


@pytest.mark.parametrize("role", HIDDEN)
@pytest.mark.parametrize("ending", formats.WRITERS)
@pytest.mark.parametrize("view", [key for key in BUILT if key != "workshop"])
def test_no_file_of_a_view_holds_what_is_hidden_from_a_role(view, ending, role, secrets, tmp_path):
    sight = Person(roles=frozenset({role})).sight
    page = page_of(scene_for(secrets, sight)("?from=2019-10-01&to=2020-06-30"), view, {})
    out = tmp_path / f"file{ending}"
    formats.write([page], out, formats.today())
    assert found_in(HIDDEN[role], text_of(out.read_bytes())) == []


def text_of(file):
    """The text of a file, and of what is packed in it."""
    try:
        with ZipFile(BytesIO(file)) as packed:
            return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    except BadZipFile:
        pass
    if file.startswith(b"%PDF"):
        from pypdf import PdfReader

        return " ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)
    if file.startswith(b"PAR1"):
        return pd.read_parquet(BytesIO(file)).to_csv()
    return file.decode(errors="replace")


def test_the_secrets_are_there_for_those_who_may_see_them(as_role, secrets):
    as_role("planner")
    shown = all_of(open_page("footprint", SPAN | {"footprint_part": "assets"}))
    assert found_in(PLANS, shown) == [PLANS[1], PLANS[2]]
    operations = open_page("evidence", SPAN | {"evidence_part": "operations", "evidence_operation": "OP-X"})
    assert PLANS[0] in all_of(operations)
    assert "evidence_operation" not in operations.app.query_params, "no link carries what is still to come"
    as_role("analyst")
    event = all_of(open_page("incidents", SPAN | {"incidents_event": EVENT}))
    assert found_in(("Xwitnessx", "Xreporterx"), event) == ["Xwitnessx", "Xreporterx"]
    assert VILLAGE in secrets.store.read("incidents", 2)["location"].to_numpy(), "it is stored, and never shown"


def test_what_is_lost_with_a_base_is_told_to_planners_alone(secrets, capsys):
    for role, told in (("viewer", False), ("planner", True)):
        main(["coverage", "--radius-km", "50", "--mission", str(secrets.folder), "--role", role, "--json"])
        towns = json.loads(capsys.readouterr().out)["by_town"]
        assert all(("only_incidents" in town) is told for town in towns)


@pytest.mark.parametrize("role", ["viewer", "planner"])
@pytest.mark.parametrize("command", [["import", "x.csv"], ["restore", "--version", "1"], ["refresh"]], ids=str)
def test_who_may_not_import_cannot_change_the_mission_by_command(role, command, secrets, capsys):
    assert main([*command, "--mission", str(secrets.folder), "--role", role]) == 2
    assert "needs one of the roles administrator, analyst" in capsys.readouterr().err
    assert secrets.store.latest() == 2


@pytest.mark.parametrize(
    ("role", "forms"),
    [("viewer", set()), ("planner", {"edit"}), ("analyst", {"edit", "import"}), ("administrator", {"import"})],
)
def test_forms_are_there_for_those_who_may_use_them(role, forms, as_role):
    as_role(role)
    data = open_page("data", {"data_part": "imports"})
    assert bool(data.app.file_uploader) is ("import" in forms)
    restores = [b for b in data.app.get("popover") if "Restore" in str(b.proto)]
    assert bool(restores) is ("import" in forms)
    register = open_page("mandate", {"mandate_part": "register"})
    assert ("Add, change or remove a row" in register.text) and (
        bool([b for b in register.app.selectbox if b.key.startswith("register_row")]) is ("edit" in forms)
    )


def test_a_file_of_one_s_own_never_holds_plans_where_anybody_may_open_it(secrets):
    with pytest.raises(InputError, match="has no file"):
        page_of(scene_for(secrets)(""), "data", {})
