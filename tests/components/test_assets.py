import asyncio
import hashlib
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from components import assets

ROUTES = {route.path: route.app for route in assets.routes()}
ADDRESSES = [address for _name, address in (*assets.SCRIPTS, *assets.STYLES)]


def response(address):
    """What the route of an address answers."""
    address = address.partition("?")[0]
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
    assert set(ROUTES) == {f"{assets.BASE}/{name}" for name in assets.PACKAGES} | {f"{assets.BASE}/made/{{name}}.js"}


@pytest.mark.parametrize("rest", ["none.js", "../../__init__.py", "../__init__.py", "/etc/passwd", "", "images"])
def test_nothing_else_is_served(rest):
    with pytest.raises(HTTPException) as raised:
        response(f"/assets/leaflet/{rest}")
    assert raised.value.status_code == 404


def asked(address):
    """What the app answers for what is made at run time."""
    name = address.removeprefix("/assets/made/").removesuffix(".js")
    made = next(route for route in assets.routes() if route.path.endswith("{name}.js"))
    return asyncio.run(made.endpoint(Request({"type": "http", "path_params": {"name": name}})))


def test_what_is_published_is_served_under_its_content_for_ever():
    address = assets.publish("window.LP_OUTLINES={};")
    assert assets.publish("window.LP_OUTLINES={};") == address != assets.publish("window.LP_OUTLINES={1:0};")
    answer = asked(address)
    assert (answer.status_code, answer.body) == (200, b"window.LP_OUTLINES={};")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "javascript" in answer.media_type


def test_what_was_never_published_or_is_long_forgotten_is_not_there():
    first = assets.publish("0")
    for i in range(assets.MOST_PUBLISHED):
        assets.publish(f"other {i}")
    assert asked(first).status_code == 404
    assert asked("/assets/made/..%2f..%2fapp.js").status_code == 404


def test_a_script_of_ours_changes_its_address_with_its_content():
    for name, address in assets.SCRIPTS[1:]:
        own = (assets.OWN / f"{name}.js").read_bytes()
        assert address.endswith(hashlib.sha256(own).hexdigest()[:12])
