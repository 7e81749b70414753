import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from enlace.enderecos.models import Cidade
from tests.servidor_http import porta_fechada

DIVINOPOLIS = {
    "id": 3122306,
    "nome": "Divinópolis",
    "microrregiao": {"mesorregiao": {"UF": {"id": 31, "sigla": "MG"}}},
}


@pytest.mark.django_db
def test_sincronizar_de_um_arquivo_mostra_o_progresso(tmp_path: Path) -> None:
    arquivo = tmp_path / "municipios.json"
    arquivo.write_text(json.dumps([DIVINOPOLIS]))
    saida = StringIO()

    call_command("cidades", "sincronizar", "--arquivo", str(arquivo), stdout=saida)

    assert Cidade.objects.get().nome == "Divinópolis"
    assert saida.getvalue().splitlines() == [
        f"Lendo {arquivo}…",
        "Gravando 1 municípios…",
        "Pronto: 1 cidades novas, 0 alteradas.",
    ]


@pytest.mark.django_db
def test_sem_rede_diz_por_que_em_uma_frase(settings: Settings) -> None:
    with porta_fechada() as url:
        settings.SERVICOS_EXTERNOS = {"ibge": {"url": url}}

        with pytest.raises(CommandError, match=r"^IBGE: não foi possível conectar\.$"):
            call_command("cidades", "sincronizar", stdout=StringIO())


@pytest.mark.django_db
def test_arquivo_recusado_diz_por_que(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Não foi possível ler"):
        call_command("cidades", "sincronizar", "--arquivo", str(tmp_path / "nada.json"), stdout=StringIO())
