"""The documented trust unblock on its day: the demonstration of these tests, asked in this process."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from enlace.demo.tests.conftest import carregada
from enlace.integracao import escrita, openapi
from enlace.integracao.financeiro.tests.conftest import token
from enlace.servicos.models import ClienteServico

__all__ = ["carregada", "token"]

# Half past eleven in the evening of 25 November 2018 in Brasília, in its last summer time.
NO_DIA = datetime(2018, 11, 26, 1, 30, tzinfo=UTC)


@pytest.mark.usefixtures("db")
def test_no_dia_do_exemplo_a_resposta_e_a_documentada(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    exemplo = openapi.exemplo("07-cliente-desbloqueio-confianca")
    ClienteServico.objects.filter(pk=exemplo["corpo"]["id_cliente_servico"]).update(status="suspenso_debito")
    monkeypatch.setattr(escrita, "agora", lambda: NO_DIA)

    resposta = Client().post(
        exemplo["rota"], exemplo["corpo"], content_type="application/json", headers={"authorization": f"Bearer {token}"}
    )

    assert resposta.status_code == exemplo["http"]
    assert list(resposta.json().items()) == list(exemplo["resposta"].items())
