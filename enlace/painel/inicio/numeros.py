"""What the first page says of what was counted: numbers in words, the list behind each, in blocks for who may see them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import Atendimento
from enlace.contas.models import Usuario
from enlace.painel import celulas
from enlace.painel.inicio.resumo import fim_do_mes, inicio_do_mes, meia_noite

Texto = str | Promise
# What the worker counted (`resumo.py`).
Contado = Mapping[str, Any]


@dataclass(frozen=True)
class Numero:
    """A number, what it counts, and where that is listed. `tom`: of a state (`celulas.py`); `ruim` when somebody should look."""

    valor: str
    texto: Texto
    endereco: str
    detalhe: Texto = ""
    tom: str = ""


@dataclass(frozen=True)
class Bloco:
    """Numbers of one subject. Without any, `vazio` says so."""

    chave: str
    titulo: Texto
    numeros: list[Numero]
    vazio: Texto = ""


@dataclass(frozen=True)
class Leitor:
    """Who reads the page, and when."""

    usuario: Usuario
    agora: datetime


def blocos(contado: Contado, usuario: Usuario, *, agora: datetime) -> list[Bloco]:
    """What this person may see, what there is to do first."""
    dia = date.fromisoformat(contado["dia"])
    return [montar(contado, dia, Leitor(usuario, agora)) for permissoes, montar in _ASSUNTOS if usuario.has_perms(permissoes)]


def _atendimentos(contado: Contado, _dia: date, leitor: Leitor) -> Bloco:
    meus, abertos = _meus(leitor), contado["atendimentos"]
    numeros = [
        Numero(_inteiro(meus["todos"]), _("comigo"), _fila(quem="meus")),
        Numero(_inteiro(meus["vencidos"]), _("comigo, vencidos"), _fila(quem="meus", prazo="vencido"), tom=_ruim(meus["vencidos"])),
        Numero(_inteiro(abertos["todos"]), _("de todos"), _fila(quem="todos")),
        Numero(_inteiro(abertos["hoje"]), _("de todos, abertos hoje"), _fila(quem="todos", idade="hoje")),
        Numero(_inteiro(abertos["1a3"]), _("de todos, de 1 a 3 dias"), _fila(quem="todos", idade="1a3")),
        Numero(
            _inteiro(abertos["mais3"]),
            _("de todos, de mais de 3 dias"),
            _fila(quem="todos", idade="mais3"),
            tom=_atencao(abertos["mais3"]),
        ),
        Numero(
            _inteiro(abertos["vencidos"]),
            _("de todos, vencidos"),
            _fila(quem="todos", prazo="vencido"),
            tom=_ruim(abertos["vencidos"]),
        ),
    ]
    return Bloco("atendimentos", _("Atendimentos abertos"), numeros)


def _meus(leitor: Leitor) -> dict[str, int]:
    """By the person's own index (atendimento_fila_da_pessoa), now: whoever has closed one wants to see it gone."""
    meus = Atendimento.objects.filter(usuario_responsavel=leitor.usuario, data_fechamento=None)
    return meus.aggregate(todos=Count("pk"), vencidos=Count("pk", filter=Q(data_prazo__lt=leitor.agora)))


def _ordens(contado: Contado, dia: date, _leitor: Leitor) -> Bloco:
    de_hoje, sem_data = contado["ordens"]["hoje"], contado["ordens"]["sem_data"]
    prontas = _("%(quantas)s já finalizadas") % {"quantas": _inteiro(de_hoje["prontas"])} if de_hoje["prontas"] else ""
    numeros = [
        Numero(_inteiro(de_hoje["todas"]), _("para hoje"), _endereco("painel:ordens:agenda", dia=dia.isoformat()), prontas),
        Numero(
            _inteiro(sem_data),
            _("esperam uma data"),
            _endereco("painel:ordens:lista", situacao="aguardando_agendamento"),
            tom=_atencao(sem_data),
        ),
    ]
    return Bloco("ordens", _("Ordens de serviço"), numeros)


