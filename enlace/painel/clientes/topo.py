"""What stands above every page of a customer: who it is, the alerts, the tabs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente, Contato, GrupoCliente
from enlace.core.datas import agora
from enlace.servicos.alertas_do_cliente import alertas_do_cliente


@dataclass(frozen=True)
class _Aba:
    """A tab: its words, its page, what one must be allowed to see."""

    rotulo: str | Promise
    rota: str
    permissao: str = ""


@dataclass(frozen=True)
class AbaMostrada:
    """A tab on one page."""

    rotulo: str
    endereco: str
    atual: bool


_ABAS: Final = (
    _Aba(_("Resumo"), "ficha"),
    _Aba(_("Faturas"), "faturas", "financeiro.view_fatura"),
    _Aba(_("Atendimentos"), "atendimentos", "atendimento.view_atendimento"),
    _Aba(_("Ordens de serviço"), "ordens", "ordens_servico.view_ordemservico"),
    _Aba(_("Conexões"), "conexoes", "radius.view_sessao"),
    _Aba(_("Mensagens"), "mensagens", "mensagens.view_mensagem"),
    _Aba(_("Histórico"), "historico", "auditoria.view_registro"),
)


def topo(request: HttpRequest, id_cliente: int, aba: str) -> Mapping[str, Any]:
    """The context of what stands above a page: two statements. 404 where there is no such customer."""
    cliente = Cliente.objects.filter(pk=id_cliente).annotate(nomes_dos_grupos=_GRUPOS, pessoas=_CONTATOS).first()
    if cliente is None:
        raise Http404
    return {
        "cliente": cliente,
        "telefones": list(filter(None, (cliente.telefone_primario, cliente.telefone_secundario, cliente.telefone_terciario))),
        "emails": list(filter(None, (cliente.email_principal, cliente.email_secundario))),
        "alertas": alertas_do_cliente(id_cliente, agora=agora()) if request.user.has_perm("servicos.view_alerta") else [],
        "abas": [
            AbaMostrada(str(cada.rotulo), reverse(f"painel:clientes:{cada.rota}", args=[id_cliente]), cada.rota == aba)
            for cada in _ABAS
            if not cada.permissao or request.user.has_perm(cada.permissao)
        ],
    }


_GRUPOS: Final = ArraySubquery(
    GrupoCliente.objects.filter(clientes=OuterRef("pk")).order_by("descricao").values_list("descricao", flat=True)
)
_CONTATOS: Final = ArraySubquery(
    Contato.objects.filter(cliente=OuterRef("pk"))
    .order_by("nome", "pk")
    .values(pessoa=JSONObject(id_contato="pk", nome="nome", email="email", telefone="telefone", recebe_cobranca="recebe_cobranca"))
)
