"""Names for people of what a column mapping speaks of: tables, columns, codes, and the columns of a file."""

import hashlib
import re

from data.i18n import _
from data.incidents import types
from data.words import palette

LONGEST = 42


def table(name: str) -> str:
    """A table that rows can belong to."""
    return {
        "incidents": _("Incidents"),
        "assessed_threats": _("Assessed threats"),
        "bases": _("Bases"),
        "tasks": _("Mandate tasks"),
    }.get(name, name)


def column(name: str) -> str:
    """One of our columns."""
    names = {
        "event_id": _("Reference number"),
        "event_date": _("Day"),
        "date_end": _("Last day"),
        "date_precision": _("How well the day is known"),
        "event_type": _("Type of event"),
        "sub_event_type": _("Finer type"),
        "actor1": _("First actor"),
        "actor2": _("Second actor"),
        "civilian_targeting": _("Targets civilians"),
        "fatalities_best": _("Reported deaths"),
        "fatalities_low": _("Reported deaths, lowest"),
        "fatalities_high": _("Reported deaths, highest"),
        "country": _("Country"),
        "admin1": _("Region"),
        "admin2": _("Cercle or district"),
        "location": _("Place"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "geo_precision": _("How exact the place is"),
        "notes": _("Description"),
        "reported_by": _("Reported by"),
        "protected": _("Whom it harmed: sexual violence, children"),
        "revised_at": _("Last revised"),
        "area_id": _("Area (its id)"),
        "section": _("Section that judges"),
        "judgement": _("Judgement"),
        "assessed_on": _("Assessed on"),
        "confidence": _("Confidence"),
        "valid_until": _("Valid until"),
        "base_id": _("Key of the base"),
        "name": _("Town"),
        "type": _("Type of base"),
        "status": _("Status"),
        "sector": _("Sector"),
        "component_type": _("Components present"),
        "functions": _("Functions"),
        "personnel_military": _("Military personnel"),
        "personnel_police": _("Police personnel"),
        "personnel_civilian": _("Civilian personnel"),
        "opened": _("Opened"),
        "closed": _("Closed"),
        "dates_precision": _("How well the days are known"),
        "source": _("Source"),
        "illustrative": _("Illustrative"),
        "task_id": _("Key of the task"),
        "mandate_id": _("Key of the mandate"),
        "parent_id": _("Task one level up"),
        "priority_id": _("Key of the priority"),
        "title": _("Task"),
        "paragraph": _("Paragraph"),
        "paragraph_verified": _("Paragraph was checked"),
        "counterpart": _("National counterpart"),
        "supporting_sections": _("Sections that support"),
        "office_ids": _("Field offices (their ids)"),
        "framework_ids": _("Strategies and plans (their ids)"),
        "event_types": _("Types of incidents it means to influence"),
        "importance": _("Importance"),
        "resources": _("Resources"),
        "resources_note": _("What it needs"),
        "weight": _("Weight in the task above"),
        "decision_due": _("Decision asked by"),
        "carried_from": _("Continues the task"),
        "role": _("Role of the Mission"),
        "lead_component": _("Component that leads"),
        "lead_section": _("Section that leads"),
        "area_ids": _("Areas (their ids)"),
        "after": _("Comes after"),
        "starts": _("Starts"),
        "due": _("Due"),
        "status_reason": _("Reason of the status"),
        "progress": _("Progress, 0 to 1"),
        "progress_basis": _("What the progress counts"),
        "decision_asked": _("Decision asked"),
    }
    return names.get(name, name)


def code(target: str, value: str) -> str:
    """What a code of one of our columns means."""
    if target == "event_type":
        return types.label(value)
    if target in {"lead_component", "component_type"}:
        return palette.component_name(value)
    names = {
        ("geo_precision", "1"): _("1 · the exact place"),
        ("geo_precision", "2"): _("2 · near the place"),
        ("geo_precision", "3"): _("3 · the region only"),
        ("date_precision", "1"): _("1 · the day"),
        ("date_precision", "2"): _("2 · the week"),
        ("date_precision", "3"): _("3 · the month or less"),
        ("status", "on_course"): _("On course"),
        ("status", "at_risk"): _("At risk"),
        ("status", "off_course"): _("Off course"),
        ("status", "no_data"): _("No data"),
        ("status", "open"): _("Open"),
        ("status", "planned"): _("Planned"),
        ("status", "closed"): _("Closed"),
        ("type", "mission_hq"): _("Mission headquarters"),
        ("type", "sector_hq"): _("Sector headquarters"),
        ("type", "field_office"): _("Field office"),
        ("type", "cob"): _("Company operating base"),
        ("type", "tob"): _("Temporary operating base"),
        ("type", "police_camp"): _("Police camp"),
        ("type", "base"): _("Base"),
        ("role", "lead"): _("Leads"),
        ("role", "support"): _("Supports"),
        ("role", "good_offices"): _("Good offices"),
        ("importance", "essential"): _("Essential"),
        ("importance", "important"): _("Important"),
        ("importance", "desirable"): _("Desirable"),
        ("resources", "secured"): _("Secured"),
        ("resources", "partly"): _("Partly secured"),
        ("resources", "none"): _("Not secured"),
        ("confidence", "low"): _("Low"),
        ("confidence", "moderate"): _("Moderate"),
        ("confidence", "high"): _("High"),
    }
    return names.get((target, value)) or {"yes": _("Yes"), "no": _("No")}.get(value, value)


def short(text: str, longest: int = LONGEST) -> str:
    """A text of a file on one line, cut where it is long."""
    line = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def distinct(titles: dict[str, str], taken: tuple[str, ...] = ()) -> dict[str, str]:
    """Short titles by plain name, of which none stands twice or is one of `taken`."""
    found: dict[str, str] = {}
    seen = set(taken)
    for name, title in titles.items():
        line = start = short(title) or name
        number = 2
        while line in seen:
            line, number = f"{start} ({number})", number + 1
        seen.add(line)
        found[name] = line
    return found


def mark(*texts: str) -> str:
    """A short mark of texts of a file, however long they are, for the key of a widget."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:12]
