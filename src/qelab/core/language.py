"""The two languages of the project."""

from enum import StrEnum


class Language(StrEnum):
    """Languages in which everything printed exists."""

    ENGLISH = "en"
    TRADITIONAL_CHINESE = "zh-Hant"

    @property
    def column(self) -> str:
        """Column of the packaged tables that holds this language."""
        return "zh_hant" if self is Language.TRADITIONAL_CHINESE else "en"
