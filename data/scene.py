"""What any view or file is made from: one version of the mission, and the filters."""

from dataclasses import dataclass, field

from data.access import handling
from data.filters import Filters
from data.snapshot import Snapshot


@dataclass(frozen=True)
class Scene:
    """A version and the filters that are counted under."""

    snapshot: Snapshot
    filters: Filters
    used_by: str = field(default="", kw_only=True)  # the view, by its key; none for all of the mission

    @property
    def handling(self) -> str:
        """The handling mark: the strictest of the tables that the view reads, and of the incidents shown."""
        return handling.for_view(self.snapshot, self.used_by, self.filters.source).words

    @property
    def mark(self) -> str:
        """The mark of data that is not real, where the incidents shown are not."""
        return self.snapshot.settings.mark(self.filters.source)
