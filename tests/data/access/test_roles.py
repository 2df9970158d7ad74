"""Roles by address and group, and what they may do."""

import pytest

from components.access.who import of_claims
from data.access.roles import ADMINISTER, EDIT, IMPORT, LOCAL, MAY, ROLES, Person, Sight
from data.access.settings import AccessSettings
from data.errors import InputError
from data.mission import parse_settings

ACCESS = AccessSettings(people={"Awa@Example.org": ("planner",)}, groups={"spu": ("analyst", "viewer")})


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"email": "awa@example.ORG"}, {"planner"}),
        ({"email": "awa@example.org", "groups": ["spu", "others"]}, {"planner", "analyst", "viewer"}),
        ({"email": "binta@example.org", "groups": "spu"}, {"analyst", "viewer"}),
        ({"email": "awa@example.org", "email_verified": False}, set()),
        ({"email": "awa@example.org.evil.example"}, set()),
        ({"name": "awa@example.org"}, set()),
        ({"email": "", "groups": [None, 3, {"a": 1}]}, set()),
        ({}, set()),
    ],
)
def test_roles_come_from_a_verified_address_and_from_groups(claims, roles):
    assert of_claims(claims, ACCESS).roles == roles


def test_each_role_may_do_its_own():
    may = {role: {what for what in MAY if Person(roles=frozenset({role})).may(what)} for role in ROLES}
    assert may == {
        "viewer": set(),
        "planner": {EDIT},
        "analyst": {EDIT, IMPORT},
        "administrator": {IMPORT, ADMINISTER},
    }
    assert {what for what in MAY if LOCAL.may(what)} == set(MAY)


def test_plans_are_for_planners_and_leave_with_nobody():
    assert [Sight(frozenset({role})).plans for role in ROLES] == [False, True, False, False]
    assert not LOCAL.sight.without_plans().plans
    assert not Sight().plans


NOTHING = ['people = { "a@b.c" = ["boss"] }', "smallest_count = 1", "session_hours = 0", "open = true"]


@pytest.mark.parametrize("text", NOTHING)
def test_settings_that_mean_nothing_are_refused(text):
    with pytest.raises(InputError, match="access"):
        parse_settings(f'name = "N"\ncountry = "C"\n[access]\n{text}\n')
