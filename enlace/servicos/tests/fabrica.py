"""Fixed, readable customers, plans and addresses for the tests of services."""

from datetime import UTC, datetime
from decimal import Decimal

from enlace.clientes.models import Cliente
from enlace.enderecos.models import Bairro, Cidade, Endereco
from enlace.planos.models import Plano, Tecnologia
from enlace.rede.models import CaixaOptica, PortaAtendimento
from enlace.servicos.contratacao import Acesso, Enderecos, contratar
from enlace.servicos.models import ClienteServico, MotivoCancelamento

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def um_cliente(nome: str = "BIANCA COUTO") -> Cliente:
    return Cliente.objects.create(nome_razaosocial=nome, tipo_pessoa="pf", data_cadastro=AGORA)


def um_plano(*, valor: str = "99.90", ativo: bool = True) -> Plano:
    tecnologia, _ = Tecnologia.objects.get_or_create(nome="FIBRA")
    return Plano.objects.create(
        nome="100M", tecnologia=tecnologia, valor=Decimal(valor), velocidade_download=102400, velocidade_upload=51200, ativo=ativo
    )


def um_endereco() -> Endereco:
    cidade, _ = Cidade.objects.get_or_create(ibge="3122306", defaults={"nome": "Divinópolis", "estado_id": "MG"})
    bairro, _ = Bairro.objects.get_or_create(cidade=cidade, nome="CENTRO")
    return Endereco.objects.create(logradouro="RUA", endereco="GOIAS", numero="86", bairro=bairro, cep="35500000")


def uma_porta() -> PortaAtendimento:
    return PortaAtendimento.objects.create(caixa=CaixaOptica.objects.create(nome="A2R3C2"), numero=7)


def um_motivo() -> MotivoCancelamento:
    return MotivoCancelamento.objects.get_or_create(descricao="MUDANÇA DE CIDADE")[0]


def um_servico(cliente: Cliente | None = None, *, acesso: Acesso | None = None, estado: str | None = None) -> ClienteServico:
    servico = contratar(
        cliente=cliente or um_cliente(), plano=um_plano(), enderecos=Enderecos.iguais(um_endereco()), acesso=acesso, agora=AGORA
    )
    if estado:
        ClienteServico.objects.filter(pk=servico.pk).update(status=estado)
        servico.refresh_from_db()
    return servico
