"""Chapter 3 over HTTP: opening and editing tickets, and what is refused."""

import json
import re
from datetime import datetime
from urllib.parse import urlencode

import pytest

from enlace.integracao import openapi
from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import NOVO, ROTA, Banco, abrir, contagens, editar
from enlace.integracao.tests.comparacao import diferencas
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

FORMULARIO = {"Content-Type": "application/x-www-form-urlencoded"}
SEM_OS = {chave: valor for chave, valor in NOVO.items() if chave != "abrir_os"}
_E_NOVO = "cada abertura tem seu código, seu protocolo e seu instante"
_OUTRO_TEXTO = "o texto envia uma descrição e responde com outra"
EXCECOES_DA_ABERTURA = {
    "msg": _E_NOVO,
    "atendimento.id_atendimento": _E_NOVO,
    "atendimento.protocolo": _E_NOVO,
    "atendimento.descricao_abertura": _OUTRO_TEXTO,
    "atendimento.data_cadastro": _E_NOVO,
    "atendimento.ordens_servico[340]": _E_NOVO,
}
EXCECOES_DA_ORDEM = {
    "id_ordem_servico": _E_NOVO,
    "numero_ordem_servico": _E_NOVO,
    "data_cadastro": _E_NOVO,
    "data_inicio_programado": _E_NOVO,
    "data_termino_programado": _E_NOVO,
    "descricao_abertura": _OUTRO_TEXTO,
    "descricao_servico": _OUTRO_TEXTO,
}
_AGORA = "o exemplo fechou em 2020; o teste fecha agora"
EXCECOES_DA_EDICAO = {
    "atendimento.data_fechamento": _AGORA,
    "atendimento.data_fechamento_br": _AGORA,
    "atendimento.data_fechamento_timestamp": _AGORA,
    "atendimento.minutos_em_aberto": _AGORA,
    "atendimento.tempo_restante": _AGORA,
}


def test_abertura_responde_como_documentado(api: Api) -> None:
    exemplo = openapi.exemplo("02-atendimento-novo")

    resposta = api.pedir("POST", exemplo["rota"], json=exemplo["corpo"])

    dado, esperado = resposta.json(), exemplo["resposta"]
    assert resposta.status_code == exemplo["http"]
    assert set(dict(diferencas(esperado, dado))) == set(EXCECOES_DA_ABERTURA)
    ordem_esperada, ordem = esperado["atendimento"]["ordens_servico"][0], dado["atendimento"]["ordens_servico"][0]
    assert set(dict(diferencas(ordem_esperada, ordem))) == set(EXCECOES_DA_ORDEM)
    protocolo = dado["atendimento"]["protocolo"]
    assert dado["msg"] == esperado["msg"].replace(esperado["atendimento"]["protocolo"], protocolo)
    assert dado["atendimento"]["descricao_abertura"] == "Abertura de atendimento de teste | ATENDIMENTO ABERTO VIA API"
    assert ordem["descricao_abertura"] == ordem["descricao_servico"] == dado["atendimento"]["descricao_abertura"]
    assert dado["atendimento"]["data_cadastro"] == ordem["data_cadastro"][:10]


def test_ordem_aberta_e_para_daqui_a_uma_hora_por_uma_hora(api: Api) -> None:
    ordem = abrir(api)["atendimento"]["ordens_servico"][0]

    cadastro, inicio, termino = (
        datetime.strptime(ordem[chave], "%d/%m/%Y %H:%M:%S")  # noqa: DTZ007 - the provider's clock, as on the wire
        for chave in ("data_cadastro", "data_inicio_programado", "data_termino_programado")
    )
    assert (inicio - cadastro).total_seconds() == (termino - inicio).total_seconds() == 3600


