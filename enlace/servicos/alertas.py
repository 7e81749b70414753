"""Verbs of alerts: make, change, end; and whom one reaches, before it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from enlace.auditoria.registro import Autor, registrar, registrar_mudanca, retrato
from enlace.clientes.models import Cliente
from enlace.core.errors import RuleRefused
from enlace.servicos.models import Alerta

_ALCANCE: Final = (Path(__file__).parent / "consultas" / "alcance_do_alerta.sql").read_text()
_PRIMEIROS: Final = 10


class AlertaSemAlvo(RuleRefused):
    """An alert for nobody would be believed to be out."""

    mensagem = "Diga para quem é o alerta: todos os clientes ou ao menos um alvo."


class AlertaTerminaAntes(RuleRefused):
    """It ends before it begins."""

    mensagem = "O fim deve ser depois do início."


class AlertaEncerrado(RuleRefused):
    """There is nothing left to end."""

    mensagem = "Este alerta já está encerrado."


@dataclass(frozen=True, kw_only=True)
class Alvos:
    """To whom: everybody, or the keys of places, of network and of people; named as the columns of `Alerta`."""

    para_todos: bool = False
    cidades: frozenset[int] = frozenset()
    bairros: frozenset[int] = frozenset()
    pops: frozenset[int] = frozenset()
    equipamentos: frozenset[int] = frozenset()
    interfaces: frozenset[int] = frozenset()
    grupos_cliente: frozenset[int] = frozenset()
    clientes: frozenset[int] = frozenset()

    def por_tipo(self) -> Mapping[str, frozenset[int]]:
        """The keys of each kind of target; none of them counts when it is for everybody."""
        return {tipo: frozenset() if self.para_todos else getattr(self, tipo) for tipo in TIPOS_DE_ALVO}

    def nenhum(self) -> bool:
        """Whether it would be for nobody."""
        return not self.para_todos and not any(self.por_tipo().values())


TIPOS_DE_ALVO: Final = tuple(campo.name for campo in fields(Alvos) if campo.name != "para_todos")


@dataclass(frozen=True, kw_only=True)
class DadosDoAlerta:
    """What a person writes in an alert. `fim` None: until it is ended."""

    descricao: str
    texto: str
    inicio: datetime
    fim: datetime | None = None
    alvos: Alvos = field(default_factory=Alvos)


@dataclass(frozen=True)
class ClienteAlcancado:
    """One of those whom an alert reaches."""

    id_cliente: int
    codigo: int
    nome: str


@dataclass(frozen=True)
class Alcance:
    """How many customers, and the first of them."""

    quantos: int
    primeiros: tuple[ClienteAlcancado, ...]


def criar_alerta(dados: DadosDoAlerta, *, autor: Autor) -> Alerta:
    """Make an alert. Refused: `AlertaSemAlvo`, `AlertaTerminaAntes`."""
    _conferir(dados)
    with transaction.atomic():
        alerta = Alerta(ativo=True)
        _preencher(alerta, dados)
        registrar(autor, "incluir", alerta, antes=None, depois=_retrato(alerta))
    return alerta


def alterar_alerta(id_alerta: int, dados: DadosDoAlerta, *, autor: Autor) -> Alerta:
    """Change an alert; one that was switched off works again. Refused: `AlertaSemAlvo`, `AlertaTerminaAntes`."""
    _conferir(dados)
    with transaction.atomic():
        alerta = Alerta.objects.select_for_update().get(pk=id_alerta)
        antes = _retrato(alerta)
        alerta.ativo = True
        _preencher(alerta, dados)
        registrar_mudanca(autor, "alterar", alerta, antes=antes, depois=_retrato(alerta))
    return alerta


def encerrar_alerta(id_alerta: int, *, agora: datetime, autor: Autor) -> None:
    """End an alert now; one that has not begun never will. Refused: `AlertaEncerrado`."""
    with transaction.atomic():
        alerta = Alerta.objects.select_for_update().get(pk=id_alerta)
        if alerta.situacao(em=agora) == Alerta.Situacao.ENCERRADO:
            raise AlertaEncerrado
        antes = retrato(alerta)
        alerta.ativo = False
        if alerta.data_inicio < agora:
            alerta.data_fim = agora
        alerta.save(update_fields=["ativo", "data_fim"])
        registrar_mudanca(autor, "encerrar", alerta, antes=antes)


def alcance(alvos: Alvos, *, primeiros: int = _PRIMEIROS) -> Alcance:
    """Whom an alert with these targets reaches now, by the rule of the API (documentation 4.3, "IMPORTANTE 3")."""
    if alvos.para_todos:
        todos = Cliente.objects.order_by("pk").values_list("pk", "codigo_cliente", "nome_razaosocial")
        return Alcance(Cliente.objects.count(), tuple(ClienteAlcancado(*linha) for linha in todos[:primeiros]))
    por_tipo = {tipo: sorted(chaves) for tipo, chaves in alvos.por_tipo().items()}
    with connection.cursor() as cursor:
        cursor.execute(_ALCANCE, {"primeiros": primeiros, **por_tipo})
        linhas = cursor.fetchall()
    return Alcance(linhas[0][0] if linhas else 0, tuple(ClienteAlcancado(*linha[1:]) for linha in linhas))


def alvos_de(alerta: Alerta) -> Alvos:
    """The targets of an alert that exists."""
    chaves = {tipo: frozenset(getattr(alerta, tipo).order_by().values_list("pk", flat=True)) for tipo in TIPOS_DE_ALVO}
    return Alvos(para_todos=alerta.para_todos, **chaves)


def _conferir(dados: DadosDoAlerta) -> None:
    if dados.alvos.nenhum():
        raise AlertaSemAlvo
    if dados.fim is not None and dados.fim <= dados.inicio:
        raise AlertaTerminaAntes


def _preencher(alerta: Alerta, dados: DadosDoAlerta) -> None:
    alerta.descricao, alerta.texto_alerta = dados.descricao, dados.texto
    alerta.data_inicio, alerta.data_fim = dados.inicio, dados.fim
    alerta.para_todos = dados.alvos.para_todos
    alerta.save()
    for tipo, chaves in dados.alvos.por_tipo().items():
        getattr(alerta, tipo).set(chaves)


def _retrato(alerta: Alerta) -> dict[str, object]:
    """With its targets."""
    return {**retrato(alerta), **{tipo: sorted(chaves) for tipo, chaves in alvos_de(alerta).por_tipo().items()}}
