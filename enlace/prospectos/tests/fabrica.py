"""Fixed, readable units, plans and prospects for the tests of prospects."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.enderecos.cadastro import NovoEndereco
from enlace.enderecos.models import Cidade
from enlace.planos.models import Plano, Tecnologia
from enlace.prospectos.cadastro import FichaDoProspecto, PlanoOfertado, cadastrar_prospecto
from enlace.prospectos.models import FaixaDeCep, Prospecto, UnidadeNegocio

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
CEP = "35560000"
CNPJ = "68346567000158"

FICHA = FichaDoProspecto(nome_razaosocial="Empresa XPTO LTDA", tipo_pessoa="pj", cpf_cnpj=CNPJ, telefone="3732818000")


def samonte() -> Cidade:
    return Cidade.objects.get_or_create(ibge="3160405", defaults={"nome": "Santo Antônio do Monte", "estado_id": "MG"})[0]


def um_autor() -> Autor:
    usuario, _ = Usuario.objects.get_or_create(email="api@exemplo.test", defaults={"nome": "API"})
    return Autor(porta=Registro.Porta.API, id_usuario=usuario.pk, cliente_api="3", endereco_ip="203.0.113.9")


def um_plano(nome: str = "FIBRA 100", *, disponivel: bool = True, ativo: bool = True) -> Plano:
    return Plano.objects.create(
        nome=nome,
        tecnologia=Tecnologia.objects.get_or_create(nome="FIBRA")[0],
        valor=Decimal("99.90"),
        velocidade_download=102_400,
        velocidade_upload=51_200,
        ativo=ativo,
        disponivel_prospecto=disponivel,
    )


def uma_unidade(
    nome: str = "SAMONTE", *, planos: tuple[Plano, ...] = (), faixas: tuple[tuple[str, str], ...] = (), cidade: Cidade | None = None
) -> UnidadeNegocio:
    unidade = UnidadeNegocio.objects.create(nome=nome)
    unidade.planos.add(*planos)
    unidade.cidades.add(*([cidade] if cidade else []))
    for inicio, fim in faixas:
        FaixaDeCep.objects.create(unidade=unidade, inicio=inicio, fim=fim)
    return unidade


def um_endereco_novo(**mudancas: object) -> NovoEndereco:
    endereco = NovoEndereco(id_cidade=samonte().pk, cep=CEP, bairro="Centro", endereco="Praça Getúlio Vargas", numero="77")
    return replace(endereco, **mudancas)  # type: ignore[arg-type]


def um_prospecto(
    plano: Plano | None = None, *, valor: str = "89.90", vendedor: Usuario | None = None, **ficha: object
) -> Prospecto:
    return cadastrar_prospecto(
        replace(FICHA, **ficha),  # type: ignore[arg-type]
        endereco=um_endereco_novo(),
        oferta=PlanoOfertado(plano=plano or um_plano(), valor=Decimal(valor)),
        vendedor=vendedor,
        autor=um_autor(),
        agora=AGORA,
    )
