"""The map of page Evidence shows the area that is asked for, by either control, and the whole again without one."""

from tests.e2e.watch import MAP

WEST = "() => map.getBounds().getWest()"
ELSEWHERE = "west => Math.abs(map.getBounds().getWest() - west) > 0.5"


def west_of(tab, turned_from=None):
    """The western edge of the map's view once it holds still; elsewhere than before, where it is to turn."""
    tab.quiet()
    tab.page.locator(MAP).scroll_into_view_if_needed()
    if turned_from is not None:
        tab.map().wait_for_function(ELSEWHERE, arg=turned_from)
    return tab.map().evaluate(WEST)


def choose(tab, name):
    tab.pick(tab.page.get_by_role("combobox", name="Area", exact=True), name)


def test_the_map_turns_to_the_area_that_is_chosen(tab):
    tab.open("/evidence")
    whole = west_of(tab)
    choose(tab, "Gao")
    gao = west_of(tab, whole)
    choose(tab, "Mopti")
    mopti = west_of(tab, gao)
    assert whole < mopti < gao
    choose(tab, "All of Mali")
    assert abs(west_of(tab, mopti) - whole) < 0.5
    tab.open("/evidence?area=Gao")
    assert abs(west_of(tab) - gao) < 0.5
