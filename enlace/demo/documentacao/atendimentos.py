"""The tickets and service orders of the documentation (3.1, 3.2, 4.2 and 4.11)."""

from enlace.atendimento.models import Atendimento, AtendimentoStatus, TipoAtendimento
from enlace.demo.documentacao.servicos import DA_BIANCA, DO_COUTO
from enlace.demo.instantes import instante
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico

IP_TELECOM, MASTER, SUPORTE, GUILHERME, BIANCA = 1, 2, 3, 22, 56
QUEDAS, LENTA, INSTALACAO_NOVA = 42, 43, 44
# Only the id 44 is documented, and that its limit is one hour (3.2: 8344 minutes open were 8284 too many).
_TIPOS = (
    (QUEDAS, "TÉCNICO - QUEDAS DE CONEXÃO", 1440),
    (LENTA, "TÉCNICO - CONEXÃO LENTA", 2880),
    (INSTALACAO_NOVA, "TÉCNICO - INSTALAÇÃO", 60),
)
_SUPORTE = "SUPORTE"
_NA_CENTRAL = "Abertura de atendimento através da API | ATENDIMENTO ABERTO VIA CENTRAL DO ASSINANTE"
_PELA_API = "Estou sem acesso a internet desde segunda-feira. | ATENDIMENTO ABERTO VIA API"
_DA_BIANCA_ANTIGO, _DO_TESTE_0, _DO_TESTE_6, _DO_TESTE_7, _DO_TESTE_8 = 10999, 12010, 12011, 12012, 12013

# (id, protocolo, serviço, tipo, estado, descrição, aberto por, responsável). All are still open: closing 1114 is example 3.2, whose
# request names ticket 1. Of that one nothing else is documented, of 60 and 79 not the state; the rest of them is ours.
_Ticket = tuple[int, str, int, str | int, str, str, int, int]
_ATENDIMENTOS: tuple[_Ticket, ...] = (
    (1, "201803051010001", DO_COUTO, LENTA, "pendente", "Internet lenta à noite.", SUPORTE, SUPORTE),
    (60, "201804121526287", _DO_TESTE_0, LENTA, "pendente", "cliente reclama de conexão lenta", MASTER, GUILHERME),
    (79, "201805191017039", _DO_TESTE_6, LENTA, "pendente", "TESTE TESTE TESTE", MASTER, GUILHERME),
    (110, "201806191505251", _DA_BIANCA_ANTIGO, QUEDAS, "pendente", "VERIFICAR CONEXÃO", BIANCA, BIANCA),
    (285, "201811061724214", DA_BIANCA, "sac", "aguardando_analise", _NA_CENTRAL, MASTER, MASTER),
    (300, "201811161058216", DA_BIANCA, "sac", "aguardando_analise", _PELA_API, IP_TELECOM, IP_TELECOM),
    (1114, "202003051452007", DO_COUTO, INSTALACAO_NOVA, "pendente", "INSTALAÇÃO NOVA", BIANCA, GUILHERME),
)
_CONTATOS = {1114: ("TESTE APRESENT", "3734151100")}

# (id, número, serviço, atendimento, tipo, cadastro, início e término programados, descrição, o que fazer, aberta por). The planned
# end of 78 is before its beginning: so it is documented.
_Ordem = tuple[int, int, int, int | None, str, str, str, str, str, str, int]
_ORDENS: tuple[_Ordem, ...] = (
    (
        78, 74, _DO_TESTE_0, 60, _SUPORTE, "2018-04-12 15:26:28", "2018-05-02 10:00:00", "2018-04-16 12:00:00",
        "cliente reclama de conexão lenta", "CLIENTE TESTE TESTE", MASTER,
    ),
    (
        102, 96, _DO_TESTE_6, 79, "instalacao", "2018-05-19 10:17:03", "2018-05-19 08:00:00", "2018-05-19 09:00:00",
        "TESTE TESTE TESTE", "teste teste teste", MASTER,
    ),
    (
        131, 125, _DA_BIANCA_ANTIGO, 110, _SUPORTE, "2018-06-19 15:05:25", "2018-06-19 14:02:00", "2018-06-19 15:02:00",
        "VERIFICAR CONEXÃO", "VERIFICAR CONEXÃO", BIANCA,
    ),
    (
        208, 191, _DO_TESTE_7, None, "instalacao", "2018-08-14 16:22:25", "2018-08-14 15:00:00", "2018-08-14 16:00:00",
        "inatalacção", "inatalacção", SUPORTE,
    ),
    (
        209, 192, _DO_TESTE_8, None, "instalacao", "2018-08-14 16:24:12", "2018-08-14 15:00:00", "2018-08-14 16:00:00",
        "dsgsdgsdgsd", "dsgsdgsdgsd", SUPORTE,
    ),
    (
        340, 320, DA_BIANCA, 300, "abertura_via_api", "2018-11-16 10:58:21", "2018-11-16 11:58:21", "2018-11-16 12:58:21",
        _PELA_API, _PELA_API, IP_TELECOM,
    ),
)  # fmt: skip
# Those that were done: (início e término executados, por quem, como terminou).
_FINALIZADAS = {
    102: ("2018-05-19 11:54:59", "2018-05-19 11:56:50", MASTER, "RT Este de fechamento"),
    131: ("2018-06-19 14:02:00", "2018-06-19 15:02:00", BIANCA, "asdfasdfadsf"),
}


