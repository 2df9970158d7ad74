"""What `mission.toml` says under `editions`: other views, and other columns of single tables, than by default."""

from pydantic import BaseModel, ConfigDict, field_validator

from data.editions.edition import EVENTS, INTERNAL, INTERNAL_KEY, KEYS, PARTNERS, Edition
from data.editions.lists import NEVER, OUTSIDE_COLUMNS, OUTSIDE_VIEWS, TABLES, VIEWS


class EditionSettings(BaseModel):
    """One edition's own lists; of a table that is not named here the columns are those of the default."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    views: tuple[str, ...] | None = None
    columns: dict[str, tuple[str, ...]] = {}

    @field_validator("views")
    @classmethod
    def _known(cls, views: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if unknown := sorted(set(views or ()) - set(VIEWS)):
            raise ValueError(f"{', '.join(unknown)} can be in no edition for outside; one of {', '.join(VIEWS)}")
        return views

    @field_validator("columns")
    @classmethod
    def _may_leave(cls, columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if unknown := sorted(set(columns) - set(TABLES)):
            raise ValueError(f"{', '.join(unknown)} can be in no edition for outside; one of {', '.join(TABLES)}")
        if never := sorted(NEVER.intersection(name for names in columns.values() for name in names)):
            raise ValueError(f"{', '.join(never)} may be in no edition for outside")
        return columns


class EditionsSettings(BaseModel):
    """The two editions for outside: `partners` (country team and OCHA) and `state` (host State and Council)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    partners: EditionSettings = EditionSettings()
    state: EditionSettings = EditionSettings()

    def of(self, key: str) -> Edition:
        """The edition with a key: one of `KEYS`. A KeyError for another."""
        if key == INTERNAL_KEY:
            return INTERNAL
        own = {PARTNERS: self.partners}.get(key, self.state) if key in KEYS else {}[key]
        columns = {**OUTSIDE_COLUMNS[key], **own.columns}
        views = OUTSIDE_VIEWS[key] if own.views is None else own.views
        return Edition(key, views, {name: names for name, names in columns.items() if names}, bool(columns.get(EVENTS)))
