"""What is configured and what is missing, in the order in which a provider needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enlace.configuracao.models import ConfiguracaoRadius, Provedor, RegraDesbloqueio
from enlace.contas.models import ClienteApi, Usuario
from enlace.financeiro.models import FormaCobranca, RegraCobranca
from enlace.mensagens.models import ConfiguracaoPush, GatewaySms, ServidorEmail
from enlace.prospectos.models import UnidadeNegocio
from enlace.radius.models import Nas


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to configure. `tom`: `bom` it stands, `ruim` missing and needed, `neutro` missing and optional."""

    titulo: str
    tom: str
    frase: str
    # Where it is changed; who may.
    endereco: str
    permissao: str


@dataclass(frozen=True)
class Vias:
    """The ways out, each with its test."""

    servidores: Sequence[ServidorEmail]
    gateways: Sequence[GatewaySms]
    push: ConfiguracaoPush | None


def vias() -> Vias:
    """All of them, those in use first."""
    return Vias(
        list(ServidorEmail.objects.order_by("-usado_pela_api", "nome")),
        list(GatewaySms.objects.order_by("-ativo", "nome")),
        ConfiguracaoPush.objects.first(),
    )


def itens(*, hoje: date, vias: Vias) -> list[Item]:
    """Everything, most needed first."""
    provedor = _provedor()
    return [
        _do_provedor(provedor),
        _existe(
            provedor.tem_forma,
            _("Formas de cobrança"),
            _("Há como cobrar: boleto, Pix ou balcão."),
            _("Sem uma forma de cobrança não há faturas. Cadastre a conta bancária e a forma."),
            FormaCobranca,
        ),
        _da_cobranca(hoje),
        _existe(
            provedor.tem_unidade,
            _("Unidades de negócio"),
            _("Dizem que planos se vendem em que cidades."),
            _("Sem uma, o sistema não sabe que planos oferecer em cada cidade."),
            UnidadeNegocio,
        ),
        _existe(
            provedor.tem_nas,
            _("Concentradores"),
            _("Há equipamento que pergunta ao RADIUS quem pode conectar."),
            _("Sem um, ninguém se conecta por este sistema. Cadastre o equipamento e faça dele um concentrador."),
            Nas,
            reverse("painel:rede:inicio"),
        ),
        _do_email(vias),
        _do_desbloqueio(),
        _do_radius(),
        _do_sms(vias),
        _do_push(vias),
        _do_mapa(provedor),
        *_de_quem(provedor),
    ]


def _provedor() -> Any:  # noqa: ANN401 - the one row, annotated
    linhas = Provedor.objects.defer("logo").annotate(
        tem_forma=Exists(FormaCobranca.objects.filter(ativo=True)),
        tem_unidade=Exists(UnidadeNegocio.objects.all()),
        tem_nas=Exists(Nas.objects.filter(ativo=True)),
        tem_cliente_api=Exists(ClienteApi.objects.filter(ativo=True)),
        tem_outra_pessoa=Exists(Usuario.objects.filter(is_active=True, is_staff=True, is_superuser=False)),
    )
    if (provedor := linhas.first()) is None:
        Provedor.atual()
        provedor = linhas.get()
    return provedor


def _existe(
    existe: bool,  # noqa: FBT001 - read from the database just above
    titulo: str,
    sim: str,
    nao: str,
    tabela: type[Model],
    endereco: str = "",
) -> Item:
    opcoes = tabela._meta
    return Item(
        titulo=titulo,
        tom="bom" if existe else "ruim",
        frase=sim if existe else nao,
        endereco=endereco or reverse(f"admin:{opcoes.app_label}_{opcoes.model_name}_changelist"),
        permissao=f"{opcoes.app_label}.view_{opcoes.model_name}",
    )


def _do_provedor(provedor: Provedor) -> Item:
    faltam = [
        nome
        for nome, valor in (
            (_("razão social"), provedor.razao_social),
            (_("CNPJ"), provedor.cnpj),
            (_("endereço público"), provedor.endereco_publico),
            (_("chave Pix"), provedor.pix_chave),
        )
        if not valor
    ]
    return Item(
        titulo=_("Dados do provedor"),
        tom="ruim" if faltam else "bom",
        frase=_("Falta: %(o_que)s. Vão nas faturas e nos links.") % {"o_que": ", ".join(faltam)} if faltam else str(provedor.nome),
        endereco=reverse("painel:configuracao:provedor"),
        permissao="configuracao.change_provedor",
    )


def _da_cobranca(hoje: date) -> Item:
    regra = RegraCobranca.em(hoje)
    emissao = _("Emite %(n)s dias antes") % {"n": regra.dias_de_antecedencia}
    aviso = ngettext("avisa %(n)s dia depois do vencimento", "avisa %(n)s dias depois do vencimento", regra.dias_para_avisar)
    suspensao = _("suspende %(n)s dias depois do aviso") % {"n": regra.dias_para_suspender}
    return Item(
        titulo=_("Cobrança e inadimplência"),
        tom="bom",
        frase=f"{emissao}; {aviso % {'n': regra.dias_para_avisar}}; {suspensao}.",
        endereco=reverse("painel:configuracao:regras_de_cobranca"),
        permissao="financeiro.view_regracobranca",
    )