def test_clientes_leem_as_chaves_dentro_ou_fora_do_atendimento(api: Api) -> None:
    dado = abrir(api)

    assert list(dado) == ["status", "msg", "atendimento", "id_atendimento", "protocolo", "ordens_servico"]
    for chave in ("id_atendimento", "protocolo", "ordens_servico"):
        assert dado[chave] == dado["atendimento"][chave]
    assert re.fullmatch(r"[0-9]{15,20}", dado["protocolo"])


def test_sem_os_a_mensagem_so_fala_do_protocolo(api: Api) -> None:
    dado = api.pedir("POST", ROTA, json=SEM_OS).json()

    assert dado["msg"] == f"Atendimento aberto com sucesso. Anote o protocolo: {dado['protocolo']}"
    assert dado["ordens_servico"] == []


@pytest.mark.parametrize("sim", [True, "true", "TRUE", 1, "1", "sim", "Sim"])
def test_abrir_os_em_qualquer_grafia_de_sim(api: Api, sim: object) -> None:
    assert len(abrir(api, abrir_os=sim)["ordens_servico"]) == 1


@pytest.mark.parametrize("nao", [False, "false", 0, "0", "nao", "não", "NÃO", "", None])
def test_abrir_os_em_qualquer_grafia_de_nao(api: Api, nao: object) -> None:
    assert abrir(api, abrir_os=nao)["ordens_servico"] == []


@pytest.mark.parametrize("como", ["json rotulado como formulário", "php", "multipart"])
def test_formularios_abrem_como_o_json(api: Api, banco: Banco, como: str) -> None:
    campos = {**{nome: str(valor) for nome, valor in SEM_OS.items()}, "abrir_os": "true", "parametros[ligacao][id]": "7"}
    if como == "php":
        resposta = api.pedir("POST", ROTA, data=urlencode(campos), cabecalhos=FORMULARIO)
    elif como == "multipart":
        corpo = (
            "".join(f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in campos.items()) + "--x--\r\n"
        )
        resposta = api.pedir("POST", ROTA, data=corpo.encode(), cabecalhos={"Content-Type": "multipart/form-data; boundary=x"})
    else:
        corpo = json.dumps({**NOVO, "parametros": {"ligacao": {"id": "7"}}})
        resposta = api.pedir("POST", ROTA, data=corpo.encode(), cabecalhos=FORMULARIO)

    dado = resposta.json()
    assert (dado["status"], len(dado["ordens_servico"])) == ("success", 1)
    guardados = banco.execute("select parametros from atendimento where id_atendimento = %s", [dado["id_atendimento"]]).fetchone()
    assert guardados == ({"ligacao": {"id": "7"}},)


def test_numeros_e_textos_trocados_servem(api: Api) -> None:
    dado = abrir(api, id_cliente_servico=11000, telefone=37999112233, nome=12, descricao=345)

    assert dado["status"] == "success"
    assert dado["atendimento"]["descricao_abertura"].startswith("345 | ")


def test_edicao_de_2024_escolhe_tipos_estado_e_tecnicos(api: Api, banco: Banco) -> None:
    (tecnico,) = banco.execute("select id_usuario from usuario where tecnico order by 1 desc limit 1").fetchone() or (0,)
    banco.execute("delete from ordem_servico_tecnico where id_usuario = %s", [tecnico])
    da_ordem = {"id_tipo_ordem_servico": "2", "status": "pendente", "ids_tecnicos": [str(tecnico)]}

    dado = abrir(api, id_tipo_atendimento="44", parametros_ordem_servico=da_ordem)
    repetido = abrir(api, parametros_ordem_servico=da_ordem)

    ordem = dado["ordens_servico"][0]
    assert dado["atendimento"]["tipo_atendimento"] != "SAC"
    assert (ordem["tipo"], ordem["status"]) == ("INSTALAÇÃO", "pendente")
    assert [t["id"] for t in ordem["tecnicos"]] == [tecnico]
    assert list(ordem["tecnicos"][0]) == ["id", "name", "email"]
    assert repetido == {"status": "error", "msg": "Um dos técnicos já tem outra ordem de serviço nesse horário."}


