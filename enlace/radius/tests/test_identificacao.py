from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.configuracao.models import ConfiguracaoRadius
from enlace.contas.models import Usuario
from enlace.radius import identificacao
from enlace.radius.digitado import EnderecoIlegivel, PrefixoAmploDemais, ler_endereco
from enlace.radius.identificacao import (
    ConexaoIdentificada,
    ConexoesDemais,
    InstanteNoFuturo,
    MargemInvalida,
    MotivoObrigatorio,
    quem_usava,
)
from enlace.radius.models import ConsultaDeEndereco, Nas, Sessao
from enlace.radius.tests.sessoes import ATENDENTE, HORA, MEIO_DIA, mes_do_ano, uma_sessao
from enlace.rede.models import Equipamento, Fabricante, ModeloEquipamento
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db

AGORA = MEIO_DIA + timedelta(days=30)
ORDEM = "Ofício 123/2026, processo 0001234-56.2026.8.13.0223"
IPV4 = "203.0.113.7"
SEGUNDO = timedelta(seconds=1)


def procurar(endereco: str = IPV4, instante: datetime = MEIO_DIA, *, margem: timedelta = timedelta(0)) -> list[ConexaoIdentificada]:
    return quem_usava(endereco, instante, motivo=ORDEM, autor=ATENDENTE, agora=AGORA, margem=margem)


def achadas(endereco: str = IPV4, instante: datetime = MEIO_DIA, *, margem: timedelta = timedelta(0)) -> list[int]:
    return [conexao.id_sessao for conexao in procurar(endereco, instante, margem=margem)]


@pytest.fixture
def servico() -> ClienteServico:
    servico = um_servico()
    Cliente.objects.filter(pk=servico.cliente_id).update(cpf_cnpj="12345678909")
    return servico


def test_diz_de_quem_era_a_conexao_por_onde_veio_e_quando(servico: ClienteServico) -> None:
    modelo = ModeloEquipamento.objects.create(nome="BNG", fabricante=Fabricante.objects.create(nome="MIKROTIK"))
    bng = Equipamento.objects.create(nome="BNG-1", modelo=modelo)
    Nas.objects.create(equipamento=bng, endereco="10.0.0.1", segredo="segredo-do-nas")
    sessao = uma_sessao(servico, framedipaddress=IPV4, framedipv6prefix="2001:db8:1:2::/64")

    (conexao,) = procurar()

    assert conexao == ConexaoIdentificada(
        id_sessao=sessao.pk,
        login="bianca@isp",
        inicio=MEIO_DIA - HORA,
        fim=MEIO_DIA + HORA,
        ultimo_sinal=MEIO_DIA + HORA,
        causa_do_fim="User-Request",
        ipv4=IPV4,
        ipv6=None,
        ipv6_wan="2001:db8:1:2::/64",
        ipv6_lan=None,
        mac="d4:ca:6d:00:00:01",
        nas="BNG-1",
        endereco_do_nas="10.0.0.1",
        porta="ether1",
        id_cliente_servico=servico.pk,
        plano="100M",
        id_cliente=servico.cliente_id,
        codigo_cliente=servico.cliente.codigo_cliente,
        nome_razaosocial="BIANCA COUTO",
        cpf_cnpj="12345678909",
    )


@pytest.mark.parametrize(
    ("instante", "usava"),
    [
        (MEIO_DIA - HORA - SEGUNDO, False),
        (MEIO_DIA - HORA, True),
        (MEIO_DIA, True),
        (MEIO_DIA + HORA, True),
        (MEIO_DIA + HORA + SEGUNDO, False),
    ],
)
def test_uma_conexao_usa_o_endereco_do_inicio_ao_fim(*, instante: datetime, usava: bool) -> None:
    uma_sessao(framedipaddress=IPV4)

    assert bool(achadas(instante=instante)) is usava


@pytest.mark.parametrize("causa", ["NAS-Reboot", "Lost-Stop", "Sem-Sinal", "Sem-Sessao"])
def test_a_que_ninguem_disse_que_terminou_usa_por_um_intervalo_a_mais(causa: str) -> None:
    ConfiguracaoRadius.objects.update(intervalo_de_sinal=600)
    uma_sessao(framedipaddress=IPV4, acctterminatecause=causa)
    fim = MEIO_DIA + HORA

    (depois,) = procurar(instante=fim + timedelta(minutes=10))

    assert (depois.fim, depois.fim_estimado) == (fim, True)
    assert achadas(instante=fim + timedelta(minutes=10, seconds=1)) == []


def test_o_fim_que_o_concentrador_disse_nao_e_estimado() -> None:
    uma_sessao(framedipaddress=IPV4)

    assert [conexao.fim_estimado for conexao in procurar()] == [False]


