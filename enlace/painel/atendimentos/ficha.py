"""One ticket: what it is about, its story, its orders."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from enlace.atendimento.models import Atendimento, AtendimentoMensagem
from enlace.painel.acesso import pagina
from enlace.painel.atendimentos import celulas, consultas
from enlace.painel.atendimentos.formularios import Resposta
from enlace.painel.ordens.celulas import situacao as situacao_da_ordem


@dataclass(frozen=True)
class Acontecimento:
    """Something in the story of a ticket."""

    quando: datetime
    quem: str
    que: str
    texto: str


@pagina("atendimento.view_atendimento")
def atendimento(request: HttpRequest, id_atendimento: int) -> HttpResponse:
    """The ticket, read by everybody of the house; the acts are for who attends. `?aberto=1`: it was opened this instant."""
    este = get_object_or_404(consultas.para_a_ficha(), pk=id_atendimento)
    contexto = {
        "atendimento": este,
        "servico": este.cliente_servico,
        "cliente": este.cliente_servico.cliente,
        "situacao": celulas.situacao(este),
        "prazo": celulas.prazo(este),
        "vez": celulas.de_quem_e_a_vez(este),
        "historia": _historia(este),
        "ordens": [(ordem, situacao_da_ordem(ordem)) for ordem in consultas.ordens_de(este)],
        "resposta": Resposta(),
        "acabou_de_abrir": "aberto" in request.GET,
    }
    return render(request, "painel/atendimentos/atendimento.html", contexto)


def _historia(este: Atendimento) -> list[Acontecimento]:
    """From the opening on; the closing and the forwards are among the messages (`atendimento.mensagens`)."""
    abertura = Acontecimento(este.data_cadastro, este.usuario_abertura.nome, _("Abertura"), este.descricao_abertura)
    ditas = AtendimentoMensagem.objects.filter(atendimento=este).select_related("usuario").order_by("pk")
    return [abertura, *(Acontecimento(m.data_cadastro, m.usuario.nome, m.get_tipo_display(), m.mensagem) for m in ditas)]
