"""Ushahidi's exports, on which incident databases such as SAGE were built: reports of 2.x and posts of the platform.

A deployment makes its own fields, so that only the frame is fixed: what a field means is taken from its name, and what
its categories mean only a saved mapping can say. Layouts as read in the publisher's code for exports.
"""

import re

from data.importing.files import plain_name
from data.importing.mappings import Mapping, guess

# What tells each layout: 2.x as CSV, 2.x as its API answers, the platform's posts with labels, with raw keys, by API.
SIGNS = {
    "Ushahidi 2.x, reports": ({"incident_title", "incident_date"}, {"incident_incidentid", "incident_incidentdate"}),
    "Ushahidi platform, posts": (
        {"post_id", "post_status"},
        {"form_id", "post_date", "completed_stages"},
        {"post_date", "published_to", "slug"},
        {"marker_color", "title", "description"},
    ),
    "Ushahidi 2.x, map": ({"name", "link", "category", "timestamp"},),
}
OWN_NAMES = {
    "event_id": ("#", "serial", "post_id", "incident_incidentid", "id"),
    "event_date": ("incident_date", "date_of_incident", "date", "event_date", "incident_incidentdate", "post_date_utc",
                   "post_date", "timestamp", "created_utc", "created"),
    "event_type": ("category", "categories", "incident_type", "type_of_incident", "tags", "tags_0", "survey",
                   "form_name"),
    "location": ("location", "place", "village", "town", "incident_locationname", "location_name", "name"),
    "notes": ("description", "content", "incident_incidentdescription", "title", "incident_title"),
    "fatalities_best": ("number_killed", "killed", "deaths", "fatalities", "number_of_deaths"),
    "latitude": ("latitude", "incident_locationlatitude"),
    "longitude": ("longitude", "incident_locationlongitude"),
}  # fmt: skip
NEEDED = ("event_date", "latitude", "longitude")
NEAR = 2  # a reporter sets the point by hand: the place is taken as near it
NO_CATEGORY = "not given"


def layout(columns: frozenset[str]) -> str:
    """The name of Ushahidi's layout that has these plain names, empty for none."""
    fitting = (name for name, signs in SIGNS.items() if any(sign <= columns for sign in signs))
    return next(fitting, "")


def mapping(titles: dict[str, str], name: str, source: str) -> tuple[Mapping, list[str]]:
    """How such a file is read, as a mapping for incidents of `source`; and what it lacks.

    `titles` are the file's columns by plain name.
    """
    found = {ours: own for ours, names in OWN_NAMES.items() if (own := _first(names, titles))}
    for target, theirs in guess(list(titles.values())).items():
        found.setdefault(target, plain_name(theirs))
    if not {"latitude", "longitude"} <= found.keys():
        found |= _point(titles)
    taken: dict[str, str] = {}
    for ours, own in found.items():
        if own not in taken.values() and ours not in {"source", "geo_precision", "sub_event_type", "reported_by"}:
            taken[ours] = own
    constants = {"source": source, "geo_precision": NEAR}
    if "event_type" not in taken:
        constants["event_type"] = NO_CATEGORY
    made = Mapping(title=name, columns={ours: titles[own] for ours, own in taken.items()}, constants=constants)
    return made, [target for target in NEEDED if target not in taken]


def _first(names: tuple[str, ...], titles: dict[str, str]) -> str:
    """The first of some names that a file has, itself or with its form's number behind it: `Number killed-1`."""
    numbered = {re.sub(r"_[0-9]{1,3}$", "", title): title for title in reversed(titles)}
    return next((title for name in names if (title := name if name in titles else numbered.get(name))), "")


def _point(titles: dict[str, str]) -> dict[str, str]:
    """The first field of a point: the platform writes `ANY LABEL.lat` and `ANY LABEL.lon`."""
    for name in titles:
        if name.endswith("_lat") and name[:-4] + "_lon" in titles:
            return {"latitude": name, "longitude": name[:-4] + "_lon"}
    return {}
