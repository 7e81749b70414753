"""What is wrong with a customer, in the words in which an attendant would say it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enlace.core.datas import dia_local
from enlace.core.dinheiro import ZERO
from enlace.painel.celulas import dia, dinheiro, em_palavras
from enlace.painel.clientes.resumo import Resumo, ServicoNaFicha

# More of the same are counted instead of named.
_NOMEADOS: Final = 3


@dataclass(frozen=True)
class Sinal:
    """One sentence, its tone (estilo.css) and where one does something about it."""

    tom: str
    texto: str
    endereco: str = ""


def sinais(resumo: Resumo, *, id_cliente: int, agora: datetime) -> list[Sinal]:
    """The worst first: money, what does not work, what is being done about it."""
    return [
        *_vencidas(resumo, id_cliente),
        *_parados(resumo),
        *_em_confianca(resumo),
        *_offline(resumo, agora),
        *_atendimentos(resumo, id_cliente, agora),
        *_ordens_de_hoje(resumo, agora),
    ]


def _vencidas(resumo: Resumo, id_cliente: int) -> Iterator[Sinal]:
    if vencidas := resumo.vencidas:
        texto = ngettext(
            "%(quantas)d fatura vencida: %(total)s a pagar hoje, vencida em %(desde)s.",
            "%(quantas)d faturas vencidas: %(total)s a pagar hoje, a mais antiga em %(desde)s.",
            len(vencidas),
        ) % {
            "quantas": len(vencidas),
            "total": dinheiro(sum((fatura.hoje for fatura in vencidas), ZERO)),
            "desde": dia(vencidas[0].fatura.data_vencimento),
        }
        yield Sinal("ruim", texto, reverse("painel:clientes:faturas", args=[id_cliente]) + "?situacao=vencidas")


def _parados(resumo: Resumo) -> Iterator[Sinal]:
    parados = [servico for servico in resumo.vivos if servico.servico.status_id != "servico_habilitado"]
    for servico in parados[:_NOMEADOS]:
        desde = f", desde {dia(servico.suspenso_desde)}" if servico.suspenso_desde else ""
        ate = f", até o fim de {dia(servico.pausado_ate)}" if servico.pausado_ate else ""
        texto = f"{servico.servico.status}: {_nome(servico)}{desde}{ate}."
        yield Sinal("ruim" if servico.servico.status_id == "suspenso_debito" else "atencao", texto)
    yield from _resto(parados, _("e mais %d serviços que não estão habilitados."))


def _em_confianca(resumo: Resumo) -> Iterator[Sinal]:
    for servico in resumo.vivos:
        if servico.desbloqueado_ate:
            texto = _("Desbloqueado em confiança até o fim de %(dia)s: %(nome)s.")
            yield Sinal("atencao", texto % {"dia": dia(servico.desbloqueado_ate), "nome": _nome(servico)})


def _offline(resumo: Resumo, agora: datetime) -> Iterator[Sinal]:
    if not resumo.ve_sessoes:
        return
    offline = [servico for servico in resumo.vivos if servico.deveria_conectar and not servico.conectado]
    for servico in offline[:_NOMEADOS]:
        fim = servico.conexao.fim if servico.conexao else None
        quando = _("Offline %s") % em_palavras(fim, agora=agora) if fim else _("Nunca conectou")
        motivo = f" ({servico.conexao.como_terminou})" if servico.conexao and servico.conexao.como_terminou else ""
        yield Sinal("atencao", f"{quando}: {_nome(servico)}{motivo}.")
    yield from _resto(offline, _("e mais %d serviços offline."))


def _atendimentos(resumo: Resumo, id_cliente: int, agora: datetime) -> Iterator[Sinal]:
    if abertos := resumo.atendimentos:
        texto = ngettext(
            "%(quantos)d atendimento aberto, %(desde)s.",
            "%(quantos)d atendimentos abertos, o mais antigo %(desde)s.",
            len(abertos),
        ) % {"quantos": len(abertos), "desde": em_palavras(abertos[0].aberto_em, agora=agora)}
        yield Sinal("info", texto, reverse("painel:clientes:atendimentos", args=[id_cliente]) + "?situacao=abertos")


def _ordens_de_hoje(resumo: Resumo, agora: datetime) -> Iterator[Sinal]:
    for ordem in resumo.ordens:
        if ordem.inicio and dia_local(ordem.inicio) == dia_local(agora):
            texto = _("OS %(numero)s hoje às %(hora)s: %(assunto)s%(com)s.") % {
                "numero": ordem.numero,
                "hora": f"{localtime(ordem.inicio):%H:%M}",
                "assunto": ordem.assunto,
                "com": f", {ordem.com_quem}" if ordem.com_quem else "",
            }
            yield Sinal("info", texto, reverse("painel:ordens:ordem", args=[ordem.id]))


def _resto(todos: Sequence[ServicoNaFicha], frase: str) -> Iterator[Sinal]:
    if len(todos) > _NOMEADOS:
        yield Sinal("atencao", frase % (len(todos) - _NOMEADOS))


def _nome(servico: ServicoNaFicha) -> str:
    """A service as people tell it from the customer's others."""
    return f"{servico.servico.plano.nome} ({servico.servico.login})" if servico.servico.login else servico.servico.plano.nome
