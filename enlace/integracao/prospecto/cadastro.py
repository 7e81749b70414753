"""`POST prospecto`: register a prospect (documentation 8.1.1, and the optional fields of the collection of 2024)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.db import consultar_documento
from enlace.core.documentos import cpf_cnpj_valido, normalizar_cep, normalizar_cpf_cnpj
from enlace.enderecos.cadastro import NovoEndereco
from enlace.integracao.campos import Campos
from enlace.integracao.consultas import ler
from enlace.integracao.escrita import Pedido, Trabalho
from enlace.integracao.prospecto.oferta import localizar
from enlace.planos.models import Plano
from enlace.prospectos.cadastro import (
    FichaDoProspecto,
    PlanoOfertado,
    cadastrar_prospecto,
    documento_confere,
    nascimento_possivel,
)

_TIPOS = (Cliente.TipoPessoa.FISICA.value, Cliente.TipoPessoa.JURIDICA.value)
# No column bounds it, but nobody writes a book about a prospect.
_MAIOR_OBSERVACAO = 5_000
_TAMANHOS = {Cliente.TipoPessoa.FISICA.value: 11, Cliente.TipoPessoa.JURIDICA.value: 14}
_TAMANHO_DO_CEP = 8


def cadastrar(pedido: Pedido) -> Trabalho:
    """Prospectos > Cadastrar Prospecto."""
    campos = pedido.campos
    ficha, vendedor = _ficha(campos, pedido.agora), _vendedor(campos)
    oferta = _oferta(campos.parte("servico", obrigatorio=True))
    lugar = _lugar(campos)
    campos.conferir()
    cep, id_cidade = localizar(lugar.cep)
    endereco = replace(lugar, cep=cep, id_cidade=id_cidade)

    def trabalho() -> bytes:
        prospecto = cadastrar_prospecto(
            ficha, endereco=endereco, oferta=oferta, vendedor=vendedor, autor=pedido.autor, agora=pedido.agora
        )
        (resposta,) = consultar_documento(ler("prospecto/cadastrado"), {"id_prospecto": prospecto.pk})
        return resposta

    return trabalho


def _ficha(campos: Campos, agora: datetime) -> FichaDoProspecto:
    tipo = campos.opcao("tipo_pessoa", _TIPOS, obrigatorio=True) or ""
    return FichaDoProspecto(
        nome_razaosocial=campos.exigir_texto("nome_razaosocial", maximo=150),
        tipo_pessoa=tipo,
        cpf_cnpj=_cpf_cnpj(campos, tipo),
        telefone=campos.telefone("telefone", obrigatorio=True) or "",
        telefone_secundario=campos.telefone("telefone_secundario"),
        email=campos.email("email"),
        observacao=campos.texto("observacao", maximo=_MAIOR_OBSERVACAO),
        rg=campos.texto("rg", maximo=30),
        rg_emissor=campos.texto("rg_emissor", maximo=30),
        data_nascimento=_nascimento(campos, agora),
        id_externo=campos.texto("id_externo", maximo=60),
    )


def _cpf_cnpj(campos: Campos, tipo: str) -> str:
    documento = normalizar_cpf_cnpj(campos.exigir_codigo("cpf_cnpj", tamanho=_TAMANHOS.get(tipo)))
    confere = documento_confere(documento, tipo_pessoa=tipo) if tipo else cpf_cnpj_valido(documento)
    if documento and not confere:
        campos.recusar("cpf_cnpj", "não é um CPF/CNPJ válido para esse tipo de pessoa.")
    return documento


def _nascimento(campos: Campos, agora: datetime) -> date | None:
    dia = campos.data("data_nascimento")
    if dia is not None and not nascimento_possivel(dia, agora=agora):
        campos.recusar("data_nascimento", "não pode ser no futuro.")
    return dia


def _vendedor(campos: Campos) -> Usuario | None:
    codigo = campos.inteiro("id_vendedor")
    vendedor = None if codigo is None else Usuario.objects.filter(pk=codigo, is_active=True).first()
    if codigo is not None and vendedor is None:
        campos.recusar("id_vendedor", "não é o código de um usuário.")
    return vendedor


def _oferta(servico: Campos) -> PlanoOfertado:
    codigo = servico.inteiro("id_servico", obrigatorio=True)
    plano = None if codigo is None else Plano.objects.filter(pk=codigo).first()
    if codigo is not None and plano is None:
        servico.recusar("id_servico", "não é o código de um plano.")
    return PlanoOfertado(plano=plano or Plano(), valor=servico.dinheiro("valor", obrigatorio=True) or Decimal(0))


def _lugar(campos: Campos) -> NovoEndereco:
    """The address, whose city is still to be found by its CEP."""
    cep = campos.exigir_codigo("cep", tamanho=_TAMANHO_DO_CEP)
    if cep and normalizar_cep(cep) is None:
        campos.recusar("cep", "deve ter oito números.")
    for uma, outra in (("latitude", "longitude"), ("longitude", "latitude")):
        if campos.veio(uma) and not campos.veio(outra):
            campos.recusar(outra, f"é obrigatório quando o campo {uma} é informado.")
    return NovoEndereco(
        id_cidade=0,
        cep=cep,
        bairro=campos.exigir_texto("bairro", maximo=100),
        endereco=campos.exigir_texto("endereco", maximo=150),
        numero=campos.exigir_texto("numero", maximo=20),
        complemento=campos.texto("complemento", maximo=100) or "",
        referencia=campos.texto("referencia", maximo=200) or "",
        latitude=campos.decimal("latitude", minimo=-90, maximo=90),
        longitude=campos.decimal("longitude", minimo=-180, maximo=180),
    )
