"""What a term may be, by its shape."""

from ipaddress import IPv4Address, IPv6Network

import pytest

from enlace.painel.busca.reconhecimento import Termo, faixa, reconhecer


@pytest.mark.parametrize("digitado", ["", "   ", "\0", "\0 \0"])
def test_o_que_nada_diz_nada_procura(digitado: str) -> None:
    assert reconhecer(digitado) == Termo()


@pytest.mark.parametrize(
    ("digitado", "partes"),
    [
        ("maria", ("maria",)),
        ("  Maria   Conceição ", ("Maria", "Conceição")),
        ("maria d", ("maria", "d")),
        ("2 irmãos", ("2", "irmãos")),
        ("a", ()),
        ("- m -", ()),
        ("411", ()),
        ("a b c d e f g h", ("a", "b", "c", "d", "e", "f")),
    ],
)
def test_um_nome_sao_as_suas_partes(digitado: str, partes: tuple[str, ...]) -> None:
    assert reconhecer(digitado).nome == partes


@pytest.mark.parametrize(
    ("digitado", "documento"),
    [
        ("411.072.966-17", "41107296617"),
        ("41107296617", "41107296617"),
        ("22.385.367/0001-03", "22385367000103"),
        ("12.abc.345/01de-35", "12ABC34501DE35"),
        ("411.072.966", ""),
        ("maria aparecida", ""),
    ],
)
def test_um_documento_com_ou_sem_mascara_tambem_com_letras(digitado: str, documento: str) -> None:
    assert reconhecer(digitado).documento == documento


def test_um_numero_pode_ser_codigo_os_e_fatura() -> None:
    termo = reconhecer("411")

    assert (termo.codigo, termo.os, termo.fatura, termo.login) == (411, 411, 411, "411")
    assert termo.telefones == ()


@pytest.mark.parametrize("digitado", ["9" * 19, "-1", "1e9", "\u0661\u0662", "1.234"])
def test_o_que_nao_cabe_numa_chave_nao_e_numero(digitado: str) -> None:
    termo = reconhecer(digitado)

    assert (termo.codigo, termo.os, termo.fatura) == (None, None, None)


@pytest.mark.parametrize(
    ("digitado", "qual"),
    [
        ("os 12", "os"),
        ("OS nº 12", "os"),
        ("OS: 12", "os"),
        ("ordem 12", "os"),
        ("fatura #12", "fatura"),
        ("boleto 12", "fatura"),
        ("cliente 12", "codigo"),
        ("código 12", "codigo"),
    ],
)
def test_uma_palavra_antes_do_numero_diz_de_que_ele_e(digitado: str, qual: str) -> None:
    termo = reconhecer(digitado)

    assert getattr(termo, qual) == 12
    assert sorted((termo.codigo, termo.os, termo.fatura), key=str) == [12, None, None]
    assert (termo.nome, termo.login) == ((), "")


def test_o_protocolo_e_so_ele_com_a_palavra_e_pela_forma_sem_ela() -> None:
    assert reconhecer("protocolo 2026112110") == Termo(texto="protocolo 2026112110", protocolo="2026112110")
    assert reconhecer("202611211030001234").protocolo == "202611211030001234"
    assert reconhecer("2026112110").protocolo == ""


def test_a_palavra_colada_ao_numero_e_um_login() -> None:
    termo = reconhecer("cliente12")

    assert (termo.login, termo.codigo, termo.nome) == ("cliente12", None, ("cliente12",))


@pytest.mark.parametrize(
    "digitado", ["(37) 99999-8888", "37999998888", "+55 37 99999-8888", "037 99999.8888", "0055 37 99999 8888"]
)
def test_um_telefone_de_qualquer_jeito(digitado: str) -> None:
    telefones = reconhecer(digitado).telefones

    assert telefones[0] == "37999998888"
    assert "5537999998888" in telefones


@pytest.mark.parametrize("digitado", ["99999-8888", "999998888", "3222-1111"])
def test_um_telefone_sem_ddd_pode_ser_de_qualquer_lugar(digitado: str) -> None:
    telefones = reconhecer(digitado).telefones
    numero = "".join(c for c in digitado if c.isdigit())

    assert {numero, f"37{numero}", f"11{numero}"} <= set(telefones)
    assert len(telefones) == 82


def test_numeros_curtos_nao_sao_telefones() -> None:
    assert reconhecer("2221111").telefones == ()


def test_um_email_nao_e_um_nome() -> None:
    termo = reconhecer("Maria@Exemplo.Test")

    assert (termo.email, termo.nome, termo.login) == ("maria@exemplo.test", (), "Maria@Exemplo.Test")


def test_um_login_com_arroba_tambem_e_login() -> None:
    termo = reconhecer("maria@provedor")

    assert (termo.email, termo.login) == ("", "maria@provedor")


@pytest.mark.parametrize("digitado", ["AA:BB:CC:00:11:22", "aa-bb-cc-00-11-22", "aabb.cc00.1122", "AABBCC001122"])
def test_um_mac_de_qualquer_jeito(digitado: str) -> None:
    termo = reconhecer(digitado)

    assert termo.mac == "aa:bb:cc:00:11:22"
    assert termo.nome == ()


def test_enderecos_e_prefixos() -> None:
    assert reconhecer("100.64.0.7").endereco == IPv4Address("100.64.0.7")
    assert reconhecer("2001:db8:1::/56").endereco == IPv6Network("2001:db8:1::/56")
    assert reconhecer("2001:db8::1").endereco == IPv6Network("2001:db8::1/128")
    assert reconhecer("100.64.0").endereco is None
    assert reconhecer("2001:db8::/16").endereco is None
    assert reconhecer("2001:db8::1").nome == ()


def test_um_endereco_e_procurado_no_que_o_contem() -> None:
    valores = faixa(IPv6Network("2001:db8:1:2::/64"))

    assert valores["ipv4"] is None
    assert (valores["primeiro"], valores["ultimo"]) == ("2001:db8:1:2::/64", "2001:db8:1:2:ffff:ffff:ffff:ffff/128")
    assert "2001:db8:1::/48" in valores["em_volta"]
    assert "2001:db8:1:2::/64" not in valores["em_volta"]


def test_uma_linha_digitavel_com_mascara_e_um_boleto_e_outros_47_numeros_nao() -> None:
    linha = "75691.31662 01006.726101 27210.000017 7 73380000001000"

    assert reconhecer(linha).boleto == linha
    assert reconhecer(linha.replace("7 7338", "8 7338")).boleto == ""


def test_o_que_e_comprido_demais_e_cortado() -> None:
    assert len(reconhecer("maria " * 100).texto) <= 100
