import hashlib
import hmac
import random
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest

from enlace.radius.nas.atributos import MIKROTIK_RATE_LIMIT, Codigo, Fabricante, Tipo, causa_em_palavras
from enlace.radius.nas.pacote import (
    Atributo,
    AtributoInvalido,
    PacoteGrandeDemais,
    PacoteInvalido,
    assinatura_confere,
    endereco,
    esconder_senha,
    instante,
    inteiro,
    ler,
    montar_acesso,
    montar_pedido,
    montar_resposta,
    pedido_confere,
    prefixo,
    resposta_confere,
    senha_chap,
    texto,
)

SEGREDO = b"xyzzy5461"
# RFC 2865 section 7.1: nemo asks by PAP and is accepted.
PEDIDO_PAP = bytes.fromhex(
    "010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d93d413ce3196e43f782a0aee0406c0a80110050600000003"
)
ACEITE_PAP = bytes.fromhex("0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f06000000000e06c0a80103")
# RFC 2865 section 7.2: flopsy asks by CHAP and is accepted.
PEDIDO_CHAP = bytes.fromhex(
    "010100472aee86f08d0d55969ca5978e0d3367a20108666c6f707379031316e97557c316185895f293ff634407727504"
    "06c0a80110050600000014060600000002070600000001"
)
ACEITE_CHAP = bytes.fromhex(
    "0201003815efbc7dab26cfa3dc34d9c03c8601a40606000000020706000000010806fffffffe0a06000000020d06000000010c06000005dc"
)


def test_senha_e_escondida_como_no_exemplo_da_rfc_2865() -> None:
    pedido = ler(PEDIDO_PAP)

    escondida = esconder_senha(b"arctangent", pedido.autenticador, SEGREDO)

    assert pedido.valores(Tipo.USER_PASSWORD) == [escondida.valor]


def test_senha_longa_encadeia_os_blocos_da_rfc_2865() -> None:
    autenticador, senha = bytes(range(16)), b"p" * 20

    escondida = esconder_senha(senha, autenticador, SEGREDO).valor

    primeiro = hashlib.md5(SEGREDO + autenticador).digest()  # noqa: S324 - the protocol's
    segundo = hashlib.md5(SEGREDO + escondida[:16]).digest()  # noqa: S324 - the protocol's
    claro = bytes(a ^ b for a, b in zip(escondida, primeiro + segundo, strict=True))
    assert claro == senha + bytes(12)


@pytest.mark.parametrize(("tamanho", "esperado"), [(0, 16), (16, 16), (17, 32), (128, 128)])
def test_senha_ocupa_blocos_inteiros(tamanho: int, esperado: int) -> None:
    assert len(esconder_senha(b"p" * tamanho, bytes(16), SEGREDO).valor) == esperado


def test_senha_com_mais_de_128_bytes_e_recusada() -> None:
    with pytest.raises(AtributoInvalido, match="128 bytes"):
        esconder_senha(b"p" * 129, bytes(16), SEGREDO)


def test_chap_e_o_do_exemplo_da_rfc_2865() -> None:
    pedido = ler(PEDIDO_CHAP)

    assert pedido.valores(Tipo.CHAP_PASSWORD) == [senha_chap(0x16, b"arctangent", pedido.autenticador).valor]


@pytest.mark.parametrize(("pedido", "aceite"), [(PEDIDO_PAP, ACEITE_PAP), (PEDIDO_CHAP, ACEITE_CHAP)])
def test_respostas_dos_exemplos_da_rfc_2865_conferem(pedido: bytes, aceite: bytes) -> None:
    assert resposta_confere(ler(aceite), ler(pedido).autenticador, SEGREDO)
    assert not resposta_confere(ler(aceite), ler(pedido).autenticador, b"outro")
    assert not resposta_confere(ler(aceite), bytes(16), SEGREDO)


