"""What every block of a scenario is made of: frozen models, months, days, amounts, shares, texts.

Answers: how is a number or a date of a scenario written, and which values are refused?
"""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.policy.checks import refuse


class Frozen(BaseModel):
    """Base of everything people write: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True)


def _month(text: object) -> Month:
    if isinstance(text, Month):
        return text
    try:
        return Month.parse(str(text))
    except QelabError:
        refuse("month", text=str(text))


def _day(value: object) -> object:
    if isinstance(value, dt.datetime):
        refuse("date_with_time", text=str(value))
    return value


MonthField = Annotated[
    Month,
    BeforeValidator(_month, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
    Field(json_schema_extra={"type": "string", "pattern": r"^\d{4}-\d{2}$"}),
]
Day = Annotated[dt.date, BeforeValidator(_day)]
Amount = Annotated[float, Field(ge=0, le=1e6, strict=False), AfterValidator(float)]
Share = Annotated[float, Field(ge=0, le=1)]
CouponSpread = Annotated[float, Field(ge=-3, le=3)]
ProgrammeId = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$", max_length=64)]


class Text(Frozen):
    """A text in both languages."""

    en: str
    zh_hant: str = ""

    def in_language(self, lang: str) -> str:
        """The text, in English where there is no translation."""
        return self.zh_hant if lang == "zh-Hant" and self.zh_hant else self.en
