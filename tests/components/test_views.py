from components import views

# Published names of pages are never renamed: see DESIGN.md.
PUBLIC_PATHS = {
    "briefing": "",
    "incidents": "incidents",
    "footprint": "footprint",
    "mandate": "mandate",
    "data": "data",
}


def test_every_view_has_its_file_and_every_file_its_view():
    files = {path for path in (views.ROOT / "pages").glob("*.py") if path.stem != "__init__"}
    assert {view.file for view in views.VIEWS} == files


def test_paths_and_keys_are_unique():
    assert len({view.path for view in views.VIEWS}) == len({view.key for view in views.VIEWS}) == len(views.VIEWS)


def test_public_paths_stay_as_they_were_published():
    assert PUBLIC_PATHS.items() <= {view.key: view.path for view in views.VIEWS}.items()


def test_one_page_opens_at_the_root():
    assert [view.key for view in views.VIEWS if not view.path] == ["briefing"]


def test_titles_are_there_and_differ():
    titles = [view.title() for view in views.VIEWS]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_names_of_own_parameters_are_unique():
    names = [parameter.name for view in views.VIEWS for parameter in view.own]
    assert len(names) == len(set(names))
