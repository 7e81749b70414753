"""A provider of N customers, written by COPY.

Names, telephones and documents are made from the number of the row, so two runs make the same provider and any row can be asked for
without looking it up.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

_PRENOMES = """
    MARIA JOSE ANA JOAO ANTONIO FRANCISCO CARLOS PAULO PEDRO LUCAS LUIZ MARCOS LUIS GABRIEL RAFAEL DANIEL MARCELO BRUNO EDUARDO
    FELIPE FRANCISCA ANTONIA ADRIANA JULIANA MARCIA FERNANDA PATRICIA ALINE SANDRA CAMILA AMANDA BRUNA JESSICA LETICIA JULIA LUCIANA
    VANESSA MARIANA GABRIELA VITORIA HELENA ISABELA BEATRIZ ROSANGELA TEREZINHA SEBASTIAO RAIMUNDO GERALDO
""".split()
_SOBRENOMES = """
    SILVA SANTOS OLIVEIRA SOUZA RODRIGUES FERREIRA ALVES PEREIRA LIMA GOMES COSTA RIBEIRO MARTINS CARVALHO ALMEIDA LOPES SOARES
    FERNANDES VIEIRA BARBOSA ROCHA DIAS NASCIMENTO ANDRADE MOREIRA NUNES MARQUES MACHADO MENDES FREITAS CARDOSO RAMOS GONCALVES
    SANTANA TEIXEIRA ARAUJO PINTO CAVALCANTE MONTEIRO MOURA CORREIA CAMPOS BATISTA
""".split()
_CIDADES = 20
_BAIRROS = 40
_INTERFACES = 64
_PLANOS = 12
INICIO = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
AGORA = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
_SEMENTE = 20261121

# A value of a column; psycopg adapts it.
Valor = Any


@dataclass(frozen=True)
class Pessoa:
    """Customer number `i` as the searches of the bench ask for it."""

    i: int

    @property
    def cpf_cnpj(self) -> str:
        """Eleven digits, one customer's only."""
        return f"{self.i * 7919 % 100_000_000_000:011d}"

    @property
    def telefone(self) -> str:
        """A mobile number, one customer's only."""
        return f"379{self.i:08d}"

    @property
    def login(self) -> str:
        """The PPPoE login of the first service."""
        return f"cliente{self.i}"

    @property
    def ipv4(self) -> str:
        """The address of the live session."""
        return f"100.{64 + (self.i >> 16) % 64}.{self.i >> 8 & 255}.{self.i & 255}"

    @property
    def mac(self) -> str:
        """The MAC of the service."""
        return ":".join(f"{(self.i >> 8 * n) & 255:02x}" for n in (5, 4, 3, 2, 1, 0))


def criar(conexao: "psycopg.Connection[Any]", clientes: int) -> None:
    """Fill an empty, migrated database with a provider of `clientes` customers."""
    sorteio = random.Random(_SEMENTE)
    with conexao.transaction():
        for meses in range(3):
            conexao.execute(
                "select radacct_criar_mes((%s - make_interval(months => %s))::date, 'America/Sao_Paulo')", [AGORA, meses]
            )
        _catalogo(conexao)
        copiar(conexao, "cliente", _COLUNAS_CLIENTE, _clientes(clientes, sorteio))
        copiar(
            conexao,
            "endereco",
            "id_endereco_numero logradouro endereco numero complemento referencia id_bairro cep latitude longitude",
            _enderecos(clientes, sorteio),
        )
        copiar(conexao, "cliente_servico", _COLUNAS_SERVICO, _servicos(clientes, sorteio))
        copiar(
            conexao,
            "cliente_servico_pacote",
            "id_cliente_servico id_pacote valor observacoes data_cadastro",
            ((i, 1 + i % 3, "20.00", "", INICIO) for i in range(1, clientes + 1) if i % 3 == 0),
        )
        copiar(conexao, "radacct", _COLUNAS_SESSAO, _sessoes(clientes))
    conexao.execute("vacuum analyze")


_COLUNAS_CLIENTE = (
    "id_cliente uuid_cliente codigo_cliente nome_razaosocial tipo_pessoa cpf_cnpj telefone_primario telefone_secundario "
    "telefone_terciario email_principal data_cadastro data_nascimento ativo data_atualizacao"
)
_COLUNAS_SERVICO = (
    "id_cliente_servico uuid_cliente_servico id_cliente id_servico numero_plano valor status_prefixo login senha mac_addr "
    "id_endereco_cadastral id_endereco_instalacao id_endereco_fiscal id_endereco_cobranca id_interface_conexao "
    "id_interface_roteamento data_venda data_habilitacao data_cancelamento"
)
_COLUNAS_SESSAO = (
    "acctsessionid acctuniqueid username id_cliente_servico nasipaddress acctstarttime acctstoptime callingstationid "
    "framedipaddress"
)


