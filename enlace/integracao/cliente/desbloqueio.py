"""`POST cliente/desbloqueio_confianca` (documentation 4.4)."""

import json

from enlace.integracao.escrita import Pedido, Trabalho
from enlace.processos.desbloqueio_em_confianca import desbloquear

# "Se não for preenchido o valor 1 será atributo, ou seja, será desbloqueado até o próximo dia".
_DIAS_SEM_O_CAMPO = 1


def desbloquear_em_confianca(pedido: Pedido) -> Trabalho:
    """Clientes > Desbloqueio em Confiança."""
    campos = pedido.campos
    id_servico = campos.inteiro("id_cliente_servico", obrigatorio=True, positivo=True) or 0
    dias = campos.inteiro("dias_desbloqueio", positivo=True) or _DIAS_SEM_O_CAMPO
    campos.conferir()

    def trabalho() -> bytes:
        desbloqueio = desbloquear(id_servico, dias=dias, autor=pedido.autor, agora=pedido.agora)
        msg = f"Desbloqueio em confiança realizado com sucesso até a data {desbloqueio.ate:%d/%m/%Y}"
        return json.dumps({"status": "success", "msg": msg}, ensure_ascii=False, separators=(",", ":")).encode()

    return trabalho
