"""A return whose reading is killed at many points, and one read twice at once: each payment is there exactly once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.models import ArquivoRetorno, Cobranca, Fatura, Pagamento, RetornoOcorrencia
from enlace.processos.retorno import ResultadoDoRetorno, ler_retorno
from enlace.processos.tests.banco import RETORNO_EM, ocorrencia, um_boleto, um_retorno, um_servico_de, uma_conta
from enlace.processos.tests.cobranca import AUTOR

pytestmark = pytest.mark.usefixtures("banco_confirmado")

PAGAS = 12


@pytest.fixture
def conteudo(banco_confirmado: None) -> bytes:  # noqa: ARG001 - the order matters
    """Twelve payments, one of them twice on different days, and a confirmation."""
    conta = uma_conta()
    faturas = [um_boleto(conta, um_servico_de(f"CLIENTE {n}", cpf=None), registro="enviado") for n in range(PAGAS + 1)]
    *pagas, nova = [ocorrencia("06", fatura) for fatura in faturas[:-1]] + [ocorrencia("02", faturas[-1])]
    em_dobro = ocorrencia("06", faturas[0], data_da_ocorrencia="10122026")
    return um_retorno(*pagas, em_dobro, nova)


def ler(conteudo: bytes) -> ResultadoDoRetorno:
    conta = Fatura.objects.select_related("conta").order_by("pk")[0].conta
    assert conta is not None
    return ler_retorno(conteudo, "CBR.RET", conta, autor=AUTOR, agora=RETORNO_EM)


def conferir() -> None:
    """One file with all its lines done, one payment for each line that is one, one credit."""
    assert ArquivoRetorno.objects.count() == 1
    assert not RetornoOcorrencia.objects.filter(resultado="pendente").exists()
    assert RetornoOcorrencia.objects.count() == PAGAS + 2
    assert Pagamento.objects.count() == RetornoOcorrencia.objects.filter(pagamento__isnull=False).count() == PAGAS + 1
    assert Fatura.objects.filter(situacao="quitado", registro="liquidado").count() == PAGAS
    assert Fatura.objects.filter(situacao="aguardando", registro="registrado").count() == 1
    assert Cobranca.objects.filter(tipo="credito").count() == 1


def test_morta_em_qualquer_ponto_e_retomada_cada_pagamento_entra_uma_vez(conteudo: bytes, tmp_path: Path) -> None:
    arquivo = tmp_path / "CBR.RET"
    arquivo.write_bytes(conteudo)
    banco = connection.settings_dict
    url = f"postgresql://{banco['USER']}@/{banco['NAME']}?host={banco['HOST']}"

    feito = subprocess.run(
        [sys.executable, "-m", "enlace.processos.tests.ler_e_morrer", str(arquivo), "3", "50"],
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    meio = Pagamento.objects.count()
    ler(conteudo)

    # Most of them died, and at least one after having settled something.
    assert int(feito.stdout) >= 20
    assert meio > 0
    conferir()


def test_a_leitura_interrompida_continua_de_onde_parou(conteudo: bytes) -> None:
    class QuedaError(Exception):
        pass

    def cair(feitas: int, _total: int) -> None:
        if feitas == 5:
            raise QuedaError

    conta = Fatura.objects.select_related("conta").order_by("pk")[0].conta
    assert conta is not None
    with pytest.raises(QuedaError):
        ler_retorno(conteudo, "CBR.RET", conta, autor=AUTOR, agora=RETORNO_EM, acompanhar=cair)
    restavam = RetornoOcorrencia.objects.filter(resultado="pendente").count()

    resultado = ler(conteudo)

    assert restavam == PAGAS + 2 - 5
    assert resultado.repetido is False
    conferir()


def test_lido_duas_vezes_ao_mesmo_tempo_nada_entra_em_dobro(conteudo: bytes) -> None:
    outra = ao_mesmo_tempo(lambda: ler(conteudo), lambda: ler(conteudo)).result()

    assert isinstance(outra, ResultadoDoRetorno)
    assert outra.repetido
    conferir()