def _servicos(contado: Contado, _dia: date, _leitor: Leitor) -> Bloco:
    numeros = [
        Numero(
            _inteiro(estado["quantos"]),
            estado["nome"],
            _endereco("painel:clientes:lista", situacao=estado["estado"]),
            tom=celulas.TONS_DO_SERVICO.get(estado["estado"], "info"),
        )
        for estado in contado["servicos"]
    ]
    return Bloco("servicos", _("Serviços dos clientes"), numeros, _("Nenhum serviço ainda: cadastre o primeiro cliente."))


def _faturas(contado: Contado, dia: date, _leitor: Leitor) -> Bloco:
    soma, primeiro, ultimo = contado["faturas"], inicio_do_mes(dia).isoformat(), fim_do_mes(dia).isoformat()
    nao_vencidas = date.fromisoformat(contado["vencidas_ate"]) + timedelta(days=1)
    do_mes = {"vencimento_de": primeiro, "vencimento_ate": ultimo}
    numeros = [
        Numero(_reais(soma["faturado"]), _("faturado no mês"), _lista_de_faturas(**do_mes), _quantas(soma["faturadas"])),
        Numero(
            _reais(soma["recebido"]),
            _("recebido no mês"),
            _lista_de_faturas(situacao="paga", pagamento_de=primeiro, pagamento_ate=ultimo),
            _quantas(soma["recebidas"]),
        ),
        Numero(
            _reais(soma["em_aberto"]),
            _("a vencer no mês"),
            _lista_de_faturas(situacao="aberta", vencimento_de=max(primeiro, nao_vencidas.isoformat()), vencimento_ate=ultimo),
            _quantas(soma["abertas"]),
        ),
        Numero(
            _reais(soma["vencido"]),
            _("vencido, de todos os meses"),
            _lista_de_faturas(situacao="vencida"),
            _quantas(soma["vencidas"]),
            tom=_ruim(soma["vencidas"]),
        ),
    ]
    return Bloco("faturas", _("Faturas de %(mes)s") % {"mes": date_format(dia, r"F \d\e Y").lower()}, numeros)


def _mensagens(contado: Contado, dia: date, _leitor: Leitor) -> Bloco:
    fila = contado["mensagens"]
    numeros = [
        Numero(_inteiro(fila["esperando"]), _("na fila"), _lista_de_mensagens(estado__in="pendente,enviando")),
        Numero(
            _inteiro(fila["falharam"]),
            _("falharam hoje"),
            _lista_de_mensagens(estado__exact="falhou", finalizada_em__gte=meia_noite(dia).isoformat()),
            tom=_ruim(fila["falharam"]),
        ),
    ]
    return Bloco("mensagens", _("Envio de mensagens"), numeros)


# What one must be allowed to see, all of it, and what is shown then, in the order of the page.
_ASSUNTOS: Final[tuple[tuple[tuple[str, ...], Callable[[Contado, date, Leitor], Bloco]], ...]] = (
    (("atendimento.view_atendimento",), _atendimentos),
    (("ordens_servico.view_ordemservico",), _ordens),
    (("clientes.view_cliente", "servicos.view_clienteservico"), _servicos),
    (("financeiro.view_fatura",), _faturas),
    (("mensagens.view_mensagem",), _mensagens),
)


def _endereco(rota: str, **filtro: str) -> str:
    return f"{reverse(rota)}?{urlencode(filtro)}"


def _fila(**filtro: str) -> str:
    return _endereco("painel:atendimentos:fila", **filtro)


def _lista_de_faturas(**filtro: str) -> str:
    return _endereco("painel:faturas:lista", **filtro)


def _lista_de_mensagens(**filtro: str) -> str:
    return _endereco("admin:mensagens_mensagem_changelist", **filtro)


def _inteiro(quantos: int) -> str:
    return f"{quantos:,}".replace(",", ".")


def _reais(valor: str) -> str:
    return celulas.dinheiro(Decimal(valor))


def _quantas(faturas: int) -> str:
    return f"{_inteiro(faturas)} {'fatura' if faturas == 1 else 'faturas'}"


def _ruim(quantos: int) -> str:
    return "ruim" if quantos else ""


def _atencao(quantos: int) -> str:
    return "atencao" if quantos else ""
