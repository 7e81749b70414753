"""Calls as the browser asks for them, and the form of their ticket."""

from typing import Any, Final

from django.urls import reverse

from enlace.atendimento.models import TipoAtendimento
from enlace.pbx.models import Ligacao
from enlace.servicos.models import ClienteServico

EM_PARTE: Final[Any] = {"HTTP_HX_REQUEST": "true"}
TELEFONE: Final = "37999912222"


def endereco(nome: str, ligacao: Ligacao) -> str:
    return reverse(f"painel:ligacoes:{nome}", args=[ligacao.pk])


def pedido(ligacao: Ligacao, servico: ClienteServico, **outros: object) -> dict[str, object]:
    campos = {"servico": servico.pk, "tipo": TipoAtendimento.objects.get(prefixo="sac").pk, "descricao": "Sem internet.", **outros}
    return {f"ligacao-{ligacao.pk}-{nome}": valor for nome, valor in campos.items()}
