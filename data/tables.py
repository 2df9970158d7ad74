"""The tables of a mission folder: name, schema, key and in which order people look for them."""

from dataclasses import dataclass

import pandera.pandas as pa

from data.access.handling_schema import Marks
from data.audit.schema import Exports
from data.books.schema import Books
from data.briefs.schema import Briefs
from data.footprint.around_schema import OtherForces, Presence, Sectors
from data.footprint.assets_schema import AssetRequests, Assets
from data.footprint.schema import Bases
from data.footprint.travel_schema import Roads, TravelTimes
from data.geography.schema import Areas
from data.incidents.aggregates import KEY as AGGREGATE_KEY
from data.incidents.aggregates import Aggregates
from data.incidents.schema import Actors, Incidents, SourceFigures
from data.incidents.verified_schema import VerifiedFigures
from data.mandate.budget_schema import Accomplishments, Indicators, Measurements, Outputs, RbbComponents
from data.mandate.cpas_schema import Assessments, ContextNotes, Outcomes, Quarters, Recommendations
from data.mandate.operations_schema import AdvanceNotes, HarmAssessments, Operations
from data.mandate.schema import Frameworks, Mandates, Priorities, Tasks
from data.mandate.work_schema import Actions, Activities, Calendar, FieldOffices, Prioritisations
from data.schema import MOMENT, Day, Flag, Moment, Table, Text, Whole
from data.threats.schema import AssessedThreats
from data.workshop.schema import Decisions, Scenarios


class Imports(Table):
    """One row a file taken in. Key: import_id."""

    import_id: Text = pa.Field(unique=True, description="Random id that rows carry")
    file_name: Text = pa.Field(description="Name of the file")
    sha256: Text = pa.Field(description="SHA-256 of its bytes")
    table: Text = pa.Field(description="Table it went into")
    layout: Text = pa.Field(description="Layout it was recognised as")
    mapping: Text = pa.Field(nullable=True, description="Saved mapping that it was read with, where one was")
    source: Text = pa.Field(nullable=True, description="Source of its rows")
    rows: Whole = pa.Field(ge=0, description="Rows read")
    accepted: Whole = pa.Field(ge=0, description="Rows taken")
    rejected: Whole = pa.Field(ge=0, description="Rows refused, each with its reason")
    duplicates: Whole = pa.Field(ge=0, description="Rows whose key stood in the file before")
    added: Whole = pa.Field(ge=0, description="Rows new to the mission")
    changed: Whole = pa.Field(ge=0, description="Rows that the file revised")
    unchanged: Whole = pa.Field(ge=0, description="Rows that were there already")
    removed: Whole = pa.Field(ge=0, nullable=True, description="Rows that a complete file no longer had")
    flagged: Whole = pa.Field(ge=0, nullable=True, description="Rows taken with a doubt")
    first_day: Day = pa.Field(nullable=True, description="First day of its incidents")
    last_day: Day = pa.Field(nullable=True, description="Last day of its incidents")
    complete: Flag = pa.Field(nullable=True, description="True where the user said that it is complete for its period")
    version: Whole = pa.Field(nullable=True, description="The mission version that it made")
    report: Text = pa.Field(nullable=True, description="Notes, rejected cells, doubles and changes, as JSON")
    who: Text = pa.Field(description="Who imported it")
    imported_at: Moment = pa.Field(dtype_kwargs=MOMENT, description="When, UTC")


@dataclass(frozen=True)
class TableInfo:
    """One table: its schema and the columns that tell its rows apart."""

    name: str
    model: type[Table]
    key: tuple[str, ...]


TABLES = {
    table.name: table
    for table in (
        TableInfo("incidents", Incidents, ("source", "event_id")),
        TableInfo("areas", Areas, ("area_id",)),
        TableInfo("bases", Bases, ("base_id",)),
        TableInfo("other_forces", OtherForces, ("force", "name")),
        TableInfo("sectors", Sectors, ("sector", "area_id")),
        TableInfo("presence", Presence, ("area", "sector", "as_of")),
        TableInfo("assets", Assets, ("asset_id",)),
        TableInfo("asset_requests", AssetRequests, ("request_id",)),
        TableInfo("travel_times", TravelTimes, ("from_id", "to_id")),
        TableInfo("roads", Roads, ("segment_id",)),
        TableInfo("mandates", Mandates, ("mandate_id",)),
        TableInfo("priorities", Priorities, ("priority_id",)),
        TableInfo("frameworks", Frameworks, ("framework_id",)),
        TableInfo("field_offices", FieldOffices, ("office_id",)),
        TableInfo("tasks", Tasks, ("task_id",)),
        TableInfo("rbb_components", RbbComponents, ("rbb_component_id",)),
        TableInfo("accomplishments", Accomplishments, ("accomplishment_id",)),
        TableInfo("indicators", Indicators, ("indicator_id",)),
        TableInfo("outputs", Outputs, ("output_id",)),
        TableInfo("measurements", Measurements, ("measurement_id",)),
        TableInfo("operations", Operations, ("operation_id",)),
        TableInfo("harm_assessments", HarmAssessments, ("operation_id", "risk")),
        TableInfo("advance_notes", AdvanceNotes, ("operation_id", "receiver")),
        TableInfo("activities", Activities, ("activity_id",)),
        TableInfo("actions", Actions, ("action_id",)),
        TableInfo("prioritisations", Prioritisations, ("prioritisation_id",)),
        TableInfo("calendar", Calendar, ("entry_id",)),
        TableInfo("quarters", Quarters, ("quarter",)),
        TableInfo("context_notes", ContextNotes, ("note_id",)),
        TableInfo("outcomes", Outcomes, ("outcome_id",)),
        TableInfo("assessments", Assessments, ("assessment_id",)),
        TableInfo("recommendations", Recommendations, ("recommendation_id",)),
        TableInfo("actors", Actors, ("actor_id",)),
        TableInfo("assessed_threats", AssessedThreats, ("area_id", "section", "assessed_on")),
        TableInfo("aggregates", Aggregates, AGGREGATE_KEY),
        TableInfo("source_figures", SourceFigures, ("event_id", "figure_source")),
        TableInfo("verified_figures", VerifiedFigures, ("figure_id",)),
        TableInfo("imports", Imports, ("import_id",)),
        TableInfo("scenarios", Scenarios, ("scenario_id", "revision")),
        TableInfo("decisions", Decisions, ("decision_id",)),
        TableInfo("books", Books, ("book_id", "revision")),
        TableInfo("briefs", Briefs, ("name", "saved_at")),
        TableInfo("marks", Marks, ("name", "saved_at")),
        TableInfo("exports", Exports, ("saved_at", "file", "who")),
    )
}
