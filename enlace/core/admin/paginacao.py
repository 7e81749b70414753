"""Pages of a table that is too large to be counted."""

from typing import TYPE_CHECKING, Any, Final, cast

from django.core.paginator import Paginator
from django.db import connections, models
from django.utils.functional import cached_property

# Django's paginator has its type parameter for the type checker only.
if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator

# Nobody pages further than this through the answer of a search: they search better.
LIMITE: Final = 10_000


class PaginadorDeTabelaGrande(_Paginator):
    """Counts at most `limite` rows of a search; for the whole table takes PostgreSQL's own estimate."""

    limite = LIMITE

    @cached_property
    def count(self) -> int:
        """Rows to page through: exact up to `limite`."""
        linhas = cast("models.QuerySet[Any]", self.object_list)
        # By their keys: columns that a list computes for each row are not computed to be counted.
        contadas = linhas.order_by().values("pk")[: self.limite].count()
        if contadas < self.limite or linhas.query.where:
            return contadas
        return max(self.limite, _estimativa(linhas.db, linhas.model))


def _estimativa(banco: str, modelo: type[models.Model]) -> int:
    with connections[banco].cursor() as cursor:
        cursor.execute("select reltuples::bigint from pg_class where oid = %s::regclass", [modelo._meta.db_table])
        linha = cursor.fetchone()
    return int(linha[0]) if linha else 0
