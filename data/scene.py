"""What any view or file is made from: one version of the mission, and the filters."""

from dataclasses import dataclass, field, replace

from data.access import handling
from data.editions.edition import INTERNAL, Edition
from data.filters import Filters
from data.snapshot import Snapshot

OPENED_ANYWHERE = (".html",)


@dataclass(frozen=True)
class Scene:
    """A version and the filters that are counted under; and whom what is made of them is for."""

    snapshot: Snapshot
    filters: Filters
    used_by: str = field(default="", kw_only=True)  # the view, by its key; none for all of the mission
    edition: Edition = field(default=INTERNAL, kw_only=True)  # whom a file is for

    def unattended(self) -> "Scene":
        """The same for what anybody opens or what leaves with nobody looking: no plans, and no single incident."""
        shot = self.snapshot.seen_by(self.snapshot.sight.without_plans())
        return replace(self, snapshot=shot, edition=self.edition.aggregates())

    def leaving(self, edition: Edition, ending: str = "") -> "Scene":
        """The same for a file of an edition: without plans outside, and unattended as one HTML file."""
        own = replace(self, edition=edition)
        if ending in OPENED_ANYWHERE:
            return own.unattended()
        sight = self.snapshot.sight
        return replace(own, snapshot=self.snapshot.seen_by(sight.without_plans() if edition.outside else sight))

    @property
    def handling(self) -> str:
        """The handling mark: the strictest of the tables that the view reads, and of the incidents shown."""
        return handling.for_view(self.snapshot, self.used_by, self.filters.source).words

    @property
    def mark(self) -> str:
        """The mark of data that is not real, where the incidents shown are not."""
        return self.snapshot.settings.mark(self.filters.source)
