"""One order: where, for whom, when, who, and how it went."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from enlace.contas.models import Usuario
from enlace.enderecos.models import Endereco
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.ordens import celulas, consultas
from enlace.painel.ordens.escolha_de_servico import onde

_MAPA = "https://www.google.com/maps/search/?"


@dataclass(frozen=True)
class Passo:
    """Something that happened to an order."""

    quando: datetime | None
    que: str
    texto: str = ""


@pagina("ordens_servico.view_ordemservico")
def ordem(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:
    """Everything about it; the acts are for who plans orders, and for the technicians that are on it."""
    esta = get_object_or_404(consultas.para_a_ficha(), pk=id_ordem_servico)
    servico = esta.cliente_servico
    contexto = {
        "ordem": esta,
        "servico": servico,
        "cliente": servico.cliente,
        "endereco": servico.endereco_instalacao,
        "onde": onde(servico.endereco_instalacao),
        "no_mapa": _no_mapa(servico.endereco_instalacao),
        "situacao": celulas.situacao(esta),
        "quando": celulas.quando(esta),
        "tecnicos": celulas.tecnicos(esta),
        "aberta": esta.status in OrdemServico.ABERTAS,
        "executa": executa(usuario_de(request), esta),
        "historia": _historia(esta),
    }
    return render(request, "painel/ordens/ordem.html", contexto)


def executa(usuario: Usuario, esta: OrdemServico) -> bool:
    """Whether a person may begin and end an order: who plans them any, a technician those that he is on."""
    if usuario.has_perm("ordens_servico.change_ordemservico"):
        return True
    escalado = any(escalado.usuario_id == usuario.pk for escalado in esta.escalados.all())
    return escalado and usuario.has_perm("ordens_servico.executar")


def _no_mapa(endereco: Endereco) -> str:
    """Where a map of the person's own choice shows the place: opened by a click, never by the page."""
    if endereco.latitude is not None:
        lugar = f"{endereco.latitude},{endereco.longitude}"
    else:
        lugar = f"{onde(endereco)}, {endereco.bairro}, {endereco.cep}"
    return _MAPA + urlencode({"api": 1, "query": lugar})


def _historia(esta: OrdemServico) -> list[Passo]:
    aberta = Passo(esta.data_cadastro, _("Aberta por %(quem)s") % {"quem": esta.usuario_abertura}, esta.descricao_abertura)
    passos = [aberta]
    if esta.data_inicio_executado is not None:
        passos.append(Passo(esta.data_inicio_executado, _("Iniciada")))
    if esta.usuario_fechamento is not None:
        como = _("Cancelada") if esta.status == OrdemServico.Status.CANCELADO else _("Finalizada")
        que = _("%(como)s por %(quem)s") % {"como": como, "quem": esta.usuario_fechamento}
        passos.append(Passo(esta.data_termino_executado, que, esta.descricao_fechamento or ""))
    return passos
