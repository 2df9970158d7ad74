"""What `mission.toml` says about the mandate: when a course is at risk, when a remark is asked for, how CPAS rates."""

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class ProgressSettings(BaseModel):
    """Tolerances of the course of indicators and outputs, as shares of the way from baseline to target.

    So far behind what is planned for a day is at risk from `at_risk` on, and off course from `off_course` on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    at_risk: float = Field(default=0.1, ge=0, le=1)
    off_course: float = Field(default=0.25, gt=0, le=1)

    @model_validator(mode="after")
    def _in_order(self) -> "ProgressSettings":
        if self.off_course <= self.at_risk:
            raise ValueError("off_course must be more than at_risk")
        return self


class BudgetSettings(BaseModel):
    """Results-based budgeting: from which share of the planned value on a difference asks for a remark; 0 for any."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    departs: float = Field(default=0, ge=0, le=1)


class Rating(BaseModel):
    """One step of a scale: the code that tables hold, and what it is called."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str = Field(min_length=1)
    title: str = Field(min_length=1)


class CpasSettings(BaseModel):
    """The Mission's own rating scale of CPAS, lowest first. No official one is known here, so there is no default."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    scale: tuple[Rating, ...] = ()

    @field_validator("scale")
    @classmethod
    def _each_once(cls, scale: tuple[Rating, ...]) -> tuple[Rating, ...]:
        if len({step.code for step in scale}) < len(scale):
            raise ValueError("each code may stand in it once")
        return scale

    def title(self, code: object) -> str:
        """What a rating is called; the code itself where the scale does not have it."""
        return {step.code: step.title for step in self.scale}.get(code, str(code))
