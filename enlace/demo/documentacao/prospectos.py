"""The business unit, the remembered CEP and the prospect of the documentation (8.1 and 8.2)."""

from decimal import Decimal

from enlace.demo.instantes import instante
from enlace.enderecos.models import Bairro, CepConsultado, Cidade, Endereco
from enlace.prospectos.models import FaixaDeCep, Prospecto, ProspectoServico, UnidadeNegocio

CEP_DA_UNIDADE = "35560000"
# What example 8.1.3 lists at that CEP.
PLANOS_DA_UNIDADE = (1308, 1318, 1319, 1330)
# The documentation does not say at which CEP nobody serves; that of examples 8.1.3 is ours.
CEP_SEM_UNIDADE, CIDADE_SEM_UNIDADE = "30110000", 1416
XPTO, DA_API, PLANO_DO_XPTO = 100, 1, 1
_CADASTRADO_EM = "2020-07-28 10:27:56"


def carregar_prospectos() -> None:
    """Write them."""
    samonte = Cidade.objects.get(nome="Santo Antônio do Monte")
    unidade = UnidadeNegocio.objects.create(nome="SANTO ANTÔNIO DO MONTE")
    unidade.cidades.add(samonte)
    unidade.planos.add(*PLANOS_DA_UNIDADE)
    FaixaDeCep.objects.create(unidade=unidade, inicio=CEP_DA_UNIDADE, fim="35569999")
    # So that nobody has to be asked about it where there is no network.
    CepConsultado.objects.create(
        cep=CEP_SEM_UNIDADE, cidade_id=CIDADE_SEM_UNIDADE, fonte="viacep", consultado_em=instante(_CADASTRADO_EM)
    )
    _criar_xpto(Bairro.objects.get(cidade=samonte, nome="CENTRO"))


def _criar_xpto(bairro: Bairro) -> None:
    """The prospect of 8.1.1 as 8.2.2 finds it; the CNPJ is that of the answers, the text sends another."""
    endereco = Endereco.objects.create(
        id_endereco_numero=33320,
        logradouro="PRAÇA",
        endereco="GETÚLIO VARGAS",
        numero="77",
        bairro=bairro,
        cep=CEP_DA_UNIDADE,
    )
    quando = instante(_CADASTRADO_EM)
    prospecto = Prospecto.objects.create(
        id_prospecto=XPTO,
        nome_razaosocial="EMPRESA XPTO LTDA",
        tipo_pessoa="pj",
        cpf_cnpj="41483316000169",
        telefone="3732818000",
        endereco=endereco,
        usuario_id=DA_API,
        origem="API",
        created_at=quando,
        updated_at=quando,
    )
    ProspectoServico.objects.create(id_prospecto_servico=99, prospecto=prospecto, plano_id=PLANO_DO_XPTO, valor=Decimal(100))
