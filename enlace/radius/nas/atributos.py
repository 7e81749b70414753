"""Numbers of RADIUS: kinds of packets, attributes, makers and causes of refusal, as registered at IANA ("RADIUS Types")."""

from enum import IntEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Codigo(IntEnum):
    """What a packet is: RFC 2865 section 3, RFC 2866 section 3, RFC 5176 section 2.3."""

    ACCESS_REQUEST = 1
    ACCESS_ACCEPT = 2
    ACCESS_REJECT = 3
    ACCOUNTING_REQUEST = 4
    ACCOUNTING_RESPONSE = 5
    ACCESS_CHALLENGE = 11
    DISCONNECT_REQUEST = 40
    DISCONNECT_ACK = 41
    DISCONNECT_NAK = 42
    COA_REQUEST = 43
    COA_ACK = 44
    COA_NAK = 45


class Tipo(IntEnum):
    """The standard attributes that we write or read."""

    USER_NAME = 1
    USER_PASSWORD = 2
    CHAP_PASSWORD = 3
    NAS_IP_ADDRESS = 4
    NAS_PORT = 5
    SERVICE_TYPE = 6
    FRAMED_PROTOCOL = 7
    FRAMED_IP_ADDRESS = 8
    REPLY_MESSAGE = 18
    CLASS = 25
    VENDOR_SPECIFIC = 26
    SESSION_TIMEOUT = 27
    CALLED_STATION_ID = 30
    CALLING_STATION_ID = 31
    NAS_IDENTIFIER = 32
    ACCT_STATUS_TYPE = 40
    ACCT_DELAY_TIME = 41
    ACCT_INPUT_OCTETS = 42
    ACCT_OUTPUT_OCTETS = 43
    ACCT_SESSION_ID = 44
    ACCT_SESSION_TIME = 46
    ACCT_TERMINATE_CAUSE = 49
    ACCT_INPUT_GIGAWORDS = 52
    ACCT_OUTPUT_GIGAWORDS = 53
    EVENT_TIMESTAMP = 55
    CHAP_CHALLENGE = 60
    NAS_PORT_TYPE = 61
    MESSAGE_AUTHENTICATOR = 80
    ACCT_INTERIM_INTERVAL = 85
    NAS_PORT_ID = 87
    FRAMED_POOL = 88
    NAS_IPV6_ADDRESS = 95
    FRAMED_INTERFACE_ID = 96
    FRAMED_IPV6_PREFIX = 97
    FRAMED_IPV6_POOL = 100
    ERROR_CAUSE = 101
    DELEGATED_IPV6_PREFIX = 123
    FRAMED_IPV6_ADDRESS = 168


class Fabricante(IntEnum):
    """Makers whose attributes we write, by their enterprise number at IANA."""

    CISCO = 9
    MICROSOFT = 311
    HUAWEI = 2011
    JUNIPER_ERX = 4874
    MIKROTIK = 14988


# Mikrotik-Rate-Limit, "rx/tx" as the router sees it: upload/download.
MIKROTIK_RATE_LIMIT: Final = 8

SESSAO_NAO_ENCONTRADA: Final = 503

# RFC 5176 section 3.5; 509 is of RFC 5580, 601 of RFC 7930.
_CAUSAS: Final[dict[int, Promise]] = {
    201: _("A conexão já tinha caído e o equipamento limpou o que restava dela."),
    202: _("O equipamento ignorou um pacote EAP inválido."),
    401: _("O equipamento não conhece um dos atributos do pedido; confira o fabricante no cadastro dele."),
    402: _("Falta no pedido um atributo que o equipamento exige para achar a conexão."),
    403: _("O pedido foi a outro equipamento: o endereço dele no cadastro não é o que ele mesmo usa no RADIUS."),
    404: _("O equipamento considerou o pedido malformado."),
    405: _("O equipamento não oferece o tipo de serviço pedido."),
    406: _("O equipamento não faz desconexão ou mudança de conexão por RADIUS, ou isso está desligado nele."),
    407: _("O equipamento não aceita o valor de um dos atributos; confira a velocidade do plano."),
    501: _("O equipamento está configurado para não permitir este pedido."),
    502: _("Um intermediário (proxy) RADIUS não sabe como chegar ao equipamento."),
    503: _("O equipamento não tem mais esta conexão."),
    504: _("O equipamento tem a conexão, mas não pode derrubá-la; ela é controlada por outra parte dele."),
    505: _("Um intermediário (proxy) RADIUS falhou ao repassar o pedido."),
    506: _("O equipamento está sem recursos (memória, processamento) para atender o pedido; tente de novo."),
    507: _("O equipamento primeiro vai consultar o servidor RADIUS sobre esta mudança."),
    508: _("O pedido vale para mais de uma conexão, e o equipamento só aceita uma por vez."),
    509: _("O equipamento exige informação de localização no pedido."),
    601: _("A resposta não coube em um pacote."),
}


def causa_em_palavras(causa: int) -> str:
    """What an Error-Cause means, for the person at the provider."""
    if causa in _CAUSAS:
        return str(_CAUSAS[causa])
    return str(_("O equipamento deu o motivo %(causa)s, que as normas não descrevem.")) % {"causa": causa}
