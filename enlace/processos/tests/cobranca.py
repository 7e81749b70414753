"""Customers who are charged, for the tests of the monthly run and of dunning."""

from datetime import UTC, date, datetime
from decimal import Decimal

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.financeiro.models import CobrancaServico, ContaBancaria, FormaCobranca
from enlace.planos.models import Pacote
from enlace.servicos.models import ClienteServico, ClienteServicoPacote
from enlace.servicos.tests.fabrica import um_cliente, um_servico

AUTOR = Autor(porta="job", id_usuario=None)
HOJE = date(2026, 11, 30)
AGORA = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
VENCIMENTO = date(2026, 12, 10)
HABILITADO = datetime(2025, 3, 9, 15, tzinfo=UTC)


def uma_conta(*, ultimo: int | None = None) -> ContaBancaria:
    return ContaBancaria.objects.get_or_create(
        descricao="SICOOB",
        defaults={
            "banco": "756",
            "agencia": "3166",
            "beneficiario": "67261",
            "carteira": "1",
            "beneficiario_nome": "PROVEDOR DE INTERNET LTDA",
            "beneficiario_cpf_cnpj": "22385367000103",
            "nosso_numero_final": ultimo,
        },
    )[0]


def uma_forma(*, descricao: str = "Boleto Sicoob", ultimo: int | None = None) -> FormaCobranca:
    return FormaCobranca.objects.get_or_create(
        descricao=descricao, defaults={"tipo_cobranca": "boleto_bancario", "conta": uma_conta(ultimo=ultimo)}
    )[0]


def um_servico_cobrado(
    cliente: Cliente | None = None,
    *,
    valor: str = "99.90",
    dia: int = 10,
    habilitado: datetime = HABILITADO,
    forma: FormaCobranca | None = None,
    antecipada: bool = False,
    desde: date | None = None,
) -> ClienteServico:
    servico = um_servico(cliente or um_cliente(), estado="servico_habilitado")
    ClienteServico.objects.filter(pk=servico.pk).update(data_habilitacao=habilitado, valor=Decimal(valor))
    servico.refresh_from_db()
    CobrancaServico.objects.create(
        cliente_servico=servico, dia_vencimento=dia, forma=forma or uma_forma(), antecipada=antecipada, data_inicio=desde
    )
    return servico


def um_pacote(servico: ClienteServico, *, valor: str = "20.00", desde: datetime = HABILITADO) -> ClienteServicoPacote:
    pacote, _ = Pacote.objects.get_or_create(descricao="IP FIXO", defaults={"valor": Decimal(valor)})
    return ClienteServicoPacote.objects.create(cliente_servico=servico, pacote=pacote, valor=Decimal(valor), data_cadastro=desde)
