"""Writing many rows at the speed of PostgreSQL's COPY, and a few in one round trip."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models
from psycopg import sql


@dataclass(frozen=True)
class Rows:
    """Rows for one table; their values stand in the order of `columns`."""

    model: type[models.Model]
    columns: tuple[str, ...]
    values: Iterable[tuple[object, ...]]


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    """Write `rows`, whose values stand in the order of `columns`. Constraints hold as always."""
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(model._meta.db_table),  # noqa: SLF001  # Django's documented Meta API
        sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def insert_together(groups: Iterable[Rows]) -> None:
    """Write a few rows of several tables by one statement. Constraints hold as always."""
    parts: list[str] = []
    values: list[Any] = []
    for group in groups:
        rows = list(group.values)
        parts.append(_insert(group.model, group.columns, len(rows)))
        values += [value for row in rows for value in row]
    *first, last = parts
    named = ", ".join(f"part_{number} as ({part})" for number, part in enumerate(first))
    with connection.cursor() as cursor:
        cursor.execute(f"with {named} {last}" if first else last, values)


@cache
def _insert(model: type[models.Model], columns: tuple[str, ...], count: int) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)
    row = "(" + ", ".join(["%s"] * len(columns)) + ")"
    rows = ", ".join([row] * count)
    return f'insert into "{model._meta.db_table}" ({quoted}) values {rows}'  # noqa: S608, SLF001  # our own names


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Take `count` new primary keys from the table's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],  # noqa: SLF001
        )
        return [row[0] for row in cursor.fetchall()]
