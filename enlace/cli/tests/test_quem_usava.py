from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from enlace.processos.tests.banco import um_servico_de
from enlace.radius.digitado import InstanteIlegivel
from enlace.radius.identificacao import MargemInvalida
from enlace.radius.models import ConsultaDeEndereco
from enlace.radius.tests.sessoes import uma_sessao

pytestmark = pytest.mark.django_db

ENDERECO = "203.0.113.7"


def enlace_quem_usava(*argumentos: str) -> str:
    saida = StringIO()
    call_command("quem_usava", *argumentos, stdout=saida)
    return saida.getvalue()


def test_diz_de_quem_era_e_registra_que_foi_perguntado() -> None:
    servico = um_servico_de("BIANCA COUTO", cpf="12345678909")
    sessao = uma_sessao(servico, framedipaddress=ENDERECO)

    saida = enlace_quem_usava(ENDERECO, "20/11/2026 12:00", "--motivo", "Ofício 1/2026")

    assert [" ".join(linha.split()) for linha in saida.splitlines()] == [
        f"Conexão {sessao.pk}",
        f"cliente {servico.cliente.codigo_cliente} BIANCA COUTO",
        "CPF/CNPJ 12345678909",
        f"serviço {servico.pk} 100M",
        "login bianca@isp",
        "início 20/11/2026 11:00:00 -0300",
        "fim 20/11/2026 13:00:00 -0300 (O cliente desconectou)",
        f"endereços {ENDERECO}",
        "MAC d4:ca:6d:00:00:01",
        "concentrador 10.0.0.1 ether1",
    ]
    consulta = ConsultaDeEndereco.objects.get()
    assert (consulta.porta, consulta.motivo, consulta.usuario_id) == ("cli", "Ofício 1/2026", None)


def test_diz_que_o_fim_e_estimado_quando_ninguem_o_disse() -> None:
    uma_sessao(framedipaddress=ENDERECO, acctterminatecause="Sem-Sinal")

    saida = enlace_quem_usava(ENDERECO, "20/11/2026 13:04", "--motivo", "Ofício 3/2026")

    assert "20/11/2026 13:00:00 -0300 (fim estimado: O concentrador parou de dar sinal)" in saida


def test_diz_que_nada_achou_e_desde_quando_se_guarda() -> None:
    uma_sessao(framedipaddress=ENDERECO, fim=None)

    saida = enlace_quem_usava(ENDERECO, "2026-11-20 13:00 UTC", "--motivo", "Ofício 2/2026")

    assert saida.startswith("Nenhuma conexão tinha este endereço neste instante. As conexões estão guardadas desde 01/")
    assert ConsultaDeEndereco.objects.get().mostradas == []


def test_recusas_chegam_com_sua_frase() -> None:
    with pytest.raises(InstanteIlegivel):
        enlace_quem_usava(ENDERECO, "ontem", "--motivo", "Ofício")
    with pytest.raises(MargemInvalida):
        enlace_quem_usava(ENDERECO, "20/11/2026 12:00", "--motivo", "Ofício", "--margem", "61")
    with pytest.raises(CommandError):
        enlace_quem_usava(ENDERECO, "20/11/2026 12:00")
    assert not ConsultaDeEndereco.objects.exists()
