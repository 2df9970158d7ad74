"""What a page of a file is made from: the scene, the view and its own parameters; and the frame that all share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data import export
from data.deck import address
from data.deck.model import Chart, Measure, Page, Said, Table, Tip
from data.editions import cut
from data.filters import Filters
from data.footprint import on_map, reach
from data.i18n import _
from data.incidents import summary
from data.incidents.rows import Rows
from data.mission import Settings
from data.pictures import around
from data.pictures.spec import MapPicture
from data.scene import Scene
from data.snapshot import Snapshot
from data.words import stated

WITHOUT_INCIDENTS = ("mandate",)  # views that count none: what is said of incidents does not belong there


@dataclass(frozen=True)
class Asked:
    """A view under filters. `own` are the view's own parameters by name; a value that means nothing is the default."""

    scene: Scene
    view: str
    own: Mapping[str, str]
    base_url: str = ""

    @property
    def shot(self) -> Snapshot:
        """The version."""
        return self.scene.snapshot

    @property
    def filters(self) -> Filters:
        """The filters."""
        return self.scene.filters

    @property
    def settings(self) -> Settings:
        """The mission's settings, as the version has them."""
        return self.shot.settings

    def one_of(self, name: str, accepted: Sequence[str], default: str = "") -> str:
        """The value of a parameter where it is an accepted one, else the default."""
        return self.own[name] if self.own.get(name) in accepted else default

    def radius_km(self, name: str) -> float:
        """The reach in km that a parameter names: one of the mission's choices, else its default."""
        choices = {f"{km:g}": km for km in self.settings.reach_choices_km}
        return choices.get(self.own.get(name, ""), self.settings.reach_km)

    def link(self, view: str = "", **changes: object) -> str:
        """The pinned link of this view, or of another one under the same filters with some changed."""
        own = self.own if not view or view == self.view else {}
        return address.pinned(self.scene, self.base_url, view or self.view, own, **changes)

    @property
    def withheld(self) -> str:
        """Why no point of a single event may be in a file; empty where it may."""
        if why := export.refused(self.shot, self.filters.source):
            return why
        return (
            "" if self.scene.edition.events else _("Single incidents are not shown in this file: counts by area are.")
        )

    def places(self, rows: Rows) -> pd.DataFrame:
        """Incidents by place for a map and its answers (see `summary.places`); no place where none may be in a file."""
        found = summary.places(rows)
        return found.iloc[:0] if self.withheld else found

    def towns(self) -> list[dict]:
        """The base towns that are open on the last day, for a map; none where the edition has none."""
        if not self.scene.edition.bases:
            return []
        return on_map.records(reach.open_on(self.shot.table("bases"), self.filters.end))

    def page(
        self,
        title: str,
        *,
        subtitle: str = "",
        measures: Sequence[Measure] = (),
        said: Sequence[Said] = (),
        map_: MapPicture | None = None,
        alt: str = "",
        answers: Mapping[str, Tip] | None = None,
        charts: Sequence[Chart | None] = (),
        tables: Sequence[Table | None] = (),
        notes: Sequence[str] = (),
    ) -> Page:
        """The page in the frame of every file; charts and tables without anything in them, and empty notes, go.

        `answers` are what the map's shapes answer: see `data.deck.tips`.
        """
        words = around.words(replace(self.scene, used_by=self.view), title, subtitle, on_map=True)
        terms = self.settings.source_terms(self.filters.source)
        words = replace(words, foot=(*words.foot, *([terms] if terms else [])), link=self.link())
        made = Page(
            key=self.view,
            words=words,
            measures=tuple(measures),
            said=tuple(said),
            map=replace(map_, words=replace(words, title=map_.words.title)) if map_ else None,
            alt=alt if map_ else "",
            tips=dict(answers or {}),
            charts=tuple(chart for chart in charts if chart and chart.categories),
            tables=tuple(table for table in tables if table and table.rows),
            notes=tuple(dict.fromkeys(note for note in (*notes, *self._always()) if note)),
        )
        return cut.page(made, self.scene.edition)

    def _always(self) -> tuple[str, ...]:
        """What every page says where it holds."""
        if self.view in WITHOUT_INCIDENTS or not self.filters.source:
            return ()
        never = _("Recorded incidents are not threats, and the absence of incidents is not the absence of need.")
        return stated.reports_late(self.scene), never