@pytest.mark.parametrize(
    ("mudanca", "erros"),
    [
        ({"id_cliente_servico": None}, ["O campo id cliente servico é obrigatório."]),
        ({"id_cliente_servico": "onze"}, ["O campo id cliente servico deve ser um número inteiro."]),
        ({"id_cliente_servico": -1}, ["O campo id cliente servico deve ser um número inteiro."]),
        ({"id_cliente_servico": True}, ["O campo id cliente servico deve ser um número inteiro."]),
        ({"id_cliente_servico": 1.5}, ["O campo id cliente servico deve ser um número inteiro."]),
        ({"id_cliente_servico": "9" * 30}, ["O campo id cliente servico deve ser um número inteiro."]),
        ({"id_cliente_servico": "\u0661\u0660"}, ["O campo id cliente servico deve ser um número inteiro."]),
        ({"id_cliente_servico": [11000]}, ["O campo id cliente servico deve ser um número inteiro."]),
        ({"descricao": ""}, ["O campo descricao é obrigatório."]),
        ({"descricao": " \n\t "}, ["O campo descricao é obrigatório."]),
        ({"descricao": {"a": 1}}, ["O campo descricao deve ser um texto."]),
        ({"nome": ""}, ["O campo nome é obrigatório."]),
        ({"nome": "x" * 151}, ["O campo nome não pode ter mais de 150 caracteres."]),
        ({"telefone": ""}, ["O campo telefone é obrigatório."]),
        ({"telefone": "ramal 3"}, ["O campo telefone deve ser um telefone com DDD, só com números (DDNNNNNNNNN)."]),
        ({"telefone": "999112233"}, ["O campo telefone deve ser um telefone com DDD, só com números (DDNNNNNNNNN)."]),
        ({"telefone": "3799911223344"}, ["O campo telefone deve ser um telefone com DDD, só com números (DDNNNNNNNNN)."]),
        ({"email": "teste"}, ["O campo email deve ser um endereço de e-mail válido (usuario@dominio.com)."]),
        ({"email": "a@b@c.com"}, ["O campo email deve ser um endereço de e-mail válido (usuario@dominio.com)."]),
        ({"abrir_os": "talvez"}, ["O campo abrir os deve ser verdadeiro ou falso."]),
        ({"abrir_os": 2}, ["O campo abrir os deve ser verdadeiro ou falso."]),
        ({"abrir_os": []}, ["O campo abrir os deve ser verdadeiro ou falso."]),
        ({"abrir_os": {}}, ["O campo abrir os deve ser verdadeiro ou falso."]),
        ({"parametros": ["a"]}, ["O campo parametros deve ser um objeto JSON."]),
        ({"parametros": "texto"}, ["O campo parametros deve ser um objeto JSON."]),
        ({"parametros": 3}, ["O campo parametros deve ser um objeto JSON."]),
        ({"parametros_ordem_servico": "x"}, ["O campo parametros ordem servico deve ser um objeto JSON."]),
        (
            {"parametros_ordem_servico": {"status": "cancelado", "ids_tecnicos": ["a"]}},
            [
                "O campo parametros ordem servico.status deve ser um destes: pendente, aguardando_agendamento.",
                "O campo parametros ordem servico.ids tecnicos deve ser uma lista de números inteiros.",
            ],
        ),
        (
            {"descricao": "", "telefone": "", "email": "x"},
            [
                "O campo descricao é obrigatório.",
                "O campo telefone é obrigatório.",
                "O campo email deve ser um endereço de e-mail válido (usuario@dominio.com).",
            ],
        ),
    ],
)
def test_campos_que_nao_servem_sao_ditos_todos_e_nada_e_gravado(
    api: Api, banco: Banco, mudanca: dict[str, object], erros: list[str]
) -> None:
    antes = contagens(banco)

    assert abrir(api, **mudanca) == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": erros}
    assert contagens(banco) == antes


