"""Schemas of the incident tables: the data dictionary for incidents, actors and documented attacks."""

import pandas as pd
import pandera.pandas as pa

from data.incidents import protected
from data.incidents.types import CODES
from data.schema import MOMENT, Day, Flag, Moment, Real, Table, Text, Whole, degrees

FIRST_DAY = pd.Timestamp("1900-01-01")
TEXT_CATEGORIES = (
    "source", "event_type", "sub_event_type", "actor1", "actor2", "country", "admin1", "admin2",
    "area1_id", "area2_id", "location", "import_id", "doubts", "protected",
)  # fmt: skip
A_DAY = "a day as 2019-03-23, 23 March 2019 or 23/03/2019"


def last_possible_day() -> pd.Timestamp:
    """The latest day that it is anywhere on Earth: what lies after it has not happened."""
    return pd.Timestamp.now("UTC").tz_localize(None).normalize() + pd.Timedelta(days=1)


def _whole(description: str, accepts: str, **limits: object) -> pa.Field:
    return pa.Field(description=description, metadata={"accepts": accepts, **limits.pop("extra", {})}, **limits)


def _deaths(description: str) -> pa.Field:
    return _whole(description, "a whole number of 0 or more, or empty", ge=0, nullable=True, extra={"unit": "people"})


class Incidents(Table):
    """One row an event, as one source recorded it. Key: source and event_id."""

    event_id: Text = pa.Field(
        str_length={"min_value": 1},
        description="The source's own key (ACLED event_id_cnty, UCDP id)",
        metadata={"accepts": "a text that no other row of the file has"},
    )
    source: Text = pa.Field(
        str_matches=r"^[a-z0-9][a-z0-9_-]{0,39}$",
        description="Code of the incident source: acled, ucdp, sage, sample …",
        metadata={"accepts": "a short code in lower case, as in sage"},
    )
    event_date: Day = pa.Field(
        ge=FIRST_DAY,
        description="First day of the event",
        metadata={"accepts": A_DAY + ", not in the future"},
    )
    date_end: Day = pa.Field(
        nullable=True,
        description="Last day of the event; the first where the source has one day",
        metadata={"accepts": A_DAY + ", not before the first day"},
    )
    date_precision: Whole = _whole(
        "1 the day is known, 2 the week, 3 the month or less", "1, 2 or 3", isin=[1, 2, 3], nullable=True
    )
    event_type: Text = pa.Field(
        isin=list(CODES), description="Type of the event", metadata={"accepts": "one of " + ", ".join(CODES)}
    )
    sub_event_type: Text = pa.Field(nullable=True, description="The source's own finer type")
    actor1: Text = pa.Field(nullable=True, description="First actor, as attributed by the source, not UN-verified")
    actor2: Text = pa.Field(nullable=True, description="Second actor, as attributed by the source, not UN-verified")
    civilian_targeting: Flag = pa.Field(
        nullable=True, description="Civilians were the main or only target (given by the source, or by its own rule)"
    )
    fatalities_best: Whole = _deaths("Reported deaths, the source's best figure; 0 may also mean no information")
    fatalities_low: Whole = _deaths("Reported deaths, lowest figure, where the source gives one")
    fatalities_high: Whole = _deaths("Reported deaths, highest figure, where the source gives one")
    country: Text = pa.Field(nullable=True, description="Country, as published")
    admin1: Text = pa.Field(nullable=True, description="First admin level, as published")
    admin2: Text = pa.Field(nullable=True, description="Second admin level, as published")
    area1_id: Text = pa.Field(nullable=True, description="Area of level 1 that holds the point, joined by geometry")
    area2_id: Text = pa.Field(nullable=True, description="Area of level 2 that holds the point, joined by geometry")
    location: Text = pa.Field(nullable=True, description="Name of the place, as published")
    latitude: Real = degrees("Latitude of the place", 90)
    longitude: Real = degrees("Longitude of the place", 180)
    geo_precision: Whole = _whole("1 exact place, 2 near it, 3 region only", "1, 2 or 3", isin=[1, 2, 3])
    notes: Text = pa.Field(nullable=True, description="The source's account of the event")
    reported_by: Text = pa.Field(nullable=True, description="Who reported it to the source")
    revised_at: Moment = pa.Field(
        dtype_kwargs=MOMENT,
        nullable=True,
        description="When the source last revised it",
        metadata={"accepts": "seconds since 1970 (UTC) as in 1604959200, or empty"},
    )
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row; see table imports")
    doubts: Text = pa.Field(nullable=True, description="Doubts about a row that is kept: a list of codes")
    protected: Text = pa.Field(
        nullable=True,
        description="Whom it harmed, of those who are never placed finer than the region",
        metadata={"accepts": "sexual_violence, children or both, joined by ;, or empty"},
    )

    @pa.check("protected", name="sexual_violence, children or both")
    def _known_kinds(cls, kinds: pd.Series) -> pd.Series:
        return protected.is_known(kinds)

    @pa.check("event_date", name="not in the future")
    def _happened(cls, days: pd.Series) -> pd.Series:
        return days <= last_possible_day()

    @pa.dataframe_check(error="date_end: " + A_DAY + ", not before the first day")
    def _ends_after_it_began(cls, frame: pd.DataFrame) -> pd.Series:
        return ~(frame["date_end"] < frame["event_date"])


class Actors(Table):
    """Random ids for actor names, kept for ever, so that a link never carries a readable name. Key: actor_id."""

    actor_id: Text = pa.Field(unique=True, description="Random id")
    name: Text = pa.Field(unique=True, description="Name as attributed by the source, not UN-verified")


class SourceFigures(Table):
    """Figures that other sources give for an event: shown beside it, never summed. Key: event_id, figure_source."""

    event_id: Text = pa.Field(description="Event of table incidents")
    title: Text = pa.Field(description="What the event is known as")
    figure_source: Text = pa.Field(description="Who gives the figure")
    fatalities: Whole = pa.Field(ge=0, nullable=True, description="Reported deaths", metadata={"unit": "people"})
    wording: Text = pa.Field(nullable=True, description="The figure in the source's sense: at least, about …")
    citation: Text = pa.Field(description="Where it was published")
