"""What a message says: the provider's texts, filled in."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from enlace.mensagens.models import Canal, ModeloMensagem
from enlace.mensagens.preenchimento import preencher as preencher_texto
from enlace.mensagens.sms.texto import so_gsm7

_CONTROLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Conteudo:
    """What is sent; an SMS has only `texto`, a notification `assunto` (its title) and `texto`."""

    assunto: str
    texto: str
    html: str


def preencher(chave: str, valores: Mapping[str, str]) -> Conteudo:
    """The text with this key (`catalogo.CATALOGO`), filled in. Values of no place are ignored, missing ones are empty.

    Values are one line each; in the HTML they are escaped, whatever stands in them. An SMS comes out in the letters that every
    telephone shows and that count once (GSM 03.38): accents are left off.
    """
    modelo = ModeloMensagem.objects.get(chave=chave)
    limpos = {nome: _CONTROLE.sub(" ", valor) for nome, valor in valores.items()}
    texto = preencher_texto(modelo.texto, limpos).strip()
    return Conteudo(
        assunto=_CONTROLE.sub(" ", preencher_texto(modelo.assunto, limpos)).strip(),
        texto=so_gsm7(texto) if modelo.canal == Canal.SMS else texto,
        html=preencher_texto(modelo.html, limpos, escapar=html.escape).strip(),
    )
