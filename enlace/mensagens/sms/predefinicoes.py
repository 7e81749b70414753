"""Forms of known gateways, to begin with. Data only: they fill in the form of a new gateway, and what is saved is the provider's.

None was tried against the company's own service. `fonte` says what each was written after; without one it is unverified and
the company's documentation is to be read first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Predefinicao:
    """The fields of `GatewaySms` with the same names."""

    nome: str
    url: str
    fonte: str = ""
    metodo: str = "POST"
    tipo_do_corpo: str = "json"
    cabecalhos: Mapping[str, str] = field(default_factory=dict)
    corpo: Mapping[str, object] = field(default_factory=dict)
    com_codigo_do_pais: bool = True
    padrao_de_sucesso: str = ""


PREDEFINICOES: Final[Mapping[str, Predefinicao]] = {
    "smsdev": Predefinicao(
        nome="SMSDev",
        url="https://api.smsdev.com.br/v1/send",
        fonte="https://www.smsdev.com.br/en/envio-sms/",
        tipo_do_corpo="formulario",
        corpo={"key": "{token}", "type": "9", "number": "{telefone}", "msg": "{texto}", "refer": "{id}"},
        padrao_de_sucesso=r'"situacao"\s*:\s*"OK"(?:.*?"id"\s*:\s*"?(?P<codigo>\d+))?',
    ),
    "infobip": Predefinicao(
        nome="Infobip",
        url="https://api.infobip.com/sms/2/text/advanced",
        fonte="https://dev-old.infobip.com/send-sms/fully-featured-text-message",
        cabecalhos={"Authorization": "Basic {basico}", "Accept": "application/json"},
        corpo={
            "messages": [{"from": "{remetente}", "destinations": [{"to": "{telefone}", "messageId": "{id}"}], "text": "{texto}"}]
        },
        padrao_de_sucesso=r'"groupName"\s*:\s*"(?:PENDING|ACCEPTED|DELIVERED)"',
    ),
    "twilio": Predefinicao(
        nome="Twilio",
        url="https://api.twilio.com/2010-04-01/Accounts/{usuario}/Messages.json",
        fonte="https://www.twilio.com/docs/usage/api",
        tipo_do_corpo="formulario",
        cabecalhos={"Authorization": "Basic {basico}"},
        corpo={"To": "+{telefone}", "From": "{remetente}", "Body": "{texto}"},
        padrao_de_sucesso=r'"sid"\s*:\s*"(?P<codigo>\w+)"',
    ),
    "comtele": Predefinicao(
        nome="Comtele",
        url="https://sms.comtele.com.br/api/v2/send",
        cabecalhos={"auth-key": "{token}"},
        corpo={"sender": "{id}", "content": "{texto}", "receivers": "{telefone}"},
        com_codigo_do_pais=False,
        padrao_de_sucesso=r'"Success"\s*:\s*true',
    ),
    "zenvia": Predefinicao(
        nome="Zenvia",
        url="https://api.zenvia.com/v2/channels/sms/messages",
        cabecalhos={"X-API-TOKEN": "{token}"},
        corpo={"from": "{remetente}", "to": "{telefone}", "contents": [{"type": "text", "text": "{texto}"}]},
        padrao_de_sucesso=r'"id"\s*:\s*"(?P<codigo>[^"]+)"',
    ),
}
