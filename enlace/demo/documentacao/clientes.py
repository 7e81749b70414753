"""The customers of the documentation."""

from datetime import date, datetime

from enlace.clientes.models import Cliente, Contato
from enlace.demo.instantes import instante

SILVA, COSTA, ANTONIO, COUTO, COUTO_TESTE, BIANCA, MACIEL = 11201, 11202, 11942, 11943, 11969, 11985, 12025


def carregar_clientes() -> None:
    """Write the customers and the one documented contact."""
    Cliente.objects.bulk_create([*_da_consulta(), *_dos_atendimentos_e_extratos(), *_do_financeiro()])
    Contato.objects.create(
        id_contato=12035, cliente_id=MACIEL, nome="MACIEL RODRIGUES", email="maciel@example.com", recebe_cobranca=True
    )


def _da_consulta() -> list[Cliente]:
    """4.1 and 4.3."""
    return [
        Cliente(
            id_cliente=SILVA,
            codigo_cliente=421,
            nome_razaosocial="GUILHERME SILVA",
            tipo_pessoa="pf",
            cpf_cnpj="10682083681",
            telefone_primario="37988242968",
            telefone_secundario="37988242968",
            email_principal="guilherme@silva.com.br",
            rg="MG16999888",
            data_cadastro=instante("2017-08-05 00:00:00"),
            data_nascimento=datetime(1969, 12, 31, 4),  # noqa: DTZ001 - a wall clock, as documented
        ),
        Cliente(
            id_cliente=COSTA,
            codigo_cliente=422,
            nome_razaosocial="GUILHERME COSTA",
            tipo_pessoa="pf",
            cpf_cnpj="05333614622",
            telefone_primario="37999450812",
            telefone_secundario="37999452812",
            rg="MG11298180",
            data_cadastro=instante("2017-04-26 00:00:00"),
            data_nascimento=date(1969, 12, 31),
        ),
    ]


def _dos_atendimentos_e_extratos() -> list[Cliente]:
    """3.1, 4.2, 4.6 and 4.11. Ids and registering dates are ours: the examples show only code, name and document."""
    return [
        Cliente(
            id_cliente=ANTONIO,
            codigo_cliente=1161,
            nome_razaosocial="ANTONIO MODESTO",
            tipo_pessoa="pf",
            cpf_cnpj="09350012345",
            data_cadastro=instante("2017-09-20 09:10:00"),
        ),
        Cliente(
            id_cliente=COUTO_TESTE,
            codigo_cliente=1188,
            nome_razaosocial="GUILHERME DA COSTA COUTO - TESTE",
            tipo_pessoa="pf",
            cpf_cnpj="26788493090",
            data_cadastro=instante("2018-01-15 10:00:00"),
        ),
        Cliente(
            id_cliente=BIANCA,
            codigo_cliente=1204,
            nome_razaosocial="BIANCA COUTO",
            tipo_pessoa="pf",
            cpf_cnpj="86214941081",
            data_cadastro=instante("2018-03-02 14:30:00"),
        ),
    ]


def _do_financeiro() -> list[Cliente]:
    """4.7, 4.8, 4.9 and 6.1."""
    return [
        Cliente(
            id_cliente=COUTO,
            codigo_cliente=1162,
            nome_razaosocial="GUILHERME DA COSTA COUTO",
            tipo_pessoa="pf",
            cpf_cnpj="41107296617",
            # Example 6.1 shows the third telephone as null, 4.3 shows an empty one as "": empty it is.
            telefone_primario="37999091234",
            telefone_secundario="373415100",
            email_principal="email@cliente.com.b4",
            data_cadastro=instante("2017-09-26 13:20:33"),
            data_nascimento=date(1994, 3, 10),
        ),
        Cliente(
            id_cliente=MACIEL,
            # The code is ours. The documented address is somebody's mailbox: a demonstration must not be able to write to it.
            codigo_cliente=1244,
            nome_razaosocial="MACIEL RODRIGUES",
            tipo_pessoa="pf",
            telefone_primario="37999931412",
            email_principal="maciel@example.com",
            data_cadastro=instante("2019-02-11 11:45:00"),
        ),
    ]