@pytest.mark.parametrize(
    ("mudanca", "msg"),
    [
        ({"id_cliente_servico": "999999999"}, "O serviço do cliente informado não foi encontrado."),
        ({"id_cliente_servico": "0"}, "O serviço do cliente informado não foi encontrado."),
        ({"id_cliente_servico": "10999"}, "O serviço informado está cancelado; não é possível abrir atendimento para ele."),
        ({"id_tipo_atendimento": 999999}, "O tipo de atendimento informado não foi encontrado."),
        (
            {"parametros_ordem_servico": {"id_tipo_ordem_servico": 999999}},
            "O tipo de ordem de serviço informado não foi encontrado.",
        ),
        ({"parametros_ordem_servico": {"ids_tecnicos": [999999, 2]}}, "Técnico não encontrado: 999999."),
        ({"parametros_ordem_servico": {"ids_tecnicos": [1]}}, "IP Telecom não é um técnico ativo."),
        ({"parametros": {"x": "y" * 1_000_000}}, "Os parâmetros do atendimento passam de 64 KB."),
    ],
)
def test_o_que_nao_existe_ou_nao_pode_e_recusado_e_nada_e_gravado(
    api: Api, banco: Banco, mudanca: dict[str, object], msg: str
) -> None:
    antes = contagens(banco)

    assert abrir(api, **mudanca) == {"status": "error", "msg": msg}
    assert contagens(banco) == antes


def test_parametros_de_cem_niveis_sao_recusados(api: Api, banco: Banco) -> None:
    fundo: dict[str, object] = {}
    for _nivel in range(100):
        fundo = {"a": fundo}
    antes = contagens(banco)

    for parametros in (fundo, json.dumps(fundo)):
        assert abrir(api, parametros=parametros)["status"] == "error"
    assert contagens(banco) == antes


def test_parametros_vazios_de_php_servem(api: Api) -> None:
    assert abrir(api, parametros=[])["status"] == "success"


def test_edicao_fecha_como_documentado(api: Api, banco: Banco) -> None:
    exemplo = openapi.exemplo("03-atendimento-editar")

    # The text edits the ticket 1 and answers with 1114.
    resposta = api.pedir("PUT", f"{ROTA}/1114", json=exemplo["corpo"])

    assert resposta.status_code == exemplo["http"]
    assert set(dict(diferencas(exemplo["resposta"], resposta.json()))) == set(EXCECOES_DA_EDICAO)
    guardados = banco.execute("select parametros from atendimento where id_atendimento = 1114").fetchone()
    assert guardados == (exemplo["corpo"]["parametros"],)
    banco.execute("update atendimento set data_fechamento = '2020-03-11 09:56:10-03' where id_atendimento = 1114")
    outra_vez = api.pedir("PUT", f"{ROTA}/1114", json={"parametros": {"xpto": 123456}})
    assert list(diferencas(exemplo["resposta"], outra_vez.json())) == []


def test_edicao_junta_parametros_e_os_mostra(api: Api) -> None:
    chave = abrir(api, parametros={"ligacao": 1, "empresa": "NeWave"})["id_atendimento"]

    dado = editar(api, chave, parametros={"ligacao": 2, "gravacao": None})

    assert dado["atendimento"]["parametros"] == {"ligacao": 2, "empresa": "NeWave", "gravacao": None}
    assert dado["atendimento"]["data_fechamento"] is None
    assert dado["atendimento"]["tempo_restante"] in {"24h 0min", "23h 59min"}
    assert dado["atendimento"]["percentual_tempo_restante"] in {100, 99}


