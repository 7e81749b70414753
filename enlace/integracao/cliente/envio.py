"""Financeiro > Envio por e-mail, SMS e push notification (4.8 to 4.10): a bill goes to its customer."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils import timezone

from enlace.configuracao.models import Provedor
from enlace.integracao.campos import Campos
from enlace.integracao.escrita import Pedido, Trabalho
from enlace.mensagens.tentativa import PAUSAS
from enlace.processos import envio_de_fatura
from enlace.processos.destinatarios import DO_CONTATO, Destinatario
from enlace.processos.envio_de_fatura import VALIDADE, FaturaAEnviar
from enlace.processos.textos import base_publica

# A request is one customer's bill: more addresses than these are a mailing list.
_MAXIMO_DE_ADICIONAIS = 20
_AGENDADO = (
    "Por se tratar de um processo de envio massivo, o sistema fará o agendamento do disparo. Dentro de alguns minutos o cliente irá"
)
_POR_EMAIL = (
    f"As faturas foram adicionadas para serem disparadas por e-mail. {_AGENDADO} receber os e-mails com as faturas. OBS: Para cada "
    "fatura selecionada será enviado um e-mail"
)
# "mensgens" is the contract's own word: clients compare texts.
_POR_SMS = (
    f"As faturas foram adicionadas para serem disparadas por SMS. {_AGENDADO} receber as mensgens SMS com os dados das faturas. "
    "OBS: Para cada fatura selecionada será enviado um SMS"
)
_POR_PUSH = "Fatura enviada com sucesso via push notification"
# What a worker may use; ours has no limit of its own, and clients of the contract find the documented figure.
_MEMORIA_MB = 2048
# As PHP writes an instant with the name of its zone.
_TIPO_DE_FUSO = 3


def por_email(pedido: Pedido) -> Trabalho:
    """Envio por Email (4.8)."""
    campos = pedido.campos
    id_fatura = _id_fatura(campos)
    adicionais = campos.emails("email_adicional", maximo=_MAXIMO_DE_ADICIONAIS)
    campos.conferir()
    envio = envio_de_fatura.por_email(id_fatura, adicionais, agora=pedido.agora, base=_base(pedido))
    return _trabalho(pedido, envio, lambda: _resposta(_POR_EMAIL, envio, "emails", _email, pedido.agora))


def por_sms(pedido: Pedido) -> Trabalho:
    """Envio por SMS (4.9). Its table says `telefone_adicional`, its example sends `email_adicional`: both are taken."""
    campos = pedido.campos
    id_fatura = _id_fatura(campos)
    adicionais = [
        telefone
        for nome in ("telefone_adicional", "email_adicional")
        for telefone in campos.telefones(nome, maximo=_MAXIMO_DE_ADICIONAIS)
    ]
    campos.conferir()
    envio = envio_de_fatura.por_sms(id_fatura, adicionais, agora=pedido.agora, base=_base(pedido))
    return _trabalho(pedido, envio, lambda: _resposta(_POR_SMS, envio, "telefones", _telefone, pedido.agora))


def por_push(pedido: Pedido) -> Trabalho:
    """Envio por Push Notification (4.10)."""
    id_fatura = _id_fatura(pedido.campos)
    pedido.campos.conferir()
    envio = envio_de_fatura.por_push(id_fatura, agora=pedido.agora, base=_base(pedido))
    return _trabalho(pedido, envio, lambda: _json({"status": "success", "msg": _POR_PUSH}))


def _id_fatura(campos: Campos) -> int:
    return campos.inteiro("id_fatura", obrigatorio=True, positivo=True) or 0


def _base(pedido: Pedido) -> str:
    return base_publica(Provedor.atual(), pedido.origem)


def _trabalho(pedido: Pedido, envio: FaturaAEnviar, responder: Callable[[], bytes]) -> Trabalho:
    def trabalho() -> bytes:
        envio.enviar(autor=pedido.autor, agora=pedido.agora)
        return responder()

    return trabalho


def _resposta(msg: str, envio: FaturaAEnviar, chave: str, item: Callable[[Destinatario, int], object], agora: datetime) -> bytes:
    """Our job in the documented shape: how often it is tried, for how many seconds it is of use, what goes where, from when on."""
    local = timezone.localtime(agora)
    job = {
        "tries": len(PAUSAS) + 1,
        "timeout": int(VALIDADE.total_seconds()),
        "memory": _MEMORIA_MB,
        "faturas": [{"id_fatura": envio.fatura.pk}],
        chave: _itens(envio.destinatarios, envio.fatura.cliente_id, item),
        "connection": None,
        "queue": "default",
        "delay": {
            "date": f"{local:%Y-%m-%d %H:%M:%S.%f}",
            "timezone_type": _TIPO_DE_FUSO,
            "timezone": timezone.get_current_timezone_name(),
        },
    }
    return _json({"status": "success", "msg": msg, "job": job})


def _itens(destinatarios: Sequence[Destinatario], cliente: int, item: Callable[[Destinatario, int], object]) -> list[object]:
    return [item(destinatario, cliente) for destinatario in destinatarios]


def _email(quem: Destinatario, cliente: int) -> dict[str, object]:
    return {
        "id_contato": quem.id_contato,
        "id_cliente": cliente,
        "email": quem.endereco,
        "nome": quem.nome,
        "name": quem.nome,
        # A boolean of the register, a word of a contact: so is the contract.
        "permite_enviar_email": "sim" if quem.origem == DO_CONTATO else True,
        "origem": quem.origem,
    }


def _telefone(quem: Destinatario, cliente: int) -> dict[str, object]:
    return {
        "id_contato": quem.id_contato,
        "id_cliente": cliente,
        "telefone": quem.endereco,
        "nome": quem.nome,
        "permite_enviar_sms": "sim" if quem.origem == DO_CONTATO else True,
        "origem": quem.origem,
    }


def _json(corpo: dict[str, object]) -> bytes:
    return json.dumps(corpo, ensure_ascii=False, separators=(",", ":")).encode()
