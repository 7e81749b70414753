"""Ending the live sessions of a service because somebody asks for it: the contract's 4.5, and an act of the panel."""

from datetime import datetime
from typing import Final

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor, registrar
from enlace.radius import vivas
from enlace.radius.desfecho import Desfecho, Intencao, pedir_aos_nas
from enlace.radius.models import PedidoAoNas
from enlace.servicos.models import ClienteServico

# Somebody waits: a NAS is retransmitted to twice in this time.
PRAZO: Final = 3.0
_ORIGENS: Final = {Registro.Porta.API: PedidoAoNas.Origem.API, Registro.Porta.PAINEL: PedidoAoNas.Origem.PAINEL}


def desconectar(servico: ClienteServico, *, autor: Autor, agora: datetime, prazo: float = PRAZO) -> list[Desfecho]:
    """Ask the NAS of each live session of a service to end it, and wait at most `prazo` seconds; how each ended, oldest first.

    Empty: no session was live. Never in a transaction. That it was asked for, by whom and what came of it is recorded.
    """
    sessoes = vivas.do_servico(servico.pk)
    origem = _ORIGENS.get(Registro.Porta(autor.porta), PedidoAoNas.Origem.AUTOMATICO)
    desfechos = pedir_aos_nas([Intencao(sessao) for sessao in sessoes], origem=origem, agora=agora, prazo=prazo)
    resultados = [{"sessao": d.sessao.id_sessao, "nas": d.sessao.origem, "resultado": d.resultado.value} for d in desfechos]
    registrar(autor, "desconectar", servico, antes=None, depois={"login": servico.login, "sessoes": resultados})
    return desfechos
