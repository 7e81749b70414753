"""Spot checks of documented values; whole answers are compared through HTTP in the contract tests."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Max
from django.utils import timezone

from enlace.atendimento.models import Atendimento
from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.contas.models import ClienteApi, Usuario
from enlace.demo import credenciais
from enlace.demo.documentacao.clientes import COUTO
from enlace.demo.instantes import instante
from enlace.enderecos.models import Cidade
from enlace.financeiro.apresentacao import apresentar
from enlace.financeiro.models import ContaBancaria, Fatura, Pagamento
from enlace.financeiro.pix import reconhecer_chave
from enlace.ordens_servico.models import OrdemServico
from enlace.planos.models import Pacote, Plano
from enlace.prospectos.models import Prospecto, UnidadeNegocio
from enlace.radius.models import Sessao
from enlace.rede.models import Equipamento, Pop, ZonaAtendimento
from enlace.servicos.models import Alerta, ClienteServico

pytestmark = pytest.mark.usefixtures("carregada", "db")
HOJE = date(2026, 11, 20)


def test_clientes_da_consulta() -> None:
    silva = Cliente.objects.get(id_cliente=11201)
    costa = Cliente.objects.get(id_cliente=11202)

    assert (silva.codigo_cliente, silva.nome_razaosocial, silva.cpf_cnpj, silva.rg) == (
        421,
        "GUILHERME SILVA",
        "10682083681",
        "MG16999888",
    )
    assert silva.data_cadastro == instante("2017-08-05 00:00:00")
    assert (costa.codigo_cliente, costa.telefone_primario, costa.email_principal) == (422, "37999450812", None)


def test_servico_da_consulta_com_rede_pacotes_e_senhas() -> None:
    servico = ClienteServico.objects.get(id_cliente_servico=11201)

    assert (servico.plano.nome, servico.valor, servico.plano.tecnologia.nome) == ("4M", Decimal("119.90"), "WIRELESS")
    assert (servico.login, servico.senha, servico.ipv4) == ("guilhermesilva1068", "123", "10.99.2.203")
    assert servico.interface is not None
    assert servico.interface_roteamento is not None
    assert (servico.interface.nome, servico.interface.equipamento.nome) == ("PON5", "OLT XPTO")
    assert (servico.interface_roteamento.nome, servico.interface_roteamento.equipamento.ipv4) == ("ether8", "172.17.24.98")
    assert [(pacote.pacote.codigo, pacote.valor) for pacote in servico.pacotes.all()] == [
        ("meu_codigo_personalizado_1", Decimal(20)),
        ("meu_codigo_personalizado_2", Decimal(20)),
    ]
    assert [senha.id_cliente_servico_senha for senha in servico.senhas.all()] == [6]


@pytest.mark.parametrize(
    ("qual", "escrito"),
    [
        ("cadastral", "RUA GERALDO RODRIGUES DA COSTA, 5 - CENTRO, Santo Antônio do Monte/MG"),
        ("instalacao", "RUA JOÃO J FERNANDES, 900 - BARRETOS, Nova Serrana/MG"),
        ("fiscal", "RUA RITA DOS SANTOS MESQUITA, 233 - SANTO AGOSTINHO, Perdigão/MG"),
        ("cobranca", "RUA DOIS, 221 - BARRETINHOS, Nova Serrana/MG"),
    ],
)
def test_os_quatro_enderecos_do_segundo_servico(qual: str, escrito: str) -> None:
    servico = ClienteServico.objects.get(id_cliente_servico=11302)

    assert str(getattr(servico, f"endereco_{qual}")) == escrito


def test_porta_de_atendimento() -> None:
    servico = ClienteServico.objects.get(id_cliente_servico=11302)

    assert servico.porta_atendimento is not None
    assert (servico.porta_atendimento.numero, servico.porta_atendimento.caixa.nome) == (7, "A2R3C2")


@pytest.mark.parametrize(
    ("codigo", "nome", "servicos"),
    [
        (1161, "ANTONIO MODESTO", {(49, "100GB-DE-TESTE-", Decimal(100), "servico_habilitado")}),
        (
            1188,
            "GUILHERME DA COSTA COUTO - TESTE",
            {
                (0, "100GB-DE-TESTE-", Decimal(100), "servico_habilitado"),
                (6, "100GB-DE-TESTE-", Decimal(100), "servico_habilitado"),
                (7, "5MB-WIRELESS", Decimal(300), "aguardando_migracao"),
                (8, "5MB-WIRELESS", Decimal(300), "aguardando_migracao"),
            },
        ),
        (
            1204,
            "BIANCA COUTO",
            {
                (9, "NEXT-NV_1MBPS", Decimal("69.9"), "servico_habilitado"),
                (0, "5MB-WIRELLES-TESTE", Decimal("199.9"), "cancelado"),
            },
        ),
    ],
)
def test_clientes_de_que_os_outros_capitulos_falam(codigo: int, nome: str, servicos: set) -> None:
    cliente = Cliente.objects.get(codigo_cliente=codigo)

    assert cliente.nome_razaosocial == nome
    assert {(s.numero_plano, s.plano.nome, s.valor, s.status_id) for s in cliente.servicos.all()} == servicos


def test_cliente_do_financeiro() -> None:
    cliente = Cliente.objects.get(id_cliente=11943)

    assert (cliente.codigo_cliente, cliente.cpf_cnpj, cliente.telefone_secundario) == (1162, "41107296617", "373415100")
    assert cliente.data_cadastro == instante("2017-09-26 13:20:33")


def test_sessoes_abertas_e_servico_que_nunca_se_conectou() -> None:
    silva = Sessao.objects.get(cliente_servico_id=11201)
    antonio = Sessao.objects.get(username="antoniomas")

    assert (silva.framedipaddress, silva.nasipaddress, silva.acctstoptime) == ("189.90.210.100", "10.28.33.20", None)
    assert timezone.localtime(silva.acctstarttime).isoformat() == "2019-12-15T18:22:24-03:00"
    assert (antonio.calledstationid, antonio.callingstationid, antonio.nasportid) == ("service2", "58:10:8C:4B:FF:AA", "ether3")
    assert round((antonio.acctoutputoctets or 0) / 1_048_576, 2) == 4594.95
    assert not Sessao.objects.filter(cliente_servico_id=11302).exists()


def test_alertas_alcancam_o_primeiro_cliente_e_nao_o_segundo() -> None:
    def mensagens(servico: int) -> list[str]:
        bairro = ClienteServico.objects.get(id_cliente_servico=servico).endereco_instalacao.bairro
        return [alerta.texto_alerta for alerta in Alerta.objects.filter(bairros=bairro, data_fim=None).order_by("id_alerta")]

    assert mensagens(11201) == [
        "Existe um rompimento de fibra no bairro Centro, na cidade Divinópolis que está afetando esse cliente",
        "A equipe técnica já está a caminho para resolver o rompimento de fibra",
    ]
    assert mensagens(11302) == []


def test_atendimento_que_o_exemplo_de_edicao_fecha_esta_aberto_e_seu_prazo_era_de_uma_hora() -> None:
    atendimento = Atendimento.objects.get(pk=1114)

    assert (atendimento.protocolo, atendimento.cliente_servico_id, atendimento.tipo_id) == ("202003051452007", 13677, 44)
    assert atendimento.data_cadastro == instante("2020-03-05 14:52:00")
    assert atendimento.data_prazo == instante("2020-03-05 15:52:00")
    assert (atendimento.nome_contato, atendimento.telefone_contato) == ("TESTE APRESENT", "3734151100")
    assert (atendimento.usuario_abertura_id, atendimento.usuario_responsavel_id) == (56, 22)
    assert not Atendimento.objects.filter(pk__in=(1, 1114)).exclude(data_fechamento=None).exists()


def test_atendimentos_e_ordens_da_documentacao_estao_nos_servicos_que_ela_mostra() -> None:
    assert {
        (a.pk, a.cliente_servico.cliente.codigo_cliente, str(a.usuario_responsavel))
        for a in Atendimento.objects.filter(pk__lt=1000).exclude(pk=1)
    } == {
        (60, 1188, "Guilherme Couto"),
        (79, 1188, "Guilherme Couto"),
        (110, 1204, "Bianca Couto"),
        (285, 1204, "Master"),
        (300, 1204, "IP Telecom"),
    }
    assert {
        (o.pk, o.numero_ordem_servico, o.atendimento_id, o.cliente_servico.numero_plano, o.status)
        for o in OrdemServico.objects.filter(pk__lte=340)
    } == {
        (78, 74, 60, 0, "aguardando_agendamento"),
        (102, 96, 79, 6, "finalizado"),
        (131, 125, 110, 0, "finalizado"),
        (208, 191, None, 7, "aguardando_agendamento"),
        (209, 192, None, 8, "aguardando_agendamento"),
        (340, 320, 300, 9, "aguardando_agendamento"),
    }


def test_planos_e_pacotes() -> None:
    assert {Plano.objects.get(id_servico=codigo).nome for codigo in (100, 1023)} == {"4M", "24M"}
    assert Plano.objects.get(id_servico=1308).velocidade_download == 10_240
    assert not Plano.objects.get(id_servico=1308).ativo
    assert list(Pacote.objects.filter(pk__in=(1, 2)).order_by("pk").values_list("descricao", flat=True)) == ["IP FIXO", "TV"]


def test_rede() -> None:
    assert {pop.id_pop: sorted(pop.equipamentos.values_list("pk", flat=True)) for pop in Pop.objects.filter(pk__lte=53)} == {
        51: [1402],
        53: [1400],
        48: [1406, 1410, 1413],
        52: [],
    }
    assert Equipamento.objects.get(pk=1413).ipv4 == "45.4.33.194"
    assert str(Equipamento.objects.get(pk=1413).modelo) == "HUAWEI NE20E-S2F"
    assert [zona.interfaces.count() for zona in ZonaAtendimento.objects.filter(pk__in=(12, 13, 10, 14)).order_by("pk")] == [
        2,
        1,
        1,
        1,
    ]


def test_cidades_documentadas_tem_exatamente_os_bairros_documentados_todos_com_servico_ativo() -> None:
    com_servico = {
        (cidade, bairro)
        for cidade, bairro in ClienteServico.objects.filter(status="servico_habilitado").values_list(
            "endereco_instalacao__bairro__cidade_id", "endereco_instalacao__bairro__nome"
        )
    }

    quantos = {cidade: len([1 for de_onde, _ in com_servico if de_onde == cidade]) for cidade in (1393, 1406, 1416)}
    assert quantos == {1393: 20, 1406: 2, 1416: 3}
    assert {b for c, b in com_servico if c == 1416} == {"LOURDES", "OURO PRETO", "PALMEIRAS"}
    assert Cidade.objects.get(pk=1393).ibge == "3103900"


def test_prospecto_unidade_e_planos_do_capitulo_8() -> None:
    prospecto = Prospecto.objects.get(pk=100)
    unidade = UnidadeNegocio.objects.get()

    assert (prospecto.servico.pk, prospecto.servico.plano_id, prospecto.servico.valor) == (99, 1, Decimal(100))
    assert str(prospecto.endereco) == "PRAÇA GETÚLIO VARGAS, 77 - CENTRO, Santo Antônio do Monte/MG"
    assert set(unidade.planos.values_list("pk", flat=True)) == {1330, 1308, 1318, 1319}
    assert Plano.objects.filter(disponivel_prospecto=True, ativo=False).count() == 18
    assert not Plano.objects.filter(disponivel_prospecto=True, ativo=True).exists()


def test_faturas_do_capitulo_4_e_do_6_com_seus_numeros_valores_e_pagamentos() -> None:
    assert {
        (f.pk, f.conta.banco if f.conta else None, f.nosso_numero, str(f.valor), str(f.data_vencimento), f.situacao)
        for f in Fatura.objects.select_related("conta").filter(cliente=COUTO)
    } == {
        (36397, "756", 272064, "54.95", "2017-10-10", "quitado"),
        (36403, "756", 272100, "10.00", "2017-11-09", "quitado"),
        (43653, "756", 274554, "10.00", "2018-07-10", "aguardando"),
        (62636, "237", 1900247, "119.90", "2020-04-05", "aguardando"),
        (62634, "237", 1900245, "115.90", "2020-04-05", "aguardando"),
        (62625, "237", 1900242, "169.90", "2020-04-05", "aguardando"),
        (62628, "001", 212, "40.30", "2020-04-05", "aguardando"),
    }
    assert [str(p.data_pagamento) for p in Pagamento.objects.filter(fatura__cliente=COUTO).order_by("fatura_id")] == [
        "2017-07-31",
        "2018-06-25",
    ]


def test_faturas_que_os_exemplos_enviam_estao_abertas_e_sao_de_quem_eles_mostram() -> None:
    enviadas = Fatura.objects.filter(pk__in=(11000, 50949))

    assert {(f.cliente_id, f.situacao) for f in enviadas} == {(12025, "aguardando")}
    assert len(enviadas) == 2
    maciel = Cliente.objects.get(pk=12025)
    assert (maciel.nome_razaosocial, maciel.email_principal) == ("MACIEL RODRIGUES", "maciel@example.com")


def test_contas_continuam_depois_dos_numeros_documentados_e_da_linha_de_todo_boleto() -> None:
    for conta in ContaBancaria.objects.all():
        maior = Fatura.objects.filter(conta=conta).aggregate(maior=Max("nosso_numero"))["maior"]
        assert conta.nosso_numero_proximo > maior
        conta.full_clean()
    boletos = Fatura.objects.select_related("conta").filter(tipo_cobranca="boleto_bancario")
    sem_linha = [f.pk for f in boletos if apresentar(f, hoje=HOJE, feriados=(), provedor=Provedor.atual()).codigo is None]

    assert boletos
    assert sem_linha == []


def test_provedor_tem_com_que_assinar_e_uma_chave_pix_de_ninguem() -> None:
    provedor = Provedor.atual()

    assert (provedor.razao_social, provedor.cnpj) == ("PROVEDOR DE INTERNET LTDA", "22385367000103")
    assert reconhecer_chave(provedor.pix_chave).valor == "pix@provedor.example"
    assert apresentar(Fatura.objects.get(pk=43653), hoje=HOJE, feriados=(), provedor=provedor).pix_copia_cola


def test_credenciais_publicadas() -> None:
    da_api = Usuario.objects.get(email=credenciais.API_USUARIO)
    administrador = Usuario.objects.get(email=credenciais.PAINEL_USUARIO)
    programa = ClienteApi.objects.get(client_id="3")

    assert da_api.check_password("1234")
    assert not da_api.is_staff
    assert administrador.is_superuser
    assert administrador.check_password(credenciais.PAINEL_SENHA)
    assert programa.user == da_api
    assert programa.client_secret != credenciais.API_CLIENT_SECRET
    com_senha = Usuario.objects.exclude(pk__in=(da_api.pk, administrador.pk)).exclude(password__startswith="!")
    # The team of the panel, each with a role, and nobody with more than a role.
    assert {pessoa.groups.get().name for pessoa in com_senha} == {"Atendente", "Financeiro", "Gerente", "Técnico"}
    assert not com_senha.filter(is_superuser=True).exists()
