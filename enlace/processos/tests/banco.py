"""An account that can exchange files with its bank, boletos of it, and returns about them, for the tests of both ways."""

from datetime import UTC, date, datetime
from decimal import Decimal

from enlace.clientes.models import Cliente
from enlace.financeiro.boleto.montagem import nosso_numero_impresso
from enlace.financeiro.calculo import Desconto
from enlace.financeiro.cnab.tests.exemplo_de_retorno import arquivo, com, detalhe
from enlace.financeiro.emissao import Linha, NovaFatura, emitir
from enlace.financeiro.models import ContaBancaria, Fatura, FormaCobranca
from enlace.financeiro.titulo import identificacao
from enlace.processos.tests.cobranca import AUTOR
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_cliente, um_servico

EMISSAO = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
VENCIMENTO = date(2026, 12, 10)
# The day of the example's header.
RETORNO_EM = datetime(2026, 12, 11, 15, 30, tzinfo=UTC)
CPF = "12345678909"
_NUMERO_DO_ARQUIVO = 158
_DATA_DO_ARQUIVO = 144


def uma_conta(**trocas: object) -> ContaBancaria:
    """The account of the returns in `cnab/tests/exemplo_de_retorno.py`, filled in whole."""
    valores: dict[str, object] = {
        "descricao": "SICOOB",
        "banco": "756",
        "agencia": "3166",
        "agencia_digito": "1",
        "conta": "67890",
        "conta_digito": "2",
        "beneficiario": "67261",
        "carteira": "1",
        "beneficiario_nome": "PROVEDOR EXEMPLO LTDA",
        "beneficiario_cpf_cnpj": "11222333000181",
        "nosso_numero_proximo": 272100,
    }
    return ContaBancaria.objects.create(**{**valores, **trocas})


def boleto_de(conta: ContaBancaria) -> FormaCobranca:
    return FormaCobranca.objects.get_or_create(
        descricao=f"Boleto {conta}", defaults={"tipo_cobranca": "boleto_bancario", "conta": conta}
    )[0]


def um_servico_de(nome: str = "BIANCA COUTO", *, cpf: str | None = CPF) -> ClienteServico:
    """A service of a customer with an address."""
    cliente = um_cliente(nome)
    Cliente.objects.filter(pk=cliente.pk).update(cpf_cnpj=cpf)
    cliente.refresh_from_db()
    return um_servico(cliente, estado="servico_habilitado")


def um_boleto(
    conta: ContaBancaria,
    servico: ClienteServico,
    *,
    valor: str = "49.90",
    vencimento: date = VENCIMENTO,
    desconto: Desconto | None = None,
    registro: str = Fatura.Registro.NENHUM,
) -> Fatura:
    """Open, issued on 20/11/2026."""
    nova = NovaFatura(
        cliente=servico.cliente,
        forma=boleto_de(conta),
        vencimento=vencimento,
        linhas=[Linha(descricao="Mensalidade", valor=Decimal(valor), servico=servico)],
        desconto=desconto,
    )
    fatura = emitir(nova, autor=AUTOR, agora=EMISSAO)
    Fatura.objects.filter(pk=fatura.pk).update(registro=registro)
    fatura.refresh_from_db()
    return fatura


def ocorrencia(movimento: str, fatura: Fatura, *, pago: str | None = None, digito: str | None = None, **campos: str) -> list[str]:
    """The two lines of an occurrence of this bill; `pago` in reais, the bill's amount when it is a payment and nothing is said."""
    assert fatura.conta is not None
    assert fatura.nosso_numero is not None
    certo = nosso_numero_impresso(identificacao(fatura.conta, fatura.nosso_numero)).rpartition("-")[2]
    valor = Decimal(pago) if pago is not None else fatura.valor
    do_t = {"nosso_numero": f"{fatura.nosso_numero:09}{digito or certo}", "numero_documento": str(fatura.pk)}
    do_u = {"valor_pago": f"{int(valor * 100):015}"}
    for campo, texto in campos.items():
        (do_t if campo == "motivos" else do_u)[campo] = texto
    return detalhe(movimento, t=do_t, u=do_u)


def um_retorno(*ocorrencias: list[str], numero: int = 108, dia: str = "11122026") -> bytes:
    """A file of these occurrences, with this number, made on this day."""
    linhas = arquivo(ocorrencias).decode("latin-1").split("\r\n")
    linhas[0] = com(com(linhas[0], _NUMERO_DO_ARQUIVO, f"{numero:06}"), _DATA_DO_ARQUIVO, dia)
    return "\r\n".join(linhas).encode("latin-1")
