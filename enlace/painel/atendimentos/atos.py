"""What is done in a ticket: a word, another's turn, another type, its end, its beginning anew."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _agora
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.alteracao import Mudanca, alterar
from enlace.atendimento.fechamento import Desfecho
from enlace.atendimento.fechamento import fechar as fechar_atendimento
from enlace.atendimento.fechamento import reabrir as reabrir_atendimento
from enlace.atendimento.mensagens import comentar
from enlace.atendimento.models import Atendimento
from enlace.atendimento.responsavel import encaminhar as encaminhar_atendimento
from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import pagina, volta
from enlace.painel.atendimentos.formularios import Classificacao, Encaminhamento, Fechamento, Resposta
from enlace.painel.atos import Ato, enviado
from enlace.painel.atos import responder as responder_ato
from enlace.processos.edicao_de_atendimento import fechar_com_ordens

_RESPONDER: Final = Ato(
    titulo=_("Acrescentar à história"),
    regra=_("O que você escrever fica na história do atendimento, com seu nome e a hora. Também num que já fechou."),
    botao=_("Acrescentar"),
)
_ENCAMINHAR: Final = Ato(
    titulo=_("Encaminhar o atendimento"),
    regra=_("O atendimento sai da fila de agora e entra na de quem você escolher. O prazo continua o mesmo."),
    botao=_("Encaminhar"),
)
_CLASSIFICAR: Final = Ato(
    titulo=_("Mudar tipo ou situação"),
    regra=_("Outro tipo traz o prazo dele, contado desde a abertura. Para encerrar, use “Fechar”."),
    botao=_("Mudar"),
)
_FECHAR: Final = Ato(
    titulo=_("Fechar o atendimento"),
    regra=_("Fechado, ele sai da fila. Se o cliente voltar a pedir, pode ser reaberto: o prazo começa de novo."),
    botao=_("Fechar o atendimento"),
)
_REABRIR: Final = Ato(
    titulo=_("Reabrir o atendimento"),
    regra=_(
        "Ele volta pendente para a fila de quem o tinha, com o prazo contado de novo. A avaliação do cliente, se houver, é apagada."
    ),
    botao=_("Reabrir"),
)


@pagina("atendimento.change_atendimento")
def responder(request: HttpRequest, id_atendimento: int) -> HttpResponse:
    """Add a message."""
    este = _este(id_atendimento)

    def fazer(dados: dict[str, Any], autor: Autor) -> object:
        return comentar(este.pk, mensagem=dados["mensagem"], autor=autor, agora=datas.agora())

    formulario = Resposta(enviado(request))
    return responder_ato(
        request, _RESPONDER, formulario=formulario, fazer=fazer, feito=_("Mensagem guardada."), volta=_volta(request, este)
    )


@pagina("atendimento.change_atendimento")
def encaminhar(request: HttpRequest, id_atendimento: int) -> HttpResponse:
    """Give it to a person or a department."""
    este = _este(id_atendimento)

    def fazer(dados: dict[str, Any], autor: Autor) -> Atendimento:
        return encaminhar_atendimento(este.pk, para=dados["para"], mensagem=dados["mensagem"], autor=autor, agora=datas.agora())

    def feito(mudado: Atendimento) -> str:
        return _agora("Encaminhado para %(quem)s.") % {"quem": mudado.usuario_responsavel or mudado.setor_responsavel}

    formulario = Encaminhamento(enviado(request))
    return responder_ato(request, _ENCAMINHAR, formulario=formulario, fazer=fazer, feito=feito, volta=_volta(request, este))


@pagina("atendimento.change_atendimento")
def classificar(request: HttpRequest, id_atendimento: int) -> HttpResponse:
    """Another type, another state, what was found out."""
    este = _este(id_atendimento)
    antes = {"tipo": este.tipo_id, "status": este.status_id, "diagnostico": este.resultado_diagnostico or ""}

    def fazer(dados: dict[str, Any], autor: Autor) -> Atendimento:
        # What was left as it was is not changed: the same type again would bring its limit of today.
        mudanca = Mudanca(
            tipo=dados["tipo"] if dados["tipo"].pk != antes["tipo"] else None,
            status=dados["status"] if dados["status"].pk != antes["status"] else None,
            diagnostico=dados["diagnostico"] if dados["diagnostico"] != antes["diagnostico"] else None,
        )
        return alterar(este.pk, mudanca, autor=autor)

    formulario = Classificacao(enviado(request), initial=antes)
    return responder_ato(
        request, _CLASSIFICAR, formulario=formulario, fazer=fazer, feito=_("Atendimento mudado."), volta=_volta(request, este)
    )


@pagina("atendimento.change_atendimento")
def fechar(request: HttpRequest, id_atendimento: int) -> HttpResponse:
    """Close it; its open orders end with it or go on, as is chosen by who may end orders. Otherwise they go on."""
    este = _este(id_atendimento)
    encerra = request.user.has_perm("ordens_servico.change_ordemservico")
    com_ordens = encerra and OrdemServico.objects.filter(atendimento=este, status__in=OrdemServico.ABERTAS).exists()

    def fazer(dados: dict[str, Any], autor: Autor) -> Atendimento:
        concluido = dados["resultado"] == Atendimento.StatusFechamento.CONCLUIDO
        desfecho = Desfecho(descricao=dados["descricao"], concluido=concluido, motivo=dados["motivo"])
        verbo = fechar_com_ordens if dados.get("ordens") == "finalizar" else fechar_atendimento
        return verbo(este.pk, desfecho, autor=autor, agora=datas.agora())

    formulario = Fechamento(enviado(request), com_ordens=com_ordens)
    return responder_ato(
        request, _FECHAR, formulario=formulario, fazer=fazer, feito=_("Atendimento fechado."), volta=_volta(request, este)
    )


@pagina("atendimento.change_atendimento")
def reabrir(request: HttpRequest, id_atendimento: int) -> HttpResponse:
    """Open it again."""
    este = _este(id_atendimento)

    def fazer(dados: dict[str, Any], autor: Autor) -> Atendimento:
        return reabrir_atendimento(este.pk, mensagem=dados["mensagem"], autor=autor, agora=datas.agora())

    formulario = Resposta(enviado(request))
    return responder_ato(
        request, _REABRIR, formulario=formulario, fazer=fazer, feito=_("Atendimento reaberto."), volta=_volta(request, este)
    )


def _este(id_atendimento: int) -> Atendimento:
    return get_object_or_404(Atendimento, pk=id_atendimento)


def _volta(request: HttpRequest, este: Atendimento) -> str:
    return volta(request, reverse("painel:atendimentos:atendimento", args=[este.pk]))
