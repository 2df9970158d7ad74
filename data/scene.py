"""What any view or file is made from: one version of the mission, and the filters."""

from dataclasses import dataclass

from data.filters import Filters
from data.snapshot import Snapshot


@dataclass(frozen=True)
class Scene:
    """A version and the filters that are counted under."""

    snapshot: Snapshot
    filters: Filters

    @property
    def mark(self) -> str:
        """The mark of data that is not real, where the incidents shown are not."""
        return self.snapshot.settings.mark(self.filters.source)
