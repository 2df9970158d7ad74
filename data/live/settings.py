"""What `mission.toml` says under `live`: which rows of each live source belong to the mission. Never a credential."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    since: date | None = None


class AcledLive(_Part):
    """ACLED's rows: the country as ACLED writes it (else the mission's), and the first day."""

    country: str = ""


class UcdpLive(_Part):
    """UCDP's rows: the release (25.1 yearly, 25.0.6 Candidate), the country's Gleditsch-Ward number, the first day."""

    version: str = Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){1,3}$")
    country_number: int = Field(gt=0, lt=1000)


class HdxLive(_Part):
    """HDX HAPI's rows: the country's ISO 3166 code of three letters (else that of the mission's), the first day."""

    location_code: str = Field(default="", pattern=r"^([A-Z]{3})?$")


class LiveSettings(BaseModel):
    """One part for each live source; what is not said is taken from the mission, where that can be."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    acled: AcledLive = AcledLive()
    ucdp: UcdpLive | None = None
    hdx: HdxLive = HdxLive()