def test_resposta_montada_e_byte_a_byte_a_do_exemplo_da_rfc_2865() -> None:
    pedido, aceite = ler(PEDIDO_PAP), ler(ACEITE_PAP)

    montada = montar_resposta(pedido, Codigo.ACCESS_ACCEPT, aceite.atributos, SEGREDO, assinar=False)

    assert montada == ACEITE_PAP


def test_atributos_do_exemplo_da_rfc_2865_sao_lidos() -> None:
    pedido = ler(PEDIDO_PAP)

    assert (pedido.codigo, pedido.identificador) == (Codigo.ACCESS_REQUEST, 0)
    assert pedido.valores(Tipo.USER_NAME) == [b"nemo"]
    assert pedido.valores(Tipo.NAS_IP_ADDRESS) == [IPv4Address("192.168.1.16").packed]
    assert pedido.inteiro(Tipo.NAS_PORT) == 3


def test_pedido_de_desconexao_tem_o_autenticador_e_a_assinatura_da_rfc_5176() -> None:
    dados = montar_pedido(Codigo.DISCONNECT_REQUEST, 7, [texto(Tipo.USER_NAME, "joao@isp")], b"segredo")

    # Section 3.4: zeros stand for the authenticator and the signature; section 2.3: then the authenticator covers the signature.
    assert dados[:4] == bytes([40, 7, 0, 20 + 18 + 10])
    assert dados[20:22] == bytes([80, 18])
    sem_nada = dados[:4] + bytes(16) + dados[20:22] + bytes(16) + dados[38:]
    assert dados[22:38] == hmac.new(b"segredo", sem_nada, "md5").digest()
    assert dados[4:20] == hashlib.md5(dados[:4] + bytes(16) + dados[20:] + b"segredo").digest()  # noqa: S324 - the protocol's


@pytest.mark.parametrize("codigo", [Codigo.ACCOUNTING_REQUEST, Codigo.DISCONNECT_REQUEST, Codigo.COA_REQUEST])
@pytest.mark.parametrize("assinar", [True, False])
def test_pedido_confere_so_com_o_mesmo_segredo(codigo: Codigo, assinar: bool) -> None:  # noqa: FBT001 - the case
    pedido = ler(montar_pedido(codigo, 1, [texto(Tipo.USER_NAME, "joao")], b"segredo", assinar=assinar))

    assert pedido_confere(pedido, b"segredo")
    assert not pedido_confere(pedido, b"outro")


def test_qualquer_bit_trocado_no_pedido_e_notado() -> None:
    dados = montar_pedido(Codigo.COA_REQUEST, 1, [inteiro(Tipo.SESSION_TIMEOUT, 60)], b"segredo")

    for posicao in range(len(dados)):
        trocado = bytearray(dados)
        trocado[posicao] ^= 1
        try:
            assert not pedido_confere(ler(bytes(trocado)), b"segredo")
        except PacoteInvalido:
            continue


def test_pedido_de_acesso_e_assinado_com_o_autenticador_no_lugar() -> None:
    autenticador = bytes(range(16))

    pedido = ler(montar_acesso(9, autenticador, [texto(Tipo.USER_NAME, "joao")], b"segredo"))

    assert pedido.autenticador == autenticador
    assert assinatura_confere(pedido, autenticador, b"segredo")
    assert not assinatura_confere(pedido, bytes(16), b"segredo")


def test_resposta_com_assinatura_errada_nao_confere_mesmo_com_autenticador_certo() -> None:
    pedido = ler(montar_pedido(Codigo.COA_REQUEST, 1, [], b"segredo"))
    falsa = Atributo(Tipo.MESSAGE_AUTHENTICATOR, bytes(16))

    resposta = ler(montar_resposta(pedido, Codigo.COA_ACK, [falsa], b"segredo", assinar=False))

    assert not resposta_confere(resposta, pedido.autenticador, b"segredo")


