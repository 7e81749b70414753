"""`PUT atendimento/{id_atendimento}` (documentation 3.2)."""

from enlace.atendimento.alteracao import Mudanca
from enlace.atendimento.travamento import AtendimentoDesconhecido
from enlace.core.db import consultar_documento
from enlace.integracao.consultas import ler
from enlace.integracao.escrita import Pedido, Trabalho
from enlace.integracao.parametros import inteiro
from enlace.processos.edicao_de_atendimento import editar as editar_e_encerrar

_QUE_MUDAM = ("descricao", "parametros", "fechar_atendimento")


def editar(pedido: Pedido) -> Trabalho:
    """Change a ticket, and close it together with its service orders when `fechar_atendimento` says so.

    The documentation calls `parametros` and `fechar_atendimento` required and gives the latter a default: one of the three that
    change something is enough.
    """
    campos = pedido.campos
    chave = inteiro(pedido.caminho["id_atendimento"])
    mudanca = Mudanca(descricao=campos.texto("descricao"), parametros=campos.objeto("parametros"))
    encerrar = campos.booleano("fechar_atendimento", padrao=False)
    if not any(campos.veio(nome) for nome in _QUE_MUDAM):
        campos.recusar("parametros", "é obrigatório.")
        campos.recusar("fechar_atendimento", "é obrigatório.")
    campos.conferir()
    if chave is None:
        raise AtendimentoDesconhecido

    def trabalho() -> bytes:
        editar_e_encerrar(chave, mudanca, encerrar=encerrar, autor=pedido.autor, agora=pedido.agora)
        (resposta,) = consultar_documento(ler("atendimento/editado"), {"id_atendimento": chave})
        return resposta

    return trabalho
