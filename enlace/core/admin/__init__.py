"""What the admin pages of every domain have in common: look, search, limits for large tables, secrets and the trace of changes.

The lowest domains cannot import `auditoria`; nor do they need to: the pages tell their site (`SiteComTrilha`, the panel's), and
the site records.
"""

from enlace.core.admin.base import Inline, PainelModelAdmin, SomenteLeitura, acao_na_ficha
from enlace.core.admin.busca import codigo_digitado
from enlace.core.admin.classificacao import ClassificacaoAdmin
from enlace.core.admin.legivel import json_legivel
from enlace.core.admin.paginacao import PaginadorDeTabelaGrande
from enlace.core.admin.segredo import FormularioComSegredos
from enlace.core.admin.unica import LinhaUnica

__all__ = [
    "ClassificacaoAdmin",
    "FormularioComSegredos",
    "Inline",
    "LinhaUnica",
    "PaginadorDeTabelaGrande",
    "PainelModelAdmin",
    "SomenteLeitura",
    "acao_na_ficha",
    "codigo_digitado",
    "json_legivel",
]