@pytest.mark.parametrize("assinaturas", [[bytes(15)], [bytes(17)], [b""], [bytes(16), bytes(16)]])
def test_assinatura_de_outro_tamanho_ou_repetida_nao_confere(assinaturas: list[bytes]) -> None:
    atributos = [Atributo(Tipo.MESSAGE_AUTHENTICATOR, valor) for valor in assinaturas]

    pedido = ler(montar_pedido(Codigo.COA_REQUEST, 1, atributos, b"segredo", assinar=False))

    assert not pedido_confere(pedido, b"segredo")


def test_atributos_voltam_como_foram() -> None:
    atributos = (
        texto(Tipo.USER_NAME, "joão"),
        inteiro(Tipo.SESSION_TIMEOUT, 2**32 - 1),
        endereco(Tipo.FRAMED_IP_ADDRESS, IPv4Address("100.64.0.9")),
        endereco(Tipo.NAS_IPV6_ADDRESS, IPv6Address("2001:db8::1")),
        texto(MIKROTIK_RATE_LIMIT, "2M/10M", Fabricante.MIKROTIK),
        inteiro(1, 5, Fabricante.HUAWEI),
        instante(Tipo.EVENT_TIMESTAMP, datetime(2026, 10, 1, 12, tzinfo=UTC)),
    )

    lido = ler(montar_pedido(Codigo.COA_REQUEST, 1, atributos, b"segredo", assinar=False))

    assert lido.atributos == atributos
    assert lido.valores(8, Fabricante.MIKROTIK) == [b"2M/10M"]
    assert lido.valores(8) == [bytes([100, 64, 0, 9])]
    assert lido.inteiro(Tipo.EVENT_TIMESTAMP) == 1_790_856_000


@pytest.mark.parametrize(
    ("rede", "esperado"),
    [("2001:db8:1::/48", "0030" + "20010db80001"), ("2001:db8::/33", "0021" + "20010db800"), ("::/0", "0000")],
)
def test_prefixo_ipv6_leva_so_os_bytes_que_tem(rede: str, esperado: str) -> None:
    assert prefixo(Tipo.FRAMED_IPV6_PREFIX, IPv6Network(rede)).valor.hex() == esperado


def test_varios_atributos_em_um_do_fabricante_sao_lidos_um_a_um() -> None:
    valor = (14988).to_bytes(4) + bytes([8, 4]) + b"2M" + bytes([9, 3]) + b"x"

    lido = ler(montar_pedido(Codigo.COA_ACK, 1, [Atributo(Tipo.VENDOR_SPECIFIC, valor)], b"s"))

    assert (lido.valores(8, 14988), lido.valores(9, 14988)) == ([b"2M"], [b"x"])


@pytest.mark.parametrize(
    "valor",
    [b"", bytes(6), bytes.fromhex("000001ad000000017879"), bytes.fromhex("01000001050378"), bytes.fromhex("00000009010978")],
)
def test_atributo_de_fabricante_em_outro_formato_fica_inteiro(valor: bytes) -> None:
    lido = ler(montar_pedido(Codigo.COA_ACK, 1, [Atributo(Tipo.VENDOR_SPECIFIC, valor)], b"s", assinar=False))

    assert lido.atributos == (Atributo(Tipo.VENDOR_SPECIFIC, valor),)


@pytest.mark.parametrize(
    "dados",
    [
        pytest.param(b"", id="nada"),
        pytest.param(bytes([40, 1, 0, 19]) + bytes(15), id="menor que um cabecalho"),
        pytest.param(bytes([40, 1, 0, 19]) + bytes(16), id="diz ser menor que um cabecalho"),
        pytest.param(bytes([40, 1, 0, 21]) + bytes(16), id="diz ser maior do que e"),
        pytest.param(bytes([40, 1, 0x10, 0x01]) + bytes(16) + bytes([1, 255]) * 2039, id="mais de 4096 bytes"),
        pytest.param(bytes([40, 1, 0, 21]) + bytes(16) + b"\1", id="atributo sem tamanho"),
        pytest.param(bytes([40, 1, 0, 22]) + bytes(16) + b"\1\0", id="atributo de tamanho 0"),
        pytest.param(bytes([40, 1, 0, 22]) + bytes(16) + b"\1\1", id="atributo de tamanho 1"),
        pytest.param(bytes([40, 1, 0, 22]) + bytes(16) + b"\1\3x", id="atributo passa do fim do pacote"),
        pytest.param(bytes([40, 1, 0, 23]) + bytes(16) + b"\0\3x", id="atributo de numero 0"),
    ],
)
def test_pacote_malformado_e_recusado(dados: bytes) -> None:
    with pytest.raises(PacoteInvalido):
        ler(dados)


