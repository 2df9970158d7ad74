"""The example row of each template of bases, assets and what stands beside them, marked illustrative."""

EXAMPLES: dict[str, dict[str, object]] = {
    "bases": {
        "base_id": "example-1", "name": "Example town, delete this row", "type": "cob", "status": "open",
        "latitude": 14.5, "longitude": -4.1, "sector": "Centre", "component_type": "military; police",
        "functions": "protection of civilians; medical", "opened": "2019-06-24", "dates_precision": "by day",
        "source": "Who says so", "illustrative": True,
    },
    "other_forces": {
        "force": "Example force", "name": "Example town, delete this row", "location": "Example town",
        "latitude": 14.5, "longitude": -4.1, "from_day": "2019-01-01", "source": "Who says so", "illustrative": True,
    },
    "sectors": {
        "sector": "Example sector, delete this row", "area_id": "the id of an area", "hq": "Example town",
        "from_day": "2019-06-24", "source": "Who says so", "illustrative": True,
    },
    "presence": {
        "area": "ML0501", "area_name": "Example area, delete this row", "sector": "Health", "organisations": 3,
        "as_of": "2019-12-31", "source": "OCHA, who does what where", "cleared": True,
    },
    "assets": {
        "asset_id": "example-1", "name": "Example helicopter, delete this row", "kind": "medevac",
        "base_id": "the id of a base", "component_type": "military", "reach_km": 250, "speed_kmh": 200,
        "notice_minutes": 15, "availability": "available", "can_do": "Carries two patients, by day",
        "how_to_ask": "Form to the operations centre", "tasking_authority": "A post",
        "tasking_reference": "SOP, number", "source": "Who says so", "illustrative": True,
    },
    "asset_requests": {
        "request_id": "example-1", "kind": "isr_drone", "asked_by_post": "Head of Office, Example town",
        "component_type": "civilian", "section": "Civil Affairs", "effect": "What should be other than it is now",
        "wanted_from": "2019-07-01", "wanted_to": "2019-07-14", "status": "asked", "asked_on": "2019-06-24",
        "illustrative": True,
    },
}  # fmt: skip
