"""What is sent: events as the HTML standard writes them (9.2, "Server-sent events")."""

import json
from typing import Final

from enlace.pbx.models import Ligacao

# A comment, which pages do not see: proxies and browsers give up on what is silent for a minute.
BATIMENTO: Final = b":\n\n"
# How long a browser waits before it connects again, in milliseconds.
INICIO: Final = b"retry: 3000\n\n"


def da_ligacao(ligacao: Ligacao, *, ve_clientes: bool) -> bytes:
    """The state of a call: `ligacao` with all that its window shows, or `ligacao_encerrada` with its key.

    The same state may be told more than once, on reconnection for instance; the `id` of the event is the call's.
    """
    if ligacao.encerrada_em is not None:
        return _evento("ligacao_encerrada", ligacao.pk, ligacao.pk)
    return _evento(
        "ligacao",
        ligacao.pk,
        {
            "id_ligacao": ligacao.pk,
            "ramal": ligacao.ramal,
            "identificador_interno": ligacao.identificador_interno,
            "telefone": ligacao.telefone,
            "notificada_em": ligacao.notificada_em.isoformat(),
            "cliente": _cliente(ligacao, ve_clientes=ve_clientes),
        },
    )


def _cliente(ligacao: Ligacao, *, ve_clientes: bool) -> dict[str, object] | None:
    cliente = ligacao.cliente
    if cliente is None:
        return None
    # Who may not see customers gets the code that the caller would say, and not who it is.
    return {
        "id_cliente": cliente.pk if ve_clientes else None,
        "codigo_cliente": cliente.codigo_cliente,
        "nome_razaosocial": cliente.nome_razaosocial if ve_clientes else None,
    }


def _evento(nome: str, chave: int, dados: object) -> bytes:
    # JSON on one line: a line break within it is escaped, so that nothing of a name can be a field of the stream.
    return f"event: {nome}\nid: {chave}\ndata: {json.dumps(dados, ensure_ascii=False)}\n\n".encode()
