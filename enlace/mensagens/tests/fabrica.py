"""Messages and ways out with readable values."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.db import connection

from enlace.clientes.models import Cliente
from enlace.mensagens.models import Canal, Dispositivo, Mensagem, ServidorEmail
from enlace.mensagens.saida import Pedido, enfileirar

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def um_cliente() -> Cliente:
    return Cliente.objects.create(nome_razaosocial="MARIA DA CONCEIÇÃO", tipo_pessoa="pf", data_cadastro=AGORA)


def um_pedido(**campos: Any) -> Pedido:  # noqa: ANN401 - of any type, as the fields are
    padrao: dict[str, Any] = {
        "canal": Canal.EMAIL,
        "destino": "maria@exemplo.test",
        "requisicao": "fatura:123:1",
        "referencia": "fatura:123",
        "validade": AGORA + timedelta(days=7),
        "assunto": "Sua fatura chegou",
        "texto": "Olá, Maria.\nSua fatura está pronta.",
    }
    return Pedido(**{**padrao, **campos})


def uma_mensagem(agora: datetime = AGORA, **campos: Any) -> Mensagem:  # noqa: ANN401 - the same
    [mensagem] = enfileirar([um_pedido(**campos)], agora=agora)
    return mensagem


def um_navegador(cliente: Cliente | None = None, **campos: Any) -> Dispositivo:  # noqa: ANN401 - the same
    padrao: dict[str, Any] = {
        "tipo": "webpush",
        "endpoint": "https://push.exemplo.test/1",
        "p256dh": "p",
        "auth": "a",
        "criado_em": AGORA,
    }
    return Dispositivo.objects.create(cliente=cliente or um_cliente(), **{**padrao, **campos})


def um_servidor(porta: int, **campos: Any) -> ServidorEmail:  # noqa: ANN401 - the same
    padrao: dict[str, Any] = {
        "nome": "Principal",
        "host": "127.0.0.1",
        "porta": porta,
        "seguranca": "nenhuma",
        "remetente_nome": "Provedor São João",
        "remetente_email": "cobranca@provedor.test",
        "usado_pela_api": True,
    }
    return ServidorEmail.objects.create(**{**padrao, **campos})


def tentativas(mensagem: Mensagem) -> list[tuple[str, str]]:
    """Phase and outcome of each attempt, in order."""
    return list(mensagem.historico.values_list("fase", "resultado"))


def endereco_do_banco() -> str:
    """The tests' database as another process names it."""
    banco = connection.settings_dict
    usuario, host = f"{quote(banco['USER'])}:{quote(banco['PASSWORD'])}", quote(banco["HOST"], safe="")
    return f"postgresql://{usuario}@/{banco['NAME']}?host={host}&port={banco['PORT'] or 5432}"
