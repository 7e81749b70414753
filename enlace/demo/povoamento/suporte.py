"""Two months of invented tickets and service orders, made through the verbs at the times at which they would have been."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from random import Random

from enlace.atendimento.abertura import Contato, NovoAtendimento, abrir_atendimento
from enlace.atendimento.fechamento import Desfecho, avaliar, fechar
from enlace.atendimento.mensagens import comentar
from enlace.atendimento.models import Atendimento, AtendimentoStatus
from enlace.atendimento.responsavel import encaminhar
from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.demo.documentacao.atendimentos import BIANCA, MASTER, SUPORTE
from enlace.demo.povoamento.assuntos import DE_BALCAO, DE_VISITA, Assunto, Classificacoes
from enlace.demo.povoamento.estados import NOVOS, no_expediente
from enlace.demo.povoamento.visitas import Agenda, Visita
from enlace.ordens_servico.abertura import NovaOrdem, abrir_ordem
from enlace.ordens_servico.agenda import agendar
from enlace.ordens_servico.execucao import Resultado, cancelar, finalizar, iniciar
from enlace.ordens_servico.models import OrdemServico
from enlace.servicos.models import ClienteServico

_COM_COMENTARIO, _ENCAMINHADOS, _AVALIADOS, _PENDENTES, _DESISTENCIAS = 40, 30, 35, 50, 8  # in a hundred
_ATENDENTES = (MASTER, SUPORTE, BIANCA)


class _Papel(Enum):
    """What became of a ticket: how many of them there are, and how many days ago they were opened, at least and at most."""

    VISITA_MARCADA = (12, 0, 3)
    VISITA_POR_MARCAR = (8, 0, 2)
    VISITA_CANCELADA = (4, 8, 50)
    VISITA_FEITA = (46, 8, 59)
    RESOLVIDO = (58, 1, 59)
    ABERTO = (22, 0, 6)


_COM_VISITA = (_Papel.VISITA_MARCADA, _Papel.VISITA_POR_MARCAR, _Papel.VISITA_CANCELADA, _Papel.VISITA_FEITA)


@dataclass(frozen=True)
class _Balcao:
    """What attending needs."""

    classificacoes: Classificacoes
    agenda: Agenda
    sorteio: Random
    agora: datetime

    def por_cento(self, quantos: int) -> bool:
        return self.sorteio.randrange(100) < quantos


def atender(servicos: list[ClienteServico], *, sorteio: Random, agora: datetime) -> None:
    """Write the tickets of those of `servicos` that work, in the order of their opening, and the installations of the new ones."""
    tecnicos = list(Usuario.objects.filter(tecnico=True).order_by("pk"))
    balcao = _Balcao(Classificacoes.criar(), Agenda(tecnicos), sorteio, agora)
    papeis = [(papel, _aberto_em(balcao, papel)) for papel in _Papel for _ in range(papel.value[0])]
    for papel, aberto_em in sorted(papeis, key=lambda linha: linha[1]):
        ativos = [s for s in servicos if s.status_id != "cancelado" and s.data_habilitacao and s.data_habilitacao < aberto_em]
        _atender(balcao, sorteio.choice(ativos), papel, aberto_em=aberto_em)
    for servico in servicos:
        if servico.status_id in NOVOS:
            _instalar(balcao, servico)


def _aberto_em(balcao: _Balcao, papel: _Papel) -> datetime:
    _quantos, de, ate = papel.value
    quando = no_expediente(balcao.sorteio.randint(de, ate), sorteio=balcao.sorteio, agora=balcao.agora)
    return min(quando, balcao.agora - timedelta(minutes=balcao.sorteio.randint(10, 240)))


def _atender(balcao: _Balcao, servico: ClienteServico, papel: _Papel, *, aberto_em: datetime) -> None:
    """One ticket, from its opening as far as it came."""
    sorteio = balcao.sorteio
    assunto = sorteio.choice(DE_VISITA if papel in _COM_VISITA else DE_BALCAO)
    autor = _autor(sorteio.choice(_ATENDENTES))
    atendimento = _abrir(balcao, servico, assunto, autor=autor, agora=aberto_em)
    if balcao.por_cento(_ENCAMINHADOS):
        setor = balcao.classificacoes.setores[assunto.setor]
        encaminhar(atendimento.pk, para=setor, mensagem="", autor=autor, agora=aberto_em + timedelta(minutes=2))
    if balcao.por_cento(_COM_COMENTARIO):
        comentar(atendimento.pk, mensagem=sorteio.choice(assunto.andamentos), autor=autor, agora=aberto_em + timedelta(minutes=5))
    if papel in _COM_VISITA:
        _visitar(balcao, atendimento, papel, assunto=assunto, autor=autor)
    elif papel is _Papel.RESOLVIDO:
        concluido = not balcao.por_cento(_DESISTENCIAS)
        texto = sorteio.choice(assunto.desfechos) if concluido else "Cliente não respondeu mais."
        fechado_em = min(aberto_em + timedelta(minutes=sorteio.randint(8, 2_400)), balcao.agora)
        desfecho = balcao.classificacoes.desfecho(texto, concluido=concluido)
        _fechar(balcao, atendimento, desfecho, autor=autor, agora=fechado_em)


def _abrir(balcao: _Balcao, servico: ClienteServico, assunto: Assunto, *, autor: Autor, agora: datetime) -> Atendimento:
    cliente = servico.cliente
    novo = NovoAtendimento(
        servico=servico,
        descricao=balcao.sorteio.choice(assunto.pedidos),
        contato=Contato(nome=cliente.nome_razaosocial, telefone=cliente.telefone_primario, email=cliente.email_principal),
        tipo=balcao.classificacoes.tipos[assunto.tipo],
        origem=balcao.sorteio.choice(balcao.classificacoes.origens),
        status=AtendimentoStatus.PENDENTE if balcao.por_cento(_PENDENTES) else AtendimentoStatus.AGUARDANDO_ANALISE,
    )
    return abrir_atendimento(novo, autor=autor, agora=agora)


def _visitar(balcao: _Balcao, atendimento: Atendimento, papel: _Papel, *, assunto: Assunto, autor: Autor) -> None:
    """The order out of a ticket, as far as it came; what was done or called off closes the ticket."""
    pedida_em = atendimento.data_cadastro + timedelta(minutes=8)
    nova = NovaOrdem(
        servico=atendimento.cliente_servico,
        tipo=balcao.classificacoes.suporte,
        descricao=atendimento.descricao_abertura,
        atendimento=atendimento,
    )
    ordem = abrir_ordem(nova, autor=autor, agora=pedida_em)
    if papel is _Papel.VISITA_POR_MARCAR:
        return
    visita = _marcar(balcao, ordem, autor=autor, desde=balcao.agora if papel is _Papel.VISITA_MARCADA else pedida_em)
    if papel is _Papel.VISITA_CANCELADA:
        desfecho = balcao.classificacoes.desfecho("Cliente desistiu da visita.", concluido=False)
        cancelar(ordem.pk, motivo=desfecho.descricao, autor=autor)
        _fechar(balcao, atendimento, desfecho, autor=autor, agora=visita.inicio)
    elif papel is _Papel.VISITA_FEITA:
        desfecho = balcao.classificacoes.desfecho(balcao.sorteio.choice(assunto.desfechos), concluido=True, com_visita=True)
        terminada_em = _executar(balcao, ordem, visita, desfecho.descricao)
        _fechar(balcao, atendimento, desfecho, autor=autor, agora=terminada_em + timedelta(minutes=12))


def _marcar(balcao: _Balcao, ordem: OrdemServico, *, autor: Autor, desde: datetime) -> Visita:
    visita = balcao.agenda.reservar(desde=desde + timedelta(days=balcao.sorteio.randint(0, 3)), sorteio=balcao.sorteio)
    agendar(ordem.pk, inicio=visita.inicio, termino=visita.termino, tecnicos=[visita.tecnico], autor=autor)
    return visita


def _executar(balcao: _Balcao, ordem: OrdemServico, visita: Visita, texto: str) -> datetime:
    """The visit itself, by the technician; gives when it ended."""
    autor = _autor(visita.tecnico.pk)
    chegada = visita.inicio + timedelta(minutes=balcao.sorteio.randint(0, 25))
    saida = chegada + timedelta(minutes=balcao.sorteio.randint(20, 60))
    iniciar(ordem.pk, autor=autor, agora=chegada)
    finalizar(ordem.pk, Resultado(descricao=texto), autor=autor, agora=saida)
    return saida


def _fechar(balcao: _Balcao, atendimento: Atendimento, desfecho: Desfecho, *, autor: Autor, agora: datetime) -> None:
    fechar(atendimento.pk, desfecho, autor=autor, agora=agora)
    if balcao.por_cento(_AVALIADOS):
        avaliar(atendimento.pk, nota=balcao.sorteio.choice((6, 8, 9, 10, 10)), comentario="", autor=autor)


def _instalar(balcao: _Balcao, servico: ClienteServico) -> None:
    """The installation of a service that was just sold; without ticket. Scheduled when its state says so."""
    autor = _autor(servico.vendedor_id or SUPORTE)
    tipo = balcao.classificacoes.instalacao
    nova = NovaOrdem(servico=servico, tipo=tipo, descricao=f"Instalar o plano {servico.plano.nome}.")
    ordem = abrir_ordem(nova, autor=autor, agora=servico.data_venda)
    if servico.status_id == "agendado_para_instalacao":
        _marcar(balcao, ordem, autor=autor, desde=balcao.agora)


def _autor(id_usuario: int) -> Autor:
    return Autor(porta=Registro.Porta.CLI, id_usuario=id_usuario)
