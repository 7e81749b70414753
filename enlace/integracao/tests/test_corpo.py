import json
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from enlace.integracao.corpo import CorpoGrandeDemais, CorpoInvalido, ler_corpo

FORMULARIO = "application/x-www-form-urlencoded"
JSON = "application/json"
BOM = b"\xef\xbb\xbf"


def pedido(corpo: bytes | str, tipo: str = JSON, metodo: str = "POST") -> WSGIRequest:
    return RequestFactory().generic(metodo, "/", corpo, content_type=tipo)


@pytest.mark.parametrize("tipo", [JSON, FORMULARIO, "text/plain", "", "multipart/form-data", "application/json; charset=base64"])
@pytest.mark.parametrize("metodo", ["POST", "PUT"])
def test_json_e_json_com_qualquer_rotulo(tipo: str, metodo: str) -> None:
    corpo = ler_corpo(pedido('\r\n {"id": 3, "nome": "João", "lista": [1, {"a": null}], "sim": true}', tipo, metodo))

    assert corpo == {"id": 3, "nome": "João", "lista": [1, {"a": None}], "sim": True}


def test_marca_de_ordem_de_bytes_nao_atrapalha() -> None:
    assert ler_corpo(pedido(BOM + b'{"a": 1}')) == {"a": 1}


def test_par_substituto_inteiro_e_um_caractere() -> None:
    assert ler_corpo(pedido(r'{"a": "\ud83d\ude00"}')) == {"a": "😀"}


@pytest.mark.parametrize("metodo", ["POST", "PUT"])
def test_formulario_de_verdade(metodo: str) -> None:
    corpo = ler_corpo(pedido("nome=Jo%C3%A3o+da+Silva&vazio=&senha=a%26b%3Dc", FORMULARIO, metodo))

    assert corpo == {"nome": "João da Silva", "vazio": "", "senha": "a&b=c"}


@pytest.mark.parametrize("metodo", ["POST", "PUT"])
def test_formulario_em_partes(metodo: str) -> None:
    partes = encode_multipart(BOUNDARY, {"nome": "João", "senha": "a&b=c"})

    assert ler_corpo(pedido(partes, MULTIPART_CONTENT, metodo)) == {"nome": "João", "senha": "a&b=c"}


def test_formulario_em_partes_com_charset_absurdo() -> None:
    partes = encode_multipart(BOUNDARY, {"nome": "João"})

    assert ler_corpo(pedido(partes, f"{MULTIPART_CONTENT}; charset=base64")) == {"nome": "João"}


INVALIDOS = {
    "vazio": b"",
    "so espaços": b" \r\n ",
    "so a marca de ordem": BOM,
    "cortado": b'{"a": ',
    "cortado no meio de um texto": b'{"a": "b',
    "lista": b"[1, 2]",
    "texto": b'"a"',
    "numero": b"3",
    "nulo": b"null",
    "sobra": b'{"a": 1} x',
    "aspas simples": b"{'a': 1}",
    "cem mil colchetes": b"[" * 100_000,
    "cem mil colchetes num objeto": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "cem mil objetos": b'{"a":' * 100_000,
    "fundo demais": b'{"a":' * 40 + b"1" + b"}" * 40,
    "meio par substituto": rb'{"a": "\ud800"}',
    "meio par numa lista": rb'{"a": [["\udfff"]]}',
    "meio par num campo": rb'{"\ud800": 1}',
    "nulo num texto": rb'{"a": "b\u0000c"}',
    "nulo num campo": rb'{"a\u0000": 1}',
    "nulo num objeto de dentro": rb'{"a": [{"b": "\u0000"}]}',
    "utf-8 cortado": b'{"a": "\xc3"}',
    "latin-1": '{"a": "João"}'.encode("latin-1"),
    "utf-16": '{"a": 1}'.encode("utf-16"),
    "nan": b'{"a": NaN}',
    "infinito": b'{"a": -Infinity}',
    "grande demais para um numero": b'{"a": 1e999}',
    "inteiro de cinco mil algarismos": b'{"a": ' + b"9" * 5000 + b"}",
    "campo repetido": b'{"a": 1, "a": 2}',
    "campo repetido dentro": b'{"a": {"b": 1, "b": 2}}',
}


@pytest.mark.parametrize("tipo", [JSON, FORMULARIO, MULTIPART_CONTENT])
@pytest.mark.parametrize("corpo", [corpo for corpo in INVALIDOS.values() if corpo.lstrip()[:1] not in {b'"', b"3", b"n"}])
def test_corpo_ruim_e_recusado_com_uma_frase(corpo: bytes, tipo: str) -> None:
    with pytest.raises(CorpoInvalido, match=r"^\w.*\.$"):
        ler_corpo(pedido(corpo, tipo))


@pytest.mark.parametrize("corpo", INVALIDOS.values(), ids=INVALIDOS)
def test_json_ruim_e_recusado_com_uma_frase(corpo: bytes) -> None:
    with pytest.raises(CorpoInvalido, match=r"^O corpo .*\.$"):
        ler_corpo(pedido(corpo))


@pytest.mark.parametrize(
    "corpo",
    ["a=%00", "a%00=1", "a=%C3", "a=%ED%A0%80", "a=1&a=2", "&".join(f"c{n}=1" for n in range(2000))],
    ids=["nulo", "nulo no nome", "utf-8 cortado", "meio par", "repetido", "campos demais"],
)
def test_formulario_ruim_e_recusado(corpo: str) -> None:
    with pytest.raises(CorpoInvalido):
        ler_corpo(pedido(corpo, FORMULARIO))


@pytest.mark.parametrize(
    ("tipo", "corpo"),
    [
        (MULTIPART_CONTENT, b"lixo"),
        (MULTIPART_CONTENT, encode_multipart(BOUNDARY, {"a": "b", "c": "d"})[:-60]),
        ("multipart/form-data", b"--x\r\n--x--"),
        ("multipart/form-data; boundary=", b"--x\r\n--x--"),
        (
            MULTIPART_CONTENT,
            encode_multipart(BOUNDARY, {"a": ["1", "2"]}),
        ),
        (MULTIPART_CONTENT, encode_multipart(BOUNDARY, {"a": "\x00"})),
        (MULTIPART_CONTENT, encode_multipart(BOUNDARY, {f"c{n}": "1" for n in range(2000)})),
    ],
    ids=["lixo", "cortado", "sem boundary", "boundary vazio", "repetido", "nulo", "campos demais"],
)
def test_formulario_em_partes_ruim_e_recusado(tipo: str, corpo: bytes) -> None:
    with pytest.raises(CorpoInvalido):
        ler_corpo(pedido(corpo, tipo))


def test_corpo_grande_demais_tem_recusa_propria() -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100), pytest.raises(CorpoGrandeDemais):
        ler_corpo(pedido(json.dumps({"a": "b" * 200})))


def test_conexao_que_cai_no_meio_do_corpo_e_recusada() -> None:
    class Caiu(BytesIO):
        def read(self, *_args: object) -> bytes:
            raise OSError("connection reset")

    request = pedido(b"{}")
    request._stream = Caiu()

    with pytest.raises(CorpoInvalido) as recusa:
        ler_corpo(request)
    assert isinstance(recusa.value.__cause__, UnreadablePostError)
