"""Records of the audit as people read them: what was done with what, and each column that changed, by its name and its value."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import Atendimento, AtendimentoStatus, MotivoFechamento, TipoAtendimento
from enlace.auditoria.models import Registro
from enlace.clientes.models import Contato
from enlace.contas.models import Setor, Usuario
from enlace.enderecos.models import Endereco
from enlace.financeiro.models import ContaBancaria, Fatura
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.painel.clientes.consultas import Registrado
from enlace.painel.clientes.valores import NADA, Campo, Nomes, em_texto
from enlace.planos.models import Plano
from enlace.rede.models import InterfaceConexao
from enlace.servicos.models import MotivoCancelamento, ServicoStatus

_Modelo = type[models.Model]

# What only programs ask for, and whose the row is, which the page says already.
_SEM_INTERESSE: Final = frozenset(
    {"uuid_cliente", "uuid_cliente_servico", "uuid_mensagem", "token", "id_cliente", "pedido", "id_tarefa"}
)
_ACOES: Final[Mapping[str, str | Promise]] = {
    "abrir": _("Aberto"),
    "agendar": _("Agendada"),
    "alterar": _("Alterado"),
    "alterar_contato": _("Contato alterado"),
    "apagar": _("Apagado"),
    "apagar_contato": _("Contato apagado"),
    "avaliar": _("Avaliado"),
    "cadastrar": _("Cadastrado"),
    "cancelar": _("Cancelado"),
    "comentar": _("Comentado"),
    "contratar": _("Contratado"),
    "creditar": _("Creditado"),
    "desbloquear_em_confianca": _("Desbloqueado em confiança"),
    "desconectar": _("Desconectado"),
    "desfazer": _("Desfeito"),
    "desmarcar": _("Tirada da agenda"),
    "emitir": _("Emitida"),
    "encaminhar": _("Encaminhado"),
    "encerrar_desbloqueio": _("Fim do desbloqueio em confiança"),
    "enviar_email": _("Enviada por e-mail"),
    "enviar_push": _("Enviada por notificação"),
    "enviar_sms": _("Enviada por SMS"),
    "esquecer_mac": _("MAC limpo"),
    "fechar": _("Fechado"),
    "finalizar": _("Finalizada"),
    "habilitar": _("Habilitado"),
    "incluir": _("Incluído"),
    "incluir_contato": _("Contato incluído"),
    "iniciar": _("Iniciada"),
    "lancar": _("Lançada"),
    "mudar_endereco": _("Endereço mudado"),
    "mudar_plano": _("Plano mudado"),
    "quitar": _("Paga"),
    "reabrir": _("Reaberto"),
    "receber": _("Recebido"),
    "renegociar": _("Renegociada"),
    "restabelecer": _("Restabelecido"),
    "retomar": _("Retomado depois da suspensão a pedido"),
    "revogar_link": _("Link revogado"),
    "suspender_a_pedido": _("Suspenso a pedido do cliente"),
    "suspender_por_debito": _("Suspenso por débito"),
    "ver_senha": _("Senha vista"),
}
_PAGINAS: Final[Mapping[str, str]] = {
    Fatura._meta.db_table: "painel:faturas:fatura",
    Atendimento._meta.db_table: "painel:atendimentos:atendimento",
    OrdemServico._meta.db_table: "painel:ordens:ordem",
    "cliente_servico": "painel:servicos:servico",
}
# By what a row of a reference table is called where only its key was recorded.
_CHAMADOS: Final[Mapping[_Modelo, Any]] = {
    AtendimentoStatus: F("descricao"),
    ContaBancaria: F("descricao"),
    Endereco: Concat("logradouro", Value(" "), "endereco", Value(", "), "numero", output_field=TextField()),
    InterfaceConexao: Concat("equipamento__nome", Value(" "), "nome", output_field=TextField()),
    MotivoCancelamento: F("descricao"),
    MotivoFechamento: F("descricao"),
    Plano: F("nome"),
    ServicoStatus: F("descricao"),
    Setor: F("descricao"),
    TipoAtendimento: F("descricao"),
    TipoOrdemServico: F("descricao"),
    Usuario: F("nome"),
}


@dataclass(frozen=True)
class Mudou:
    """One column that changed: its name, what it was, what it became."""

    rotulo: str
    antes: str
    depois: str


@dataclass(frozen=True)
class Acontecimento:
    """One record: what was done with what (and where that is seen), by whom, when, and what changed."""

    titulo: str
    que: str
    endereco: str
    quem: str
    quando: datetime
    mudancas: Sequence[Mudou]
    novo: bool


def em_palavras(registros: Sequence[Registrado]) -> list[Acontecimento]:
    """The records in words; the names of what they point at are asked for in one statement."""
    nomes = _nomes(registros)
    return [_acontecimento(registro, nomes) for registro in registros]


def _acontecimento(registro: Registrado, nomes: Nomes) -> Acontecimento:
    modelo = _modelo(registro)
    rota = _PAGINAS.get(registro.tabela)
    return Acontecimento(
        titulo=str(_ACOES.get(registro.acao) or registro.acao.replace("_", " ").capitalize()),
        que=_que(registro),
        endereco=reverse(rota, args=[registro.chave]) if rota and registro.chave.isdecimal() else "",
        quem=_quem(registro),
        quando=registro.quando,
        mudancas=list(_mudancas(registro, modelo, nomes)),
        novo=not registro.antes,
    )


def _que(registro: Registrado) -> str:
    """`Fatura 12`; the customer itself needs no number."""
    modelo = _por_tabela().get(registro.tabela)
    nome = str(modelo._meta.verbose_name) if modelo else registro.tabela
    return nome.capitalize() if registro.tabela == "cliente" else f"{nome.capitalize()} {registro.chave}"


def _quem(registro: Registrado) -> str:
    porta = Registro.Porta(registro.porta)
    if porta is Registro.Porta.PAINEL and registro.quem:
        return registro.quem
    return f"{registro.quem} ({porta.label})" if registro.quem else str(porta.label)


def _mudancas(registro: Registrado, modelo: _Modelo | None, nomes: Nomes) -> Iterator[Mudou]:
    for coluna in dict.fromkeys((*registro.antes, *registro.depois)):
        antes, depois = registro.antes.get(coluna), registro.depois.get(coluna)
        if coluna in _SEM_INTERESSE or (antes in NADA and depois in NADA):
            continue
        campo = _campos(modelo).get(coluna) if modelo else None
        yield Mudou(_rotulo(coluna, campo), em_texto(antes, campo, nomes), em_texto(depois, campo, nomes))


def _rotulo(coluna: str, campo: "Campo | None") -> str:
    nome = str(campo.verbose_name) if campo else coluna.removeprefix("id_").replace("_", " ")
    return nome[:1].upper() + nome[1:]


def _nomes(registros: Sequence[Registrado]) -> dict[tuple[str, str], str]:
    """The names of the rows of reference tables that these records point at, by table and key: one statement, or none."""
    chaves: dict[_Modelo, set[str]] = defaultdict(set)
    for registro in registros:
        campos = _campos(modelo) if (modelo := _modelo(registro)) else {}
        for coluna, valor in (*registro.antes.items(), *registro.depois.items()):
            campo = campos.get(coluna)
            if isinstance(campo, models.ForeignKey) and campo.related_model in _CHAMADOS and valor is not None:
                chaves[campo.related_model].add(str(valor))
    consultas = [
        modelo._base_manager.filter(pk__in=valores)
        .annotate(tabela=Value(modelo._meta.db_table, CharField()), chave=Cast("pk", TextField()), chamado=_CHAMADOS[modelo])
        .order_by()
        .values_list("tabela", "chave", "chamado")
        for modelo, valores in chaves.items()
    ]
    if not consultas:
        return {}
    return {(tabela, chave): nome for tabela, chave, nome in consultas[0].union(*consultas[1:], all=True)}


def _modelo(registro: Registrado) -> _Modelo | None:
    """Whose columns a record holds: a contact's are recorded as the customer's."""
    return Contato if registro.acao.endswith("_contato") else _por_tabela().get(registro.tabela)


@cache
def _por_tabela() -> Mapping[str, _Modelo]:
    return {modelo._meta.db_table: modelo for modelo in apps.get_models()}


@cache
def _campos(modelo: _Modelo) -> Mapping[str, Campo]:
    return {str(campo.column): campo for campo in modelo._meta.concrete_fields}
