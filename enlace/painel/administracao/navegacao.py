"""The panel's menu: what is where, for those who may see it."""

from typing import Final

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.painel import menu

# Group -> (model, icon of Material Symbols). A model without an entry has a page, but no place in the menu.
_MENU: Final = {
    "Clientes": (
        ("clientes.Cliente", "groups"),
        ("servicos.ClienteServico", "lan"),
        ("servicos.DesbloqueioConfianca", "lock_open"),
        ("servicos.Alerta", "campaign"),
        ("clientes.GrupoCliente", "label"),
        ("servicos.GrupoServico", "bookmarks"),
        ("servicos.ServicoStatus", "traffic"),
        ("servicos.MotivoCancelamento", "person_remove"),
        ("servicos.Contrato", "contract"),
    ),
    "Conexões": (
        ("radius.Sessao", "wifi"),
        ("radius.Acesso", "login"),
        ("radius.PedidoAoNas", "power_off"),
        ("radius.Nas", "dns"),
        ("radius.ConsultaDeEndereco", "policy"),
        ("configuracao.ConfiguracaoRadius", "tune"),
    ),
    "Atendimento": (
        ("atendimento.Atendimento", "support_agent"),
        ("ordens_servico.OrdemServico", "build"),
        ("pbx.Ligacao", "phone_in_talk"),
        ("atendimento.TipoAtendimento", "category"),
        ("atendimento.AtendimentoStatus", "pending_actions"),
        ("atendimento.MotivoFechamento", "task_alt"),
        ("atendimento.OrigemContato", "call"),
        ("ordens_servico.TipoOrdemServico", "handyman"),
    ),
    "Financeiro": (
        ("financeiro.Fatura", "receipt_long"),
        ("financeiro.Pagamento", "payments"),
        ("financeiro.Cobranca", "playlist_add"),
        ("financeiro.CobrancaServico", "event_repeat"),
        ("financeiro.Faturamento", "calendar_month"),
        ("financeiro.AvisoDebito", "notification_important"),
        ("financeiro.DecisaoInadimplencia", "gavel"),
        ("financeiro.ContaBancaria", "account_balance"),
        ("financeiro.FormaCobranca", "credit_card"),
        ("financeiro.RegraCobranca", "rule"),
        ("financeiro.FeriadoLocal", "event_busy"),
        ("financeiro.ArquivoRemessa", "upload_file"),
        ("financeiro.ArquivoRetorno", "download"),
    ),
    "Vendas": (
        ("prospectos.Prospecto", "person_add"),
        ("prospectos.UnidadeNegocio", "storefront"),
    ),
    "Planos": (
        ("planos.Plano", "speed"),
        ("planos.Pacote", "deployed_code"),
        ("planos.Tecnologia", "settings_input_antenna"),
    ),
    "Rede": (
        ("rede.Pop", "cell_tower"),
        ("rede.Equipamento", "router"),
        ("rede.InterfaceConexao", "settings_ethernet"),
        ("rede.ZonaAtendimento", "map"),
        ("rede.CaixaOptica", "hub"),
        ("rede.PortaAtendimento", "cable"),
        ("rede.ModeloEquipamento", "memory"),
        ("rede.Fabricante", "factory"),
    ),
    "Endereços": (
        ("enderecos.Endereco", "home_pin"),
        ("enderecos.Bairro", "holiday_village"),
        ("enderecos.Cidade", "location_city"),
        ("enderecos.Estado", "flag"),
        ("enderecos.CepConsultado", "markunread_mailbox"),
    ),
    "Acesso": (
        ("contas.Usuario", "person"),
        ("contas.Setor", "diversity_3"),
        ("auth.Group", "group"),
        ("contas.ClienteApi", "api"),
        ("contas.FalhaDeAcesso", "lock_clock"),
    ),
    "Mensagens": (
        ("mensagens.Mensagem", "outbox"),
        ("mensagens.ModeloMensagem", "edit_note"),
        ("mensagens.ServidorEmail", "mail"),
        ("mensagens.GatewaySms", "sms"),
        ("mensagens.ConfiguracaoPush", "notifications"),
        ("mensagens.Dispositivo", "devices"),
    ),
    "Auditoria": (
        ("auditoria.Registro", "history"),
        ("auditoria.Leitura", "visibility"),
    ),
    "Configuração": (
        ("configuracao.Provedor", "settings"),
        ("configuracao.RegraDesbloqueio", "handshake"),
    ),
}


def montar(request: HttpRequest) -> list[dict[str, object]]:
    """The menu as Unfold wants it, without what this person may not see."""
    telas = [{"title": tela.titulo, "icon": tela.do_admin, "link": tela.endereco} for tela in menu.montar(request)]
    grupos = [
        (titulo, [_item(modelo, icone) for modelo, icone in itens if _pode_ver(request, modelo)]) for titulo, itens in _MENU.items()
    ]
    tabelas = [{"title": titulo, "collapsible": True, "items": itens} for titulo, itens in grupos if itens]
    return [{"title": _("Telas"), "items": telas}, *tabelas]


def ve_auditoria(request: HttpRequest) -> bool:
    """Whether a row's page offers its history."""
    return request.user.has_perm("auditoria.view_registro")


def icone(request: HttpRequest) -> str:  # noqa: ARG001 - Unfold's signature
    """The address of the icon of the browser's tab."""
    return static("painel/favicon.svg")


def estilo(request: HttpRequest) -> str:  # noqa: ARG001 - Unfold's signature
    """The address of our additions to Unfold's style."""
    return static("painel/painel.css")


def script_dos_eventos(request: HttpRequest) -> str:  # noqa: ARG001 - Unfold's signature
    """The address of the script that hears of calls, whose window opens over these pages too."""
    return static("painel/js/eventos.js")


def _item(rotulo: str, icone: str) -> dict[str, object]:
    opcoes = apps.get_model(rotulo)._meta
    titulo = str(opcoes.verbose_name_plural)
    return {
        "title": titulo[:1].upper() + titulo[1:],
        "icon": icone,
        "link": reverse(f"admin:{opcoes.app_label}_{opcoes.model_name}_changelist"),
    }


def _pode_ver(request: HttpRequest, rotulo: str) -> bool:
    modelo = apps.get_model(rotulo)
    return admin.site.is_registered(modelo) and admin.site.get_model_admin(modelo).has_view_permission(request)
