"""A copy of the example with secrets planted in it, each a word of its own that only some may ever see."""

import shutil

import pandas as pd

from data import mission

OPERATION, READY, REQUEST, ACTIVITY = "Xoperationx", "Xreadinessx", "Xrequestx", "Xactivityx"
NOTE, REPORTER, VILLAGE = "Xwitnessx", "Xreporterx", "Xvillagex"
PLANS = (OPERATION, READY, REQUEST, ACTIVITY)
ACCOUNTS = (NOTE, REPORTER)
EVENT, PROTECTED = "PLANTED-1", "PLANTED-2"
# What each role may not see; the village of a protected incident nobody may.
HIDDEN = {
    "viewer": (*PLANS, *ACCOUNTS, VILLAGE),
    "planner": (*ACCOUNTS, VILLAGE),
    "analyst": (*PLANS, VILLAGE),
    "administrator": (*PLANS, *ACCOUNTS, VILLAGE),
}


def planted(folder):
    """The mission, and the version that has the secrets."""
    own = mission.load(shutil.copytree(mission.EXAMPLE, folder))
    own.store.commit(lambda base: _tables(own, base), who="tester", what="secrets", settings=own.settings_text)
    return own


def _tables(own, base):
    names = ("operations", "assets", "asset_requests", "activities", "incidents")
    read = {name: own.store.read(name, base) for name in names}
    operation = read["operations"].iloc[[0]].assign(
        operation_id="OP-X", title=OPERATION, aim=OPERATION, starts=pd.Timestamp("2020-02-01"),
        ends=pd.Timestamp("2020-03-01"), area_ids="ex:ML-MO-KORO",
    )  # fmt: skip
    activity = read["activities"].iloc[[0]].assign(
        activity_id="ACT-X", title=ACTIVITY, operation_id="OP-X", activity_date=pd.Timestamp("2020-02-02"),
        date_end=pd.Timestamp("2020-02-03"), state="planned",
    )  # fmt: skip
    asset = read["assets"].iloc[[0]].assign(
        asset_id="ex:x", name="A drone of the tests", availability="unavailable", availability_reason=READY,
        availability_from=pd.NaT, availability_to=pd.NaT,
    )  # fmt: skip
    request = read["asset_requests"].iloc[[-1]].assign(request_id="ex:rx", effect=REQUEST)
    told = read["incidents"][read["incidents"]["event_type"] == "against_civilians"].iloc[[-1]]
    seen = told.assign(event_id=EVENT, notes=NOTE, reported_by=REPORTER)
    harmed = told.assign(
        event_id=PROTECTED, notes=f"{NOTE} {VILLAGE}", reported_by=f"{REPORTER} {VILLAGE}", location=VILLAGE,
        sub_event_type="Sexual violence", event_date=pd.Timestamp("2019-12-30"), date_end=pd.Timestamp("2019-12-30"),
    )  # fmt: skip
    added = {"operations": [operation], "assets": [asset], "asset_requests": [request], "activities": [activity],
             "incidents": [seen, harmed]}  # fmt: skip
    return {name: pd.concat([read[name], *rows], ignore_index=True) for name, rows in added.items()}