def carregar_atendimentos() -> None:
    """Write the tickets, then the orders out of them and the two that stand alone."""
    TipoAtendimento.objects.bulk_create(
        TipoAtendimento(id_tipo_atendimento=codigo, descricao=descricao, prazo_minutos=minutos)
        for codigo, descricao, minutos in _TIPOS
    )
    tipos = {tipo.prefixo or tipo.pk: tipo for tipo in TipoAtendimento.objects.all()}
    estados = {estado.prefixo: estado for estado in AtendimentoStatus.objects.all()}
    Atendimento.objects.bulk_create(_atendimento(linha, tipos[linha[3]], estados[linha[4]]) for linha in _ATENDIMENTOS)
    TipoOrdemServico.objects.create(descricao=_SUPORTE)
    tipos_de_ordem = {tipo.prefixo or tipo.descricao: tipo for tipo in TipoOrdemServico.objects.all()}
    OrdemServico.objects.bulk_create(_ordem(linha, tipos_de_ordem[linha[4]]) for linha in _ORDENS)


def _atendimento(linha: _Ticket, tipo: TipoAtendimento, status: AtendimentoStatus) -> Atendimento:
    codigo, protocolo, servico, _tipo, _status, descricao, aberto_por, responsavel = linha
    # A protocol begins with the instant of the opening.
    aberto_em = instante(f"{protocolo[:8]}T{protocolo[8:14]}")
    nome, telefone = _CONTATOS.get(codigo, (None, None))
    return Atendimento(
        id_atendimento=codigo,
        protocolo=protocolo,
        cliente_servico_id=servico,
        tipo=tipo,
        status=status,
        descricao_abertura=descricao,
        data_cadastro=aberto_em,
        data_inicio_prazo=aberto_em,
        data_prazo=tipo.prazo_desde(aberto_em),
        usuario_abertura_id=aberto_por,
        destino=Atendimento.Destino.USUARIO,
        usuario_responsavel_id=responsavel,
        nome_contato=nome,
        telefone_contato=telefone,
    )


def _ordem(linha: _Ordem, tipo: TipoOrdemServico) -> OrdemServico:
    codigo, numero, servico, atendimento, _tipo, cadastro, inicio, termino, descricao, o_que_fazer, aberta_por = linha
    ordem = OrdemServico(
        id_ordem_servico=codigo,
        numero_ordem_servico=numero,
        cliente_servico_id=servico,
        atendimento_id=atendimento,
        tipo=tipo,
        status=OrdemServico.Status.AGUARDANDO_AGENDAMENTO,
        data_cadastro=instante(cadastro),
        data_inicio_programado=instante(inicio),
        data_termino_programado=instante(termino),
        descricao_abertura=descricao,
        descricao_servico=o_que_fazer,
        usuario_abertura_id=aberta_por,
    )
    if codigo in _FINALIZADAS:
        iniciada, terminada, por_quem, como = _FINALIZADAS[codigo]
        ordem.status = OrdemServico.Status.FINALIZADO
        ordem.status_fechamento = OrdemServico.StatusFechamento.CONCLUIDO
        ordem.data_inicio_executado, ordem.data_termino_executado = instante(iniciada), instante(terminada)
        ordem.usuario_fechamento_id, ordem.descricao_fechamento = por_quem, como
    return ordem