def _do_desbloqueio() -> Item:
    regra = RegraDesbloqueio.atual()
    vezes = ngettext("%(n)s vez", "%(n)s vezes", regra.vezes) % {"n": regra.vezes}
    dias = ngettext("%(n)s dia", "%(n)s dias", regra.maximo_de_dias) % {"n": regra.maximo_de_dias}
    aceita = _("Até %(dias)s, %(vezes)s a cada %(periodo)s dias.") % {"dias": dias, "vezes": vezes, "periodo": regra.periodo_dias}
    return Item(
        titulo=_("Desbloqueio em confiança"),
        tom="bom" if regra.habilitado else "neutro",
        frase=aceita if regra.habilitado else _("Desligado: todo pedido é recusado."),
        endereco=reverse("painel:configuracao:desbloqueio"),
        permissao="configuracao.change_regradesbloqueio",
    )


def _do_radius() -> Item:
    radius = ConfiguracaoRadius.atual()
    return Item(
        titulo=_("RADIUS"),
        tom="bom",
        frase=_("Sinal a cada %(s)s segundos; conexões guardadas por %(m)s meses.")
        % {"s": radius.intervalo_de_sinal, "m": radius.meses_de_sessoes},
        endereco=reverse("painel:configuracao:radius"),
        permissao="configuracao.change_configuracaoradius",
    )


def _do_email(vias: Vias) -> Item:
    em_uso = next((servidor for servidor in vias.servidores if servidor.usado_pela_api and servidor.ativo), None)
    frase = _("As mensagens saem por %(nome)s.") % {"nome": em_uso} if em_uso else _("Sem um servidor em uso, nenhum e-mail sai.")
    return Item(
        titulo=_("Servidor de e-mail"),
        tom="ruim" if em_uso is None or em_uso.ultimo_erro else "bom",
        frase=em_uso.ultimo_erro if em_uso and em_uso.ultimo_erro else frase,
        endereco=reverse("admin:mensagens_servidoremail_changelist"),
        permissao="mensagens.view_servidoremail",
    )


def _do_sms(vias: Vias) -> Item:
    ativo = next((gateway for gateway in vias.gateways if gateway.ativo), None)
    frase = _("Os SMS saem por %(nome)s.") % {"nome": ativo} if ativo else _("Opcional: sem um gateway ativo, não saem SMS.")
    return Item(
        titulo=_("Gateway de SMS"),
        tom="neutro" if ativo is None else "ruim" if ativo.ultimo_erro else "bom",
        frase=ativo.ultimo_erro if ativo and ativo.ultimo_erro else frase,
        endereco=reverse("admin:mensagens_gatewaysms_changelist"),
        permissao="mensagens.view_gatewaysms",
    )


def _do_push(vias: Vias) -> Item:
    pronto = vias.push is not None and bool(vias.push.chave_privada or vias.push.fcm_conta_servico)
    return Item(
        titulo=_("Notificações (push)"),
        tom="bom" if pronto else "neutro",
        frase=_("Aparelhos de clientes podem ser notificados.") if pronto else _("Opcional: gere as chaves para usar."),
        endereco=reverse("admin:mensagens_configuracaopush_changelist"),
        permissao="mensagens.view_configuracaopush",
    )


def _do_mapa(provedor: Provedor) -> Item:
    com_chave = bool(provedor.google_maps_chave.strip())
    chave = _("Os endereços ganham coordenadas sozinhos.") if com_chave else _("Opcional: sem a chave, ninguém acha coordenadas.")
    fundo = _("O mapa tem imagens de fundo.") if provedor.mapa_ladrilhos else _("O mapa do dia fica sobre fundo liso.")
    return Item(
        titulo=_("Mapas"),
        tom="bom" if com_chave else "neutro",
        frase=f"{chave} {fundo}",
        endereco=reverse("painel:configuracao:provedor"),
        permissao="configuracao.change_provedor",
    )


def _de_quem(provedor: Any) -> list[Item]:  # noqa: ANN401 - annotated
    return [
        Item(
            titulo=_("Usuários e papéis"),
            tom="bom" if provedor.tem_outra_pessoa else "neutro",
            frase=_("Cada pessoa entra com seu e-mail e pode o que seus papéis dizem."),
            endereco=reverse("painel:configuracao:usuarios"),
            permissao="contas.view_usuario",
        ),
        Item(
            titulo=_("Clientes da API"),
            tom="bom" if provedor.tem_cliente_api else "neutro",
            frase=_("Programas de fora: central do assinante, atendimento automático, telefonia."),
            endereco=reverse("painel:configuracao:clientes_api"),
            permissao="contas.view_clienteapi",
        ),
    ]
