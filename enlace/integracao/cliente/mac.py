"""`POST cliente/reset_mac_addr` (documentation 4.12)."""

from enlace.integracao import objetos
from enlace.integracao.escrita import Pedido, Trabalho
from enlace.servicos.acesso import esquecer_mac

_RESPOSTA = '{"status":"success","msg":"Endereço MAC resetado com sucesso!"}'.encode()


def resetar(pedido: Pedido) -> Trabalho:
    """Clientes > Resetar MAC do Cliente."""
    id_servico = pedido.campos.inteiro("id_cliente_servico", obrigatorio=True, positivo=True) or 0
    pedido.campos.conferir()

    def trabalho() -> bytes:
        esquecer_mac(servico=objetos.obter_servico(id_servico), autor=pedido.autor)
        return _RESPOSTA

    return trabalho