def test_a_que_trocou_de_endereco_usou_cada_um_no_seu_tempo() -> None:
    troca = timedelta(minutes=30)
    sessao = uma_sessao(framedipaddress="203.0.113.8", delegatedipv6prefix="2001:db8:2::/56")
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into radacct_endereco (radacctid, desde, ultimo_sinal, ate, framedipaddress, delegatedipv6prefix)
               values (%s, %s, %s, %s, %s, '2001:db8:1::/56')""",
            [sessao.pk, MEIO_DIA - HORA, MEIO_DIA - SEGUNDO, MEIO_DIA + SEGUNDO, IPV4],
        )

    (antes,) = procurar(instante=MEIO_DIA - troca)
    (depois,) = procurar("203.0.113.8", MEIO_DIA + troca)

    assert (antes.id_sessao, antes.inicio, antes.fim) == (sessao.pk, MEIO_DIA - HORA, MEIO_DIA + SEGUNDO)
    assert (antes.enderecos, antes.fim_estimado) == ([IPV4, "2001:db8:1::/56"], False)
    assert (depois.inicio, depois.enderecos) == (MEIO_DIA - SEGUNDO, ["203.0.113.8", "2001:db8:2::/56"])
    assert achadas(instante=MEIO_DIA + troca) == achadas("203.0.113.8", MEIO_DIA - troca) == []
    assert achadas("2001:db8:1::1", MEIO_DIA - troca) == achadas("2001:db8:1::/48", MEIO_DIA - troca) == [sessao.pk]
    assert achadas("2001:db8:1::1", MEIO_DIA + troca) == []
    assert achadas() == achadas("203.0.113.8") == [sessao.pk]


def test_a_que_ainda_esta_aberta_usa_desde_que_comecou() -> None:
    aberta = uma_sessao(framedipaddress=IPV4, fim=None)

    assert achadas(instante=AGORA) == [aberta.pk]
    assert achadas(instante=MEIO_DIA - 2 * HORA) == []


def test_outro_endereco_nao_e_o_procurado() -> None:
    uma_sessao(framedipaddress="203.0.113.8")

    assert procurar() == []


def test_a_margem_alcanca_a_de_antes_e_a_de_depois_na_ordem_em_que_comecaram() -> None:
    depois = uma_sessao(framedipaddress=IPV4, inicio=MEIO_DIA + 2 * SEGUNDO, login="depois")
    antes = uma_sessao(framedipaddress=IPV4, fim=MEIO_DIA - 2 * SEGUNDO, login="antes")

    assert achadas() == []
    assert achadas(margem=timedelta(minutes=1)) == [antes.pk, depois.pk]


def test_uma_conexao_que_atravessou_meses_e_achada_em_cada_um() -> None:
    inicio, fim = datetime(2025, 12, 30, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    longa = uma_sessao(framedipaddress=IPV4, inicio=inicio, fim=fim)

    instantes = [datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)]
    assert [achadas(instante=instante) for instante in instantes] == [[longa.pk]] * 3


@pytest.mark.parametrize(
    ("coluna", "guardado", "procurado", "usava"),
    [
        ("framedipv6address", "2001:db8::7", "2001:db8::7", True),
        ("framedipv6address", "2001:db8::7", "2001:db8::8", False),
        ("framedipv6address", "2001:db8::7", "2001:db8::/64", True),
        ("framedipv6prefix", "2001:db8:1:2::/64", "2001:db8:1:2:aaaa::1", True),
        ("framedipv6prefix", "2001:db8:1:2::/64", "2001:db8:1:3::", False),
        ("delegatedipv6prefix", "2001:db8:f00::/56", "2001:db8:f00:ff:ffff:ffff:ffff:ffff", True),
        ("delegatedipv6prefix", "2001:db8:f00::/56", "2001:db8:f00:100::", False),
        ("delegatedipv6prefix", "2001:db8:f00::/56", "2001:db8:f00:7::/64", True),
        ("delegatedipv6prefix", "2001:db8:f00::/56", "2001:db8:f00::/56", True),
        ("delegatedipv6prefix", "2001:db8:f00::/56", "2001:db8:f00::/48", True),
        ("delegatedipv6prefix", "2001:db8:f00::/56", "2001:db8:f01::/48", False),
        ("delegatedipv6prefix", "2001:db8:f00:ff00::/56", "2001:db8:f00::/48", True),
        ("delegatedipv6prefix", "2001:db8::/32", "2001:db8:f00::1", True),
    ],
)
def test_um_ipv6_e_de_quem_tem_o_endereco_ou_um_prefixo_em_volta_ou_dentro_dele(
    *, coluna: str, guardado: str, procurado: str, usava: bool
) -> None:
    uma_sessao(**{coluna: guardado})  # type: ignore[arg-type]

    assert bool(achadas(procurado)) is usava


def test_a_consulta_fica_registrada_antes_da_resposta(servico: ClienteServico) -> None:
    usuario = Usuario.objects.create(nome="Ana", email="ana@exemplo.test")
    autor = Autor(porta="painel", id_usuario=usuario.pk, endereco_ip="198.51.100.5")
    sessao = uma_sessao(servico, framedipaddress=IPV4)

    quem_usava(IPV4, MEIO_DIA, motivo=f"  {ORDEM}\n", autor=autor, agora=AGORA, margem=timedelta(minutes=5))

    registro = ConsultaDeEndereco.objects.get()
    assert (registro.quando, registro.porta, registro.usuario, registro.endereco_ip) == (AGORA, "painel", usuario, "198.51.100.5")
    assert (registro.endereco, registro.instante, registro.margem_minutos, registro.motivo) == (IPV4, MEIO_DIA, 5, ORDEM)
    chaves = {"id_sessao": sessao.pk, "id_cliente_servico": servico.pk, "id_cliente": servico.cliente_id}
    assert registro.mostradas == [chaves]


def test_a_consulta_que_nada_acha_tambem_fica_registrada() -> None:
    procurar("2001:db8:1:2::/64")
    procurar("2001:db8::1")

    assert list(ConsultaDeEndereco.objects.order_by("pk").values_list("endereco", "mostradas")) == [
        ("2001:db8:1:2::/64", []),
        ("2001:db8::1", []),
    ]


@pytest.mark.parametrize(
    ("trocas", "recusa"),
    [
        ({"motivo": ""}, MotivoObrigatorio),
        ({"motivo": " \n\t\0"}, MotivoObrigatorio),
        ({"endereco": "maria"}, EnderecoIlegivel),
        ({"endereco": "2001:db8::/32"}, PrefixoAmploDemais),
        ({"instante": AGORA + SEGUNDO}, InstanteNoFuturo),
        ({"margem": timedelta(minutes=61)}, MargemInvalida),
        ({"margem": -SEGUNDO}, MargemInvalida),
    ],
)
def test_recusas_nada_mostram(trocas: dict[str, object], recusa: type[Exception]) -> None:
    uma_sessao(framedipaddress=IPV4)
    pergunta = {"endereco": IPV4, "instante": MEIO_DIA, "motivo": ORDEM, **trocas}

    with pytest.raises(recusa):
        quem_usava(**pergunta, autor=ATENDENTE, agora=AGORA)  # type: ignore[arg-type]


def test_mais_conexoes_que_as_de_um_endereco_nao_sao_mostradas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identificacao, "_MAIS_MOSTRADAS", 2)
    for numero in range(3):
        uma_sessao(login=f"login{numero}", framedipv6prefix=f"2001:db8:1:{numero}::/64")

    assert len(procurar("2001:db8:1::/63")) == 2
    with pytest.raises(ConexoesDemais):
        procurar("2001:db8:1::/62")


def test_o_registro_de_uma_consulta_nao_muda_nem_se_apaga() -> None:
    procurar()

    for mudanca in ("update consulta_de_endereco set motivo = ''", "delete from consulta_de_endereco"):
        with pytest.raises(DatabaseError, match="só recebe linhas novas"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(mudanca)


def test_so_os_meses_desde_o_instante_sao_lidos_e_por_indice() -> None:
    mes_do_ano(date(2026, 8, 15), date(2026, 11, 15))
    Sessao.objects.bulk_create(_muitas())
    with connection.cursor() as cursor:
        cursor.execute("analyze radacct")
        # So few rows are read whole sooner than by an index; whatever is read whole even so has no index.
        cursor.execute("set local enable_seqscan = off")

    for endereco in (IPV4, "2001:db8:1:2::1", "2001:db8:1:2::/64"):
        lidas, varridas = _plano(endereco, datetime(2026, 10, 10, tzinfo=UTC))

        assert {"radacct_202610", "radacct_202611", "radacct_aberta"} <= lidas
        assert not {nome for nome in lidas if "radacct_2026" in nome and nome < "radacct_202610"}
        assert varridas == set()


def _muitas() -> Iterator[Sessao]:
    for numero in range(6_000):
        inicio = MEIO_DIA - timedelta(minutes=20 * numero)
        yield Sessao(
            acctsessionid="s",
            acctuniqueid=f"u{numero}",
            username=f"login{numero % 700}",
            nasipaddress="10.0.0.1",
            acctstarttime=inicio,
            acctstoptime=None if numero % 6 == 0 else inicio + HORA,
            framedipaddress=f"10.1.{numero // 250}.{numero % 250}",
            framedipv6address=f"2001:db8:a::{numero:x}",
            framedipv6prefix=f"2001:db8:b:{numero:x}::/64",
            delegatedipv6prefix=f"2001:db8:{numero:x}::/56",
        )


def _plano(endereco: str, instante: datetime) -> tuple[set[str], set[str]]:
    """The tables of sessions that the statement reads, and those of them that it reads whole."""
    valores = identificacao._valores(ler_endereco(endereco), instante, timedelta(0))
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json) {identificacao._SQL}", valores)
        ((plano,),) = cursor.fetchall()
    nos = list(_nos(plano[0]["Plan"]))
    de_sessoes = {no["Relation Name"]: no["Node Type"] for no in nos if no.get("Relation Name", "").startswith("radacct")}
    return set(de_sessoes), {nome for nome, tipo in de_sessoes.items() if tipo == "Seq Scan"}


def _nos(no: dict) -> Iterator[dict]:
    yield no
    for filho in no.get("Plans", []):
        yield from _nos(filho)
