import asyncio
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from components import assets

ROUTES = {route.path: route.app for route in assets.routes()}
ADDRESSES = [address for _name, address in (*assets.SCRIPTS, *assets.STYLES)]


def response(address):
    """What the route of an address answers."""
    mount = next(path for path in ROUTES if address.startswith(f"{path}/"))
    scope = {"type": "http", "method": "GET", "headers": []}
    return asyncio.run(ROUTES[mount].get_response(address.removeprefix(f"{mount}/"), scope))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_script_and_style_of_the_map_is_there_and_kept_by_browsers(address):
    answer = response(address)
    assert answer.status_code == 200
    assert Path(answer.path).stat().st_size > 1000
    assert "max-age=" in answer.headers["Cache-Control"]


def test_addresses_are_paths_of_this_host():
    assert all(address.startswith(f"{assets.BASE}/") for address in ADDRESSES)


def test_every_package_has_its_route():
    assert set(ROUTES) == {f"{assets.BASE}/{name}" for name in assets.PACKAGES}


@pytest.mark.parametrize("rest", ["none.js", "../../__init__.py", "../__init__.py", "/etc/passwd", "", "images"])
def test_nothing_else_is_served(rest):
    with pytest.raises(HTTPException) as raised:
        response(f"/assets/leaflet/{rest}")
    assert raised.value.status_code == 404
