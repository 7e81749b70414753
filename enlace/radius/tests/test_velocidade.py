"""The numbers of the makers' attributes against FreeRADIUS's dictionaries, and against the names that the database gives."""

import re
from pathlib import Path

import pytest
from django.db import connection

from enlace.radius.nas.pacote import texto
from enlace.radius.velocidade import ATRIBUTOS, em_atributos
from enlace.rede.models import Fabricante
from tests.freeradius import exigir

DICIONARIOS = Path("/usr/share/freeradius")
TIPO_NO_DICIONARIO = {True: "string", False: "integer"}


@pytest.mark.parametrize("nome", ATRIBUTOS)
def test_numeros_sao_os_dos_dicionarios(nome: str) -> None:
    exigir(DICIONARIOS)
    fabricante, tipo, escrever = ATRIBUTOS[nome]

    achados = [
        (arquivo, linha)
        for arquivo in DICIONARIOS.glob("dictionary.*")
        for linha in arquivo.read_text(errors="replace").splitlines()
        if re.match(rf"ATTRIBUTE\s+{nome}\s", linha)
    ]

    [(arquivo, linha)] = achados
    assert linha.split()[2:4] == [str(tipo), TIPO_NO_DICIONARIO[escrever is texto]]
    assert re.search(rf"^VENDOR\s+\S+\s+{fabricante.value}\s", arquivo.read_text(errors="replace"), re.MULTILINE)


@pytest.mark.django_db
@pytest.mark.parametrize("dialeto", Fabricante.Dialeto.values)
def test_todo_nome_que_o_banco_da_e_conhecido_ou_de_quem_nao_muda_ao_vivo(dialeto: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select atributo, valor from radius.velocidade(%s, 204800, 102400, 'PLANO', true) order by n", [dialeto])
        velocidade = [(str(nome), str(valor)) for nome, valor in cursor.fetchall()]

    atributos = em_atributos(velocidade)

    assert len(atributos) == (0 if dialeto == "padrao" else len(velocidade))
    assert velocidade
