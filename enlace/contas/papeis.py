"""The roles that every installation begins with: what an attendant, finance, a technician, a manager and an administrator may do.

A role is a group (`auth.Group`) of its name, made once: whatever the provider changes in it afterwards stays. One that was deleted
is made again by the next `enlace migrar`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

# Reference tables that everybody of the panel reads to make sense of what they see.
_COMUM: Final = (
    "clientes.view_cliente",
    "clientes.view_contato",
    "clientes.view_grupocliente",
    "servicos.view_clienteservico",
    "servicos.view_clienteservicopacote",
    "servicos.view_servicostatus",
    "servicos.view_gruposervico",
    "servicos.view_alerta",
    "servicos.view_desbloqueioconfianca",
    "planos.view_plano",
    "planos.view_pacote",
    "planos.view_tecnologia",
    "enderecos.view_endereco",
    "enderecos.view_bairro",
    "enderecos.view_cidade",
    "enderecos.view_estado",
    "atendimento.view_atendimento",
    "atendimento.view_atendimentomensagem",
    "atendimento.view_tipoatendimento",
    "atendimento.view_atendimentostatus",
    "atendimento.view_motivofechamento",
    "atendimento.view_origemcontato",
    "ordens_servico.view_ordemservico",
    "ordens_servico.view_tipoordemservico",
    "radius.view_sessao",
    "contas.view_setor",
)
_ATENDER: Final = ("atendimento.add_atendimento", "atendimento.change_atendimento", "pbx.view_ligacao")
_AGENDAR: Final = ("ordens_servico.add_ordemservico", "ordens_servico.change_ordemservico")
_VENDER: Final = (
    "clientes.add_cliente",
    "clientes.change_cliente",
    "clientes.add_contato",
    "clientes.change_contato",
    "clientes.delete_contato",
    "servicos.add_clienteservico",
    "enderecos.add_endereco",
    "enderecos.change_endereco",
    "prospectos.view_prospecto",
    "prospectos.add_prospecto",
    "prospectos.change_prospecto",
    "prospectos.view_unidadenegocio",
)
_VER_REDE: Final = (
    "rede.view_pop",
    "rede.view_equipamento",
    "rede.view_interfaceconexao",
    "rede.view_zonaatendimento",
    "rede.view_caixaoptica",
    "rede.view_portaatendimento",
    "rede.view_modeloequipamento",
    "rede.view_fabricante",
    "radius.view_nas",
    "radius.view_acesso",
    "radius.view_pedidoaonas",
)
_VER_FATURAS: Final = ("financeiro.view_fatura", "financeiro.view_cobranca", "financeiro.view_pagamento")
_COBRAR: Final = (
    "financeiro.enviar",
    "financeiro.receber",
    "financeiro.cancelar_fatura",
    "financeiro.emitir",
    "financeiro.faturar",
    "financeiro.trocar_arquivos",
    "financeiro.change_avisodebito",
    "financeiro.view_avisodebito",
    "financeiro.view_decisaoinadimplencia",
    "financeiro.view_cobrancaservico",
    "financeiro.add_cobrancaservico",
    "financeiro.change_cobrancaservico",
    "financeiro.view_contabancaria",
    "financeiro.view_formacobranca",
    "financeiro.view_faturamento",
    "financeiro.view_regracobranca",
    "financeiro.view_feriadolocal",
    "financeiro.add_feriadolocal",
    "financeiro.change_feriadolocal",
    "financeiro.view_arquivoremessa",
    "financeiro.view_arquivoretorno",
    "servicos.suspender",
)
_VER_MENSAGENS: Final = ("mensagens.view_mensagem",)

# Whole tables that a manager keeps in order, as `app.modelo`; users, API clients and what holds secrets are the administrator's.
_CADASTROS_DA_GERENCIA: Final = (
    "clientes.grupocliente",
    "servicos.alerta",
    "servicos.gruposervico",
    "servicos.motivocancelamento",
    "servicos.contrato",
    "servicos.clienteservicopacote",
    "planos.plano",
    "planos.pacote",
    "planos.tecnologia",
    "prospectos.unidadenegocio",
    "prospectos.faixadecep",
    "atendimento.tipoatendimento",
    "atendimento.atendimentostatus",
    "atendimento.motivofechamento",
    "atendimento.origemcontato",
    "ordens_servico.tipoordemservico",
    "contas.setor",
    "financeiro.regracobranca",
    "financeiro.formacobranca",
    "financeiro.feriadolocal",
    "mensagens.modelomensagem",
    "configuracao.regradesbloqueio",
)


@dataclass(frozen=True)
class Papel:
    """A role: its name, what it may do, and whole tables that it keeps (`app.modelo`: all four permissions)."""

    nome: str
    permissoes: tuple[str, ...] = ()
    cadastros: tuple[str, ...] = ()
    tudo: bool = False


ATENDENTE: Final = Papel(
    "Atendente",
    (
        *_COMUM,
        *_ATENDER,
        *_AGENDAR,
        *_VENDER,
        *_VER_FATURAS,
        *_VER_MENSAGENS,
        "financeiro.enviar",
        "servicos.desbloquear_em_confianca",
        "servicos.desconectar",
    ),
)
FINANCEIRO: Final = Papel(
    "Financeiro",
    (*_COMUM, *_ATENDER, *_VER_FATURAS, *_COBRAR, *_VER_MENSAGENS, "servicos.desbloquear_em_confianca", "clientes.exportar"),
)
TECNICO: Final = Papel("Técnico", (*_COMUM, *_VER_REDE, "ordens_servico.executar", "servicos.desconectar", "servicos.ver_senha"))
GERENTE: Final = Papel(
    "Gerente",
    (
        *ATENDENTE.permissoes,
        *FINANCEIRO.permissoes,
        *TECNICO.permissoes,
        "servicos.cancelar",
        "servicos.mudar_plano",
        "servicos.mudar_endereco",
        "servicos.change_clienteservico",
        "servicos.view_contrato",
        "servicos.view_motivocancelamento",
        "configuracao.view_provedor",
        "configuracao.view_configuracaoradius",
        "contas.view_usuario",
        "auditoria.view_registro",
        "auditoria.view_leitura",
        "radius.identificar_conexao",
        "radius.view_consultadeendereco",
    ),
    _CADASTROS_DA_GERENCIA,
)
ADMINISTRADOR: Final = Papel("Administrador", tudo=True)
PAPEIS: Final = (ATENDENTE, FINANCEIRO, TECNICO, GERENTE, ADMINISTRADOR)


def garantir_papeis(*, banco: str = "default") -> list[str]:
    """Make the roles that are not there yet; return their names. The others are the provider's own matter.

    Called after each migration, when every permission has its row. One that a role names and no table has is a `LookupError`: a
    role that silently gives less than it says would be found by a person who cannot work.
    """
    with transaction.atomic(using=banco):
        existentes = set(Group.objects.using(banco).values_list("name", flat=True))
        novos = [papel for papel in PAPEIS if papel.nome not in existentes]
        if novos:
            todas = _por_nome(banco)
            for papel in novos:
                grupo = Group.objects.using(banco).create(name=papel.nome)
                grupo.permissions.set(_permissoes(papel, todas))
    return [papel.nome for papel in novos]


def _permissoes(papel: Papel, todas: Mapping[str, Permission]) -> Iterable[Permission]:
    if papel.tudo:
        return todas.values()
    das_tabelas = [nome for cadastro in papel.cadastros for nome in _de_uma_tabela(cadastro)]
    return [todas[nome] for nome in {*papel.permissoes, *das_tabelas}]


def _de_uma_tabela(cadastro: str) -> list[str]:
    opcoes = apps.get_model(cadastro)._meta
    return [f"{opcoes.app_label}.{verbo}_{opcoes.model_name}" for verbo in opcoes.default_permissions]


def _por_nome(banco: str) -> dict[str, Permission]:
    """Every permission over tables of ours, as `app.codigo`."""
    dominios = [app.label for app in apps.get_app_configs() if app.name.startswith("enlace.")]
    nossas = Permission.objects.using(banco).filter(
        Q(content_type__app_label__in=dominios) | Q(content_type__app_label="auth", content_type__model="group")
    )
    return {f"{p.content_type.app_label}.{p.codename}": p for p in nossas.select_related("content_type")}