def test_edicao_muda_a_descricao_e_fecha_com_as_ordens(api: Api) -> None:
    aberto = abrir(api)

    dado = editar(api, aberto["id_atendimento"], descricao="Outra descrição", fechar_atendimento="sim")

    assert (dado["msg"], dado["atendimento"]["descricao_abertura"]) == ("Atendimento atualizado com sucesso", "Outra descrição")
    lido = api.consultar("cliente/atendimento", busca="protocolo", termo_busca=aberto["protocolo"], apenas_pendente="nao").json()[
        "atendimentos"
    ][0]
    assert (lido["status"], lido["motivo_fechamento"]) == ("Resolvido", "Fechamento automático")
    assert [(o["status"], o["status_fechamento"], o["descricao_fechamento"]) for o in lido["ordens_servico"]] == [
        ("finalizado", "concluido", "Fechamento automático.")
    ]


def test_fechar_o_fechado_e_recusado_e_nada_muda(api: Api, banco: Banco) -> None:
    aberto = abrir(api)
    editar(api, aberto["id_atendimento"], fechar_atendimento=True)
    antes = contagens(banco)

    dado = editar(api, aberto["id_atendimento"], fechar_atendimento=True, parametros={"a": 1})

    assert dado == {"status": "error", "msg": f"O atendimento {aberto['protocolo']} já está fechado."}
    assert contagens(banco) == antes


@pytest.mark.parametrize("chave", ["0", "999999999", "abc", "-1", "1.5", "9" * 30, "%00", "1114%20or%201=1"])
def test_editar_o_que_nao_existe_e_recusado(api: Api, chave: str) -> None:
    assert editar(api, chave, fechar_atendimento=True) == {"status": "error", "msg": "Atendimento não encontrado."}


@pytest.mark.parametrize(
    ("corpo", "erros"),
    [
        ({}, ["O campo parametros é obrigatório.", "O campo fechar atendimento é obrigatório."]),
        ({"descricao": " "}, ["O campo parametros é obrigatório.", "O campo fechar atendimento é obrigatório."]),
        ({"parametros": [1]}, ["O campo parametros deve ser um objeto JSON."]),
        ({"parametros": {}, "fechar_atendimento": "talvez"}, ["O campo fechar atendimento deve ser verdadeiro ou falso."]),
    ],
)
def test_edicao_que_nao_serve_e_recusada(api: Api, banco: Banco, corpo: dict[str, object], erros: list[str]) -> None:
    antes = contagens(banco)

    assert editar(api, 1, **corpo) == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": erros}
    assert contagens(banco) == antes


@pytest.mark.parametrize("corpo", ["", "[]", "null", "{", '{"a":1,"a":2}', '{"parametros":{"a":NaN}}', '{"descricao":"\\u0000"}'])
def test_corpo_que_nao_pode_ser_lido_e_recusado(api: Api, corpo: str) -> None:
    for metodo, rota in (("POST", ROTA), ("PUT", f"{ROTA}/1")):
        resposta = api.pedir(metodo, rota, data=corpo.encode(), cabecalhos={"Content-Type": "application/json"})

        assert resposta.status_code == 200
        assert (resposta.json()["status"], resposta.json()["msg"]) == ("error", CAMPOS_INVALIDOS)


def test_toda_escrita_diz_quem_de_onde_e_o_que_mudou(api: Api, banco: Banco) -> None:
    aberto = abrir(api)
    editar(api, aberto["id_atendimento"], parametros={"a": 1}, fechar_atendimento=True)

    registros = banco.execute(
        "select acao, porta, id_usuario, cliente_api, host(endereco_ip), antes is null from auditoria_registro"
        " where (tabela, chave) in (('atendimento', %s), ('ordem_servico', %s)) order by id_registro",
        [str(aberto["id_atendimento"]), str(aberto["ordens_servico"][0]["id_ordem_servico"])],
    ).fetchall()
    assert registros == [
        ("abrir", "api", 1, "3", "127.0.0.1", True),
        ("abrir", "api", 1, "3", "127.0.0.1", True),
        ("alterar", "api", 1, "3", "127.0.0.1", False),
        ("fechar", "api", 1, "3", "127.0.0.1", False),
        ("finalizar", "api", 1, "3", "127.0.0.1", False),
    ]