def _catalogo(conexao: "psycopg.Connection[Any]") -> None:
    """Cities, network and plans: small tables, one statement each."""
    for sql in (
        f"""
        insert into cidade (id_cidade, nome, uf, ibge)
        select i, 'Cidade ' || i, 'MG', (3100000 + i)::text from generate_series(1, {_CIDADES}) i
        """,
        f"""
        insert into bairro (id_bairro, id_cidade, nome)
        select i, 1 + i % {_CIDADES}, 'BAIRRO ' || i from generate_series(1, {_CIDADES * _BAIRROS}) i
        """,
        "insert into fabricante (id_fabricante, nome) values (1, 'MIKROTIK')",
        "insert into modelo_equipamento (id_modelo_equipamento, id_fabricante, nome) values (1, 1, 'CCR2004')",
        """
        insert into equipamento (id_equipamento, nome, id_modelo_equipamento, ipv4)
        values (1, 'OLT', 1, '10.0.0.1'), (2, 'BNG', 1, '10.0.0.2')
        """,
        f"""
        insert into interface_conexao (id_interface_conexao, id_equipamento, nome, tipo)
        select i, 1 + i % 2, 'PON' || i, 'gpon' from generate_series(1, {_INTERFACES}) i
        """,
        "insert into tecnologia (id_tecnologia, nome) values (1, 'FIBRA')",
        f"""
        insert into servico (
            id_servico, nome, id_tecnologia, valor, velocidade_download, velocidade_upload, ativo, disponivel_prospecto, nome_radius
        )
        select i, i * 100 || ' MEGA', 1, 79.9 + i, i * 100000, i * 50000, true, false, '' from generate_series(1, {_PLANOS}) i
        """,
        """
        insert into pacote (id_pacote, codigo, descricao, valor, ativo)
        select i, 'pacote' || i, 'PACOTE ' || i, 20, true from generate_series(1, 3) i
        """,
    ):
        conexao.execute(sql)


def copiar(conexao: "psycopg.Connection[Any]", tabela: str, colunas: str, linhas: Iterable[tuple[Valor, ...]]) -> None:
    """Write rows into a table; `colunas` are their columns, parted by spaces."""
    nomes = ", ".join(colunas.split())
    with conexao.cursor() as cursor, cursor.copy(f"copy {tabela} ({nomes}) from stdin") as copia:
        for linha in linhas:
            copia.write_row(linha)


def _uuid(i: int, tipo: int) -> str:
    return f"{tipo:08x}-0000-4000-8000-{i:012x}"


def _clientes(quantos: int, sorteio: random.Random) -> Iterator[tuple[Valor, ...]]:
    passo = (AGORA - INICIO) / quantos
    for i in range(1, quantos + 1):
        nome = f"{sorteio.choice(_PRENOMES)} {sorteio.choice(_SOBRENOMES)} {sorteio.choice(_SOBRENOMES)}"
        # One in a thousand has a name that few share: the narrow search.
        nome = f"{nome} {i:X}ENSIS" if i % 1000 == 0 else nome
        p = Pessoa(i)
        cadastro = INICIO + passo * i
        yield (
            i, _uuid(i, 1), i, nome, "pf", p.cpf_cnpj, p.telefone, "", "", f"cliente{i}@example.com", cadastro, "1980-05-17", True,
            cadastro,
        )  # fmt: skip


def _enderecos(quantos: int, sorteio: random.Random) -> Iterator[tuple[Valor, ...]]:
    """Two for each customer: where it lives and where the bills go."""
    for i in range(1, 2 * quantos + 1):
        rua = f"{sorteio.choice(_PRENOMES)} {sorteio.choice(_SOBRENOMES)}"
        yield i, "RUA", rua, str(i % 2000), "", "", 1 + i % (_CIDADES * _BAIRROS), f"{35_500_000 + i % 9999}", "-20.1", "-44.9"


def _servicos(quantos: int, sorteio: random.Random) -> Iterator[tuple[Valor, ...]]:
    """One for each customer, and a second, cancelled one for every tenth."""
    for i in range(1, quantos + 1):
        p, casa, cobranca = Pessoa(i), 2 * i - 1, 2 * i
        plano = sorteio.randint(1, _PLANOS)
        interface = 1 + i % _INTERFACES
        comuns = (casa, casa, casa, cobranca, interface, interface)
        yield (
            i, _uuid(i, 2), i, plano, 0, "99.90", "servico_habilitado", p.login, "segredo", p.mac, *comuns, INICIO, INICIO, None,
        )  # fmt: skip
        if i % 10 == 0:
            yield (
                quantos + i, _uuid(quantos + i, 2), i, plano, 1, "79.90", "cancelado", None, None, None, *comuns,
                INICIO, INICIO, AGORA,
            )  # fmt: skip


def _sessoes(quantos: int) -> Iterator[tuple[Valor, ...]]:
    """A live session for each customer and one that ended."""
    for i in range(1, quantos + 1):
        p = Pessoa(i)
        inicio = AGORA - dt.timedelta(minutes=i % 40_000)
        yield f"s{i}", f"u{i}", p.login, i, "10.0.0.2", inicio, None, p.mac.upper().replace(":", "-"), p.ipv4
        yield f"f{i}", f"v{i}", p.login, i, "10.0.0.2", inicio - dt.timedelta(days=2), inicio, p.mac, p.ipv4
