"""Column types and columns that several models share."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import UtcDateTime


class Word(sa.types.TypeDecorator[StrEnum]):
    """A word of one vocabulary, stored as text; any other is refused, on the way in and on the way out."""

    impl = sa.String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(30)
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class TextList(sa.types.TypeDecorator[tuple[str, ...]]):
    """An ordered list of short texts, such as address lines; a tuple, so that a change in place cannot get lost."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str]:
        if isinstance(value, str) or not all(isinstance(text, str) for text in value or ()):
            raise ValueError("a list of texts is needed")
        return list(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        return tuple(value)


class Words(TextList):
    """Several words of one vocabulary, each once, in an order."""

    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str]:
        return [self.kind(word).value for word in dict.fromkeys(super().process_bind_param(value, dialect))]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[StrEnum, ...]:
        return tuple(self.kind(word) for word in value)


class Numbers(sa.types.TypeDecorator[tuple[int, ...]]):
    """A short list of whole numbers; a tuple, so that a change in place cannot get lost."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> list[int]:
        return list(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[int, ...]:
        return tuple(value)


Id = Annotated[int, mapped_column(primary_key=True)]
Position = Annotated[int, mapped_column()]  # 1-based
Language = Annotated[str, mapped_column(sa.String(35))]  # BCP 47
Country = Annotated[str, mapped_column(sa.String(2))]  # ISO 3166-1 alpha-2
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Texts = Annotated[tuple[str, ...], mapped_column(TextList, default=())]


class Dated(Protocol):
    """What holds for some time: all that tells whether it can be used, and when somebody last looked."""

    @property
    def verified_on(self) -> date | None: ...
    @property
    def bounced_on(self) -> date | None: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def holds(entry: Dated, day: date) -> bool:
    """Whether post and calls could be expected to arrive on that day: it held, and nothing had bounced."""
    begun = entry.valid_from is None or entry.valid_from <= day
    ended = entry.valid_to is not None and entry.valid_to < day
    return begun and not ended and not (entry.bounced_on is not None and entry.bounced_on <= day)


class Sourced:
    """Where a postal address or a contact comes from and how long it holds; mixed into both."""

    source: Mapped[str]  # who published it, and when
    verified_on: Mapped[date | None]
    verified_source: Mapped[str | None]  # where somebody saw it then; none: in the source
    bounced_on: Mapped[date | None]
    valid_from: Mapped[date | None]  # none: as far back as we know
    valid_to: Mapped[date | None]  # the last day on which it held; none: it still does

    def holds_on(self, day: date) -> bool:
        """Whether post and calls could be expected to arrive on that day."""
        return holds(self, day)
