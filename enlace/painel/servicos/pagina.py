"""The page of one service: all that was contracted, where it is, how it is connected, what became of its state."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy

from enlace.enderecos.models import Endereco
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.atos import Texto
from enlace.painel.clientes.atos_do_servico import BotoesDoServico, botoes_do_servico
from enlace.painel.servicos.historia import desbloqueios_de, historia
from enlace.radius.models import Sessao
from enlace.servicos.models import ClienteServico, ClienteServicoContrato, ClienteServicoPacote, DesbloqueioConfianca, GrupoServico

_ENDERECOS = (
    ("endereco_instalacao", gettext_lazy("Instalação")),
    ("endereco_cadastral", gettext_lazy("Cadastro")),
    ("endereco_cobranca", gettext_lazy("Cobrança")),
    ("endereco_fiscal", gettext_lazy("Nota fiscal")),
)


@dataclass(frozen=True)
class Lugar:
    """An address, and all that it is the address of."""

    para: list[Texto]
    endereco: Endereco


@pagina("servicos.view_clienteservico")
def servico(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """A service with its acts."""
    um = get_object_or_404(_completos(), pk=id_cliente_servico)
    desbloqueios = desbloqueios_de(um)
    em_vigor = next((cada for cada in desbloqueios if cada.situacao == DesbloqueioConfianca.Situacao.ATIVO), None)
    usuario = usuario_de(request)
    contexto = {
        "servico": um,
        "em_vigor": em_vigor,
        "botoes": _botoes(request, um, em_confianca=em_vigor is not None),
        "lugares": _lugares(um),
        "pacotes": ClienteServicoPacote.objects.filter(cliente_servico=um).select_related("pacote"),
        "contratos": ClienteServicoContrato.objects.filter(cliente_servico=um).select_related("contrato"),
        "cobranca": getattr(um, "cobranca", None) if usuario.has_perm("financeiro.view_fatura") else None,
        "historia": historia(um, desbloqueios, com_decisoes=usuario.has_perm("financeiro.view_decisaoinadimplencia")),
    }
    return render(request, "painel/servicos/servico.html", contexto)


def _completos() -> QuerySet[ClienteServico]:
    """With all that the page shows of the service itself; never with the password."""
    grupos = GrupoServico.objects.filter(servicos=OuterRef("pk")).order_by("descricao")
    abertas = Sessao.objects.filter(cliente_servico=OuterRef("pk"), acctstoptime__isnull=True)
    juntas = [f"{nome}__bairro__cidade" for nome, _rotulo in _ENDERECOS]
    return (
        ClienteServico.objects.select_related(
            "cliente",
            "plano__tecnologia",
            "status",
            "motivo_cancelamento",
            "vendedor",
            "interface__equipamento",
            "interface_roteamento__equipamento",
            "porta_atendimento__caixa",
            "cobranca__forma",
            *juntas,
        )
        .annotate(nomes_dos_grupos=ArraySubquery(grupos.values("descricao")), conectado=Exists(abertas))
        .defer("senha")
    )


def _botoes(request: HttpRequest, um: ClienteServico, *, em_confianca: bool) -> BotoesDoServico:
    volta = request.get_full_path()
    pode = usuario_de(request).has_perm
    conectado = bool(getattr(um, "conectado", False))
    return botoes_do_servico(um, conectado=conectado, em_confianca=em_confianca, pode=pode, volta=volta)


def _lugares(um: ClienteServico) -> list[Lugar]:
    """Each address once, with all that it is for: mostly the four are one."""
    lugares: dict[int, Lugar] = {}
    for nome, rotulo in _ENDERECOS:
        endereco: Endereco = getattr(um, nome)
        lugares.setdefault(endereco.pk, Lugar([], endereco)).para.append(rotulo)
    return list(lugares.values())