def test_bytes_depois_do_pacote_sao_ignorados() -> None:
    lido = ler(ACEITE_PAP + b"sobra")

    assert lido.dados == ACEITE_PAP
    assert resposta_confere(lido, ler(PEDIDO_PAP).autenticador, SEGREDO)


def test_pacote_de_4096_bytes_e_lido() -> None:
    atributos = [Atributo(Tipo.REPLY_MESSAGE, b"x" * 253)] * 15 + [Atributo(Tipo.REPLY_MESSAGE, b"x" * 249)]

    dados = montar_pedido(Codigo.COA_REQUEST, 1, atributos, b"s", assinar=False)

    assert len(dados) == 4096
    assert pedido_confere(ler(dados), b"s")
    with pytest.raises(PacoteGrandeDemais):
        montar_pedido(Codigo.COA_REQUEST, 1, [*atributos, Atributo(Tipo.CLASS, b"")], b"s", assinar=False)


def test_nenhum_byte_da_rede_levanta_outra_coisa() -> None:
    acaso = random.Random(5176)  # noqa: S311 - the same bytes every time
    inteiro_ = montar_pedido(Codigo.COA_REQUEST, 1, [texto(1, "joao"), texto(8, "2M/10M", 14988)], b"s")

    lidos = 0
    for _ in range(5000):
        dados = bytearray(inteiro_ if acaso.random() < 0.8 else acaso.randbytes(acaso.randrange(80)))
        for _ in range(acaso.randrange(4)):
            if dados:
                dados[acaso.randrange(len(dados))] = acaso.randrange(256)
        try:
            pacote = ler(bytes(dados))
        except PacoteInvalido:
            continue
        lidos += 1
        pedido_confere(pacote, b"s")
        resposta_confere(pacote, bytes(16), b"s")
        assinatura_confere(pacote, bytes(16), b"s")

    assert lidos > 1000


@pytest.mark.parametrize(
    ("valor", "frase"),
    [
        (lambda: texto(Tipo.USER_NAME, "é" * 127), "User-Name não pode ter mais de 253 bytes"),
        (lambda: texto(8, "x" * 248, 14988), "14988/8 não pode ter mais de 247 bytes"),
        (lambda: texto(Tipo.USER_NAME, ""), "não pode ser vazio"),
        (lambda: texto(Tipo.USER_NAME, "\udcff"), "UTF-8"),
        (lambda: inteiro(Tipo.SESSION_TIMEOUT, 2**32), "não cabe"),
        (lambda: inteiro(Tipo.SESSION_TIMEOUT, -1), "não cabe"),
        (lambda: Atributo(256, b"x"), "Não existe o atributo RADIUS 256"),
        (lambda: Atributo(0, b"x"), "Não existe o atributo RADIUS 0"),
        (lambda: Atributo(1, b"x", 1 << 24), "Não existe"),
    ],
)
def test_valor_que_nenhum_atributo_leva_e_recusado_com_o_nome_dele(valor: Callable[[], Atributo], frase: str) -> None:
    with pytest.raises(AtributoInvalido, match=frase):
        valor()


def test_causas_de_recusa_tem_frase_e_as_desconhecidas_o_numero() -> None:
    assert causa_em_palavras(503) == "O equipamento não tem mais esta conexão."
    assert causa_em_palavras(4242) == "O equipamento deu o motivo 4242, que as normas não descrevem."
