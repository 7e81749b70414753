"""Finding anything by one box."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from enlace.atendimento.models import Atendimento
from enlace.clientes.models import Cliente, Contato
from enlace.contas.models import Usuario
from enlace.financeiro.models import Fatura
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.busca.achados import Busca
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes
from enlace.prospectos.models import Prospecto
from enlace.radius.tests.sessoes import uma_sessao
from enlace.servicos.models import ClienteServico

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mundo")]

Titulos = list[str]


@pytest.fixture
def cliente(mundo: Mundo) -> Cliente:
    return Cliente.objects.get(pk=mundo[Cliente].pk)


@pytest.fixture
def achar(administradora: Usuario) -> Callable[[str], Titulos]:
    def _achar(termo: str) -> Titulos:
        grupos = Busca.de(termo, administradora, hoje=date(2026, 11, 20), limite=5).grupos()
        return [achado.titulo for grupo in grupos for achado in grupo.achados]

    return _achar


def um_cliente(nome: str, **campos: object) -> Cliente:
    return Cliente.objects.create(nome_razaosocial=nome, tipo_pessoa="pf", data_cadastro=AGORA, **campos)


@pytest.mark.parametrize(
    "termo",
    ["maria", "MARIA DA", "conceição", "conceicao", "maria concei", "concei maria", "ma", "co ma", "m c", "ceiç"],
)
def test_um_nome_por_suas_partes_sem_acentos_em_qualquer_ordem(termo: str, achar: Callable[[str], Titulos]) -> None:
    assert "MARIA DA CONCEIÇÃO" in achar(termo)


@pytest.mark.parametrize("termo", ["maria joana", "mari%", "_aria", "ei", "x"])
def test_o_que_o_nome_nao_tem_nao_o_acha(termo: str, achar: Callable[[str], Titulos]) -> None:
    assert achar(termo) == []


def test_nomes_que_comecam_assim_vem_antes_dos_que_tem(achar: Callable[[str], Titulos]) -> None:
    um_cliente("JOSE SOUTO")
    um_cliente("SOUZA LIMA")
    um_cliente("SOUTO MAIOR")

    assert achar("sou") == ["SOUTO MAIOR", "SOUZA LIMA", "JOSE SOUTO"]


def test_o_nome_fantasia(achar: Callable[[str], Titulos]) -> None:
    um_cliente("JOSE SOUTO LTDA", nome_fantasia="PADARIA DO ZÉ")

    assert achar("padaria zé") == ["JOSE SOUTO LTDA"]


def test_um_nome_longe_dos_mais_novos_e_achado_pelo_indice(achar: Callable[[str], Titulos]) -> None:
    um_cliente("ANTIGO XERXES")
    Cliente.objects.bulk_create(
        [
            Cliente(nome_razaosocial=f"NOVO {n}", tipo_pessoa="pf", data_cadastro=AGORA, codigo_cliente=10_000 + n)
            for n in range(2100)
        ]
    )

    assert achar("xer") == ["ANTIGO XERXES"]
    assert achar("an xe") == ["ANTIGO XERXES"]


@pytest.mark.parametrize("termo", ["411.072.966-17", "41107296617"])
def test_o_cpf_com_ou_sem_mascara(termo: str, achar: Callable[[str], Titulos]) -> None:
    um_cliente("BIANCA", cpf_cnpj="41107296617")

    assert achar(termo) == ["BIANCA"]


def test_o_cnpj_com_letras(achar: Callable[[str], Titulos]) -> None:
    um_cliente("EMPRESA", cpf_cnpj="12ABC34501DE35")

    assert achar("12.abc.345/01de-35") == ["EMPRESA"]


@pytest.mark.parametrize("termo", ["(37) 99999-1234", "+55 37 99999-1234", "999991234", "037999991234"])
@pytest.mark.parametrize("campo", ["telefone_primario", "telefone_secundario", "telefone_terciario"])
def test_o_telefone_de_qualquer_jeito(termo: str, campo: str, achar: Callable[[str], Titulos]) -> None:
    um_cliente("BIANCA", **{campo: "37999991234"})

    assert achar(termo) == ["BIANCA"]


def test_o_telefone_e_o_email_de_um_contato_levam_ao_cliente(cliente: Cliente, achar: Callable[[str], Titulos]) -> None:
    Contato.objects.create(cliente=cliente, nome="Rita", telefone="(31) 98888-7777", email="Rita@Exemplo.Test")

    assert achar("31988887777") == [cliente.nome_razaosocial]
    assert achar("rita@exemplo.test") == [cliente.nome_razaosocial]


@pytest.mark.parametrize("campo", ["email_principal", "email_secundario"])
def test_o_email_inteiro(campo: str, achar: Callable[[str], Titulos]) -> None:
    um_cliente("BIANCA", **{campo: "Bianca@Exemplo.Test"})

    assert achar("bianca@exemplo.test") == ["BIANCA"]
    assert achar("bianca@exemplo.tes") == []


def test_o_login_inteiro_e_o_seu_comeco(
    servico: ClienteServico, outro_servico: ClienteServico, achar: Callable[[str], Titulos]
) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(login="Provedor_1")
    ClienteServico.objects.filter(pk=outro_servico.pk).update(login="provedor_10")

    assert achar("PROVEDOR_1") == ["MARIA DA CONCEIÇÃO", "CAIO"]
    assert achar("provedor_10") == ["CAIO"]
    assert achar("provedor%") == []


@pytest.mark.parametrize(
    ("campo", "valor", "termo"),
    [
        ("ipv4", "198.51.100.7", "198.51.100.7"),
        ("ipv6", "2001:db8::7", "2001:db8:0::7"),
        ("ipv6_wan", "2001:db8:1:2::/64", "2001:db8:1:2::9"),
        ("ipv6_lan", "2001:db8:5:500::/56", "2001:db8:5:5ab::1"),
        ("ipv6_lan", "2001:db8:5:500::/56", "2001:db8:5:500::/56"),
        ("mac_addr", "aa:bb:cc:00:11:22", "AABB.CC00.1122"),
    ],
)
def test_o_que_um_servico_tem_de_fixo(
    campo: str, valor: str, termo: str, outro_servico: ClienteServico, achar: Callable[[str], Titulos]
) -> None:
    ClienteServico.objects.filter(pk=outro_servico.pk).update(**{campo: valor})

    assert achar(termo) == ["CAIO"]


@pytest.mark.parametrize(
    ("campo", "valor", "termo"),
    [
        ("framedipaddress", "100.64.0.9", "100.64.0.9"),
        ("framedipv6address", "2001:db8::9", "2001:db8::9"),
        ("framedipv6prefix", "2001:db8:1:3::/64", "2001:db8:1:3::1"),
        ("delegatedipv6prefix", "2001:db8:6:500::/56", "2001:db8:6:5ab::1"),
        ("callingstationid", "AA-BB-CC-00-11-33", "aabbcc001133"),
    ],
)
def test_o_que_uma_sessao_viva_tem_e_so_ela(
    campo: str, valor: str, termo: str, outro_servico: ClienteServico, achar: Callable[[str], Titulos]
) -> None:
    campos = {"mac" if campo == "callingstationid" else campo: valor}
    uma_sessao(outro_servico, fim=None, login="caio", **campos)  # type: ignore[arg-type]  # one of its columns

    assert achar(termo) == ["CAIO"]

    # Whose it was before is asked elsewhere, with a reason.
    uma_sessao(outro_servico, login="caio", acctuniqueid="outra", **campos)  # type: ignore[arg-type]  # the same
    outro_servico.sessoes.filter(acctstoptime=None).delete()
    assert achar(termo) == []


def test_protocolo_os_e_fatura(mundo: Mundo, achar: Callable[[str], Titulos]) -> None:
    atendimento = Atendimento.objects.get(pk=mundo[Atendimento].pk)
    ordem = OrdemServico.objects.get(pk=mundo[OrdemServico].pk)
    fatura = Fatura.objects.get(pk=mundo[Fatura].pk)

    assert achar(atendimento.protocolo) == [f"Protocolo {atendimento.protocolo}"]
    assert achar(f"os {ordem.numero_ordem_servico}") == [f"OS {ordem.numero_ordem_servico}"]
    assert achar(f"fatura {fatura.pk}") == [f"Fatura {fatura.pk}"]
    assert achar(str(fatura.nosso_numero)) == [f"Fatura {fatura.pk}"]


def test_o_prospecto_ate_ser_cliente(cliente: Cliente, achar: Callable[[str], Titulos]) -> None:
    assert achar("padaria são") == ["PADARIA SÃO JOÃO LTDA"]
    assert achar("68.346.567/0001-58") == ["PADARIA SÃO JOÃO LTDA"]
    assert achar("37 3281-8000") == ["PADARIA SÃO JOÃO LTDA"]

    Prospecto.objects.update(cliente=cliente)

    assert achar("padaria são") == []


def test_o_que_significa_uma_so_coisa_leva_direto_a_ela(painel: Client, cliente: Cliente) -> None:
    resposta = painel.get("/painel/busca/", {"q": "maria concei"})

    assert resposta.status_code == 302
    assert resposta.headers["Location"] == f"/painel/clientes/{cliente.pk}/"


def test_o_login_inteiro_leva_direto_embora_outros_comecem_assim(
    painel: Client, servico: ClienteServico, outro_servico: ClienteServico
) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(login="1020")
    ClienteServico.objects.filter(pk=outro_servico.pk).update(login="10203")

    resposta = painel.get("/painel/busca/", {"q": "1020"})

    assert resposta.headers.get("Location") == f"/painel/clientes/{servico.cliente_id}/"


def test_o_que_significa_varias_e_uma_pagina_que_diz_porque(painel: Client, servico: ClienteServico) -> None:
    um_cliente("MARIA JOSE", telefone_primario="37999991234")
    ClienteServico.objects.filter(pk=servico.pk).update(login="37999991234")

    pagina = unescape(painel.get("/painel/busca/", {"q": "37999991234"}).content.decode())

    assert "por telefone" in pagina
    assert "por login" in pagina
    assert "Serviço Habilitado" in pagina


def test_quem_tem_o_nome_vem_antes_de_quem_so_tem_um_login_que_comeca_assim(
    outro_servico: ClienteServico, achar: Callable[[str], Titulos]
) -> None:
    ClienteServico.objects.filter(pk=outro_servico.pk).update(login="mariano")

    assert achar("maria") == ["MARIA DA CONCEIÇÃO", "CAIO"]


def test_o_mesmo_cliente_achado_de_dois_jeitos_aparece_uma_vez(servico: ClienteServico, achar: Callable[[str], Titulos]) -> None:
    Cliente.objects.filter(pk=servico.cliente_id).update(telefone_primario="37999991234")
    ClienteServico.objects.filter(pk=servico.pk).update(login="37999991234")

    assert achar("37999991234") == ["MARIA DA CONCEIÇÃO"]


def test_sem_termo_e_sem_achado_a_pagina_diz_o_que_se_pode_procurar(painel: Client) -> None:
    for termo in ("", "ninguém se chama assim"):
        pagina = painel.get("/painel/busca/", {"q": termo}).content.decode()

        assert "linha digitável" in pagina


def test_as_sugestoes_sao_opcoes_com_endereco(painel: Client, cliente: Cliente) -> None:
    corpo = unescape(painel.get("/painel/busca/sugestoes/", {"q": "maria"}).content.decode())

    opcoes = re.findall(r'<a role="option" id="(sugestao-[\w-]+)" href="([^"]+)"', corpo)
    assert opcoes == [("sugestao-1-1", f"/painel/clientes/{cliente.pk}/"), ("sugestao-todos", "/painel/busca/?q=maria")]
    assert "<html" not in corpo


def test_o_termo_e_mostrado_como_texto(painel: Client) -> None:
    for pagina in ("/painel/busca/", "/painel/busca/sugestoes/"):
        assert "<script>alert" not in painel.get(pagina, {"q": "<script>alert(1)</script>"}).content.decode()


@pytest.mark.parametrize(
    ("permissoes", "termo", "quantos"),
    [
        ((), "maria", 0),
        (("clientes.view_cliente",), "maria", 1),
        (("clientes.view_cliente",), "100.64.0.9", 0),
        (("clientes.view_cliente", "servicos.view_clienteservico"), "100.64.0.9", 0),
        (("clientes.view_cliente", "servicos.view_clienteservico", "radius.view_sessao"), "100.64.0.9", 1),
        (("clientes.view_cliente",), "202605041200001", 0),
        (("atendimento.view_atendimento",), "protocolo 202605041200001", 1),
        (("clientes.view_cliente",), "padaria", 0),
        (("prospectos.view_prospecto",), "padaria", 1),
    ],
)
def test_cada_um_acha_o_que_pode_ver(
    permissoes: tuple[str, ...], termo: str, quantos: int, servico: ClienteServico, atendente: Usuario
) -> None:
    uma_sessao(servico, fim=None, login="maria", acctuniqueid="viva", framedipaddress="100.64.0.9")
    dar_permissoes(atendente, *permissoes)

    grupos = Busca.de(termo, atendente, hoje=date(2026, 11, 20), limite=5).grupos()

    assert len(grupos) == quantos


def test_o_tecnico_nao_acha_faturas(mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    atendente.groups.add(Group.objects.get(name="Técnico"))

    corpo = entrar(atendente).get("/painel/busca/sugestoes/", {"q": f"fatura {mundo[Fatura].pk}"}).content.decode()

    assert "Fatura " not in corpo


@pytest.mark.parametrize("termo", ["maria", "37999912222", "202605041200001", "12", "rita@exemplo.test", "aabbcc001122"])
def test_uma_busca_e_de_poucos_comandos(termo: str, painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(6):
        um_cliente(f"MARIA {n}")
    painel.get("/painel/busca/sugestoes/", {"q": termo})

    with django_assert_max_num_queries(12):
        painel.get("/painel/busca/sugestoes/", {"q": termo})
