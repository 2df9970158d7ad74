"""Pages of the example for tests of the one-file HTML: real counts of its incidents, and one page of hostile texts."""

from data import mission, snapshot
from data.deck import tips
from data.deck.model import Chart, Measure, Page, Said, Series, Table
from data.filters import Filters
from data.footprint import on_map, reach
from data.incidents import scales, summary, types
from data.pictures import mission_maps
from data.scene import Scene
from data.words import formats
from data.words.palette import LIGHT

LINK = "from=2018-09-01&to=2019-06-30&type=violent"
HOSTILE = (
    "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"'><svg onload=window.pwned=1>"
    "{{ 7*7 }} ${7*7} \u202e\u2028\x00\ud800 --> ]]>"
)


def scene():
    """The example, its ten months of violence."""
    example = mission.load(mission.EXAMPLE)
    shot = snapshot.load(example, example.store.latest())
    return Scene(shot, Filters.from_query(LINK, shot.vocabulary).filters)


def by_cercle(of):
    """Counts of the cercles."""
    return summary.by_area(of.snapshot.select(of.filters), of.snapshot.areas, 2)


def first(of):
    """Cercles by class, with base towns; a chart by month and one by cercle; a table."""
    counted = by_cercle(of)
    records = on_map.records(reach.open_on(of.snapshot.table("bases"), of.filters.end))
    scale = scales.breaks(int(counted["incidents"].max()))
    title = f"Most incidents in {counted['name'].iloc[0]}"
    picture = mission_maps.areas_map(of, counted, 2, scale, title, legend_title="Incidents per cercle", records=records)
    total = summary.totals(of.snapshot.select(of.filters))
    worst = counted.head(6)
    return Page(
        key="briefing",
        words=picture.words,
        measures=(
            Measure("Incidents", formats.number(total["incidents"]), ("before: 700",)),
            Measure("Reported deaths", formats.number(total["fatalities"])),
        ),
        said=(Said(title, "count of recorded incidents", "https://brief.example/?area=x"), Said("No link", "", "")),
        map=picture,
        alt=f"{title}: {worst['incidents'].iloc[0]} incidents.",
        charts=(months(of), cercles(worst)),
        tables=(Table("Cercles", ("Cercle", "Incidents", "Per 1,000 km²"), rows(counted), "Rates need an area."),),
        notes=("Locations are exact, near, or by region only.",),
        tips=tips.of_areas(counted) | tips.of_towns(records),
    )


def rows(counted):
    """A number, and one that is not known, in each row."""
    return tuple((row.name, row.incidents, None) for row in counted.itertuples(index=False))


def months(of):
    """Incidents a month, stacked by type."""
    counted = summary.by_month(of.snapshot.select(of.filters))
    table = counted.pivot(index="month", columns="event_type", values="incidents").fillna(0)
    series = [Series(types.label(code), tuple(table[code]), LIGHT.types[code]) for code in table]
    steps = tuple(formats.month(month) for month in table.index)
    return Chart("stacked", "Incidents a month", steps, tuple(series), "incidents a month", "A peak in spring.")


def cercles(worst):
    """Lying bars."""
    values = Series("Incidents", tuple(worst["incidents"]), LIGHT.classes[3])
    return Chart("bars", "Six cercles", tuple(worst["name"]), (values,), "incidents", "Six cercles have most.")


def second(of):
    """Places and reach; lines with a gap."""
    selected = of.snapshot.select(of.filters)
    grouped = summary.places(selected)
    records = on_map.records(reach.open_on(of.snapshot.table("bases"), of.filters.end))
    picture = mission_maps.bases_map(of, records, 50, "Who is within 50 km", grouped=grouped)
    gap = Series("Share in reach", (0.5, None, 0.25, 0.412), LIGHT.classes[4])
    steady = Series("Before", (0.4, 0.4, None, 0.3), LIGHT.types["protests"])
    lines = Chart("lines", "Share within reach", ("Q1", "Q2", "Q3", "Q4"), (gap, steady), "share", "It fell.")
    columns = Chart("columns", "Two columns", ("Q1", "Q2"), (Series("A", (3, -2), LIGHT.classes[4]),), "incidents", "")
    return Page(
        key="footprint",
        words=picture.words,
        map=picture,
        charts=(lines, columns),
        comment="Said in the room.\nAnd once more.",
        tips=tips.of_places(grouped) | tips.of_towns(records),
    )


def hostile(of):
    """A page each of whose texts tries to run a script."""
    page = first(of)
    words = type(page.words)(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, "javascript:pwned=1")
    return Page(
        key="incidents",
        words=words,
        measures=(Measure(HOSTILE, HOSTILE, (HOSTILE,)),),
        said=(Said(HOSTILE, HOSTILE, "javascript:window.pwned=1"),),
        map=page.map,
        alt=HOSTILE,
        charts=(Chart("columns", HOSTILE, (HOSTILE,), (Series(HOSTILE, (1.0,), HOSTILE),), HOSTILE, HOSTILE),),
        tables=(Table(HOSTILE, (HOSTILE, HOSTILE), ((HOSTILE, float("nan")),), HOSTILE),),
        notes=(HOSTILE,),
        comment=HOSTILE,
        tips={area: type(tip)(HOSTILE, (HOSTILE,)) for area, tip in page.tips.items()},
    )
