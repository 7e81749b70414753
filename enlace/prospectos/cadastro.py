"""Registering a prospect."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor, registrar, registrar_inclusao, retrato
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.contatos import digitos
from enlace.core.db import recusar_campos_invalidos, restricao_violada
from enlace.core.documentos import cpf_cnpj_valido, e_cpf, normalizar_cpf_cnpj
from enlace.core.errors import RuleRefused
from enlace.enderecos.cadastro import NovoEndereco, cadastrar_endereco
from enlace.planos.models import Plano
from enlace.prospectos.models import Prospecto, ProspectoServico
from enlace.prospectos.oferta import plano_vendido, planos_a_venda


class CpfCnpjDoProspectoInvalido(RuleRefused):
    """Wrong check digits, or a CPF where the kind of person asks for a CNPJ."""

    mensagem = "O CPF/CNPJ informado não é válido para esse tipo de pessoa."


class NascimentoNoFuturo(RuleRefused):
    """Somebody who is not born yet, by the provider's calendar."""

    mensagem = "A data de nascimento não pode ser no futuro."


class ProspectoJaCadastrado(RuleRefused):
    """One person, one prospect. The sentence is the contract's (documentation 8.1.1)."""

    def __init__(self, nome: str) -> None:
        super().__init__(f"O CPF/CNPJ já foi cadastrado antes no prospecto {nome}")


class PlanoNaoVendidoNoCep(RuleRefused):
    """A plan that is not offered where the prospect is."""

    mensagem = "Esse plano não é vendido nesse CEP."


@dataclass(frozen=True, kw_only=True)
class FichaDoProspecto:
    """Who asks. A blank text is a field that was not told."""

    nome_razaosocial: str
    tipo_pessoa: str
    cpf_cnpj: str
    telefone: str
    telefone_secundario: str | None = None
    email: str | None = None
    observacao: str | None = None
    rg: str | None = None
    rg_emissor: str | None = None
    data_nascimento: date | None = None
    id_externo: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlanoOfertado:
    """What is asked for, at which price: R$ a month, also below the plan's own."""

    plano: Plano
    valor: Decimal


def cadastrar_prospecto(
    ficha: FichaDoProspecto,
    *,
    endereco: NovoEndereco,
    oferta: PlanoOfertado,
    vendedor: Usuario | None = None,
    autor: Autor,
    agora: datetime,
) -> Prospecto:
    """Register a prospect with its address and the plan offered; all of it or nothing.

    Names are kept in capitals, CPF/CNPJ without mask, telephones as digits. `origem` is the door, in capitals ("API", "PAINEL").
    Refused: `CpfCnpjDoProspectoInvalido`, `NascimentoNoFuturo`, `PlanoNaoVendidoNoCep`, `ProspectoJaCadastrado`,
    `CoordenadasIncompletas`, `DadosInvalidos`.
    """
    prospecto = Prospecto(
        origem=autor.porta.upper(),
        usuario_id=autor.usuario,
        vendedor=vendedor,
        created_at=agora,
        updated_at=agora,
        etapa_desde=agora,
    )
    preencher(prospecto, ficha, agora=agora)
    conferir_oferta(oferta, cep=endereco.cep, id_cidade=endereco.id_cidade, porta=autor.porta)
    servico = ProspectoServico(plano=oferta.plano, valor=oferta.valor)
    try:
        with transaction.atomic():
            _gravar(prospecto, servico, endereco, autor)
    except IntegrityError as erro:
        # The constraint decides, not a look beforehand: two programs may bring the same person at the same instant.
        if restricao_violada(erro) == "prospecto_cpf_cnpj_key":
            raise ProspectoJaCadastrado(nome_do_prospecto(prospecto.cpf_cnpj)) from erro
        raise
    return prospecto


def documento_confere(cpf_cnpj: str, *, tipo_pessoa: str) -> bool:
    """Whether an unmasked CPF/CNPJ has the right check digits and is of this kind of person (`pf`, `pj`)."""
    return cpf_cnpj_valido(cpf_cnpj) and e_cpf(cpf_cnpj) == (tipo_pessoa == Cliente.TipoPessoa.FISICA)


def nascimento_possivel(dia: date, *, agora: datetime) -> bool:
    """Whether a day of birth is not after today, on the provider's calendar."""
    return dia <= timezone.localdate(agora)


def preencher(prospecto: Prospecto, ficha: FichaDoProspecto, *, agora: datetime) -> None:
    """Put what is known of a prospect into its row, as it is kept; the row is not saved.

    Refused: `CpfCnpjDoProspectoInvalido`, `NascimentoNoFuturo`, `DadosInvalidos`.
    """
    if ficha.data_nascimento and not nascimento_possivel(ficha.data_nascimento, agora=agora):
        raise NascimentoNoFuturo
    prospecto.nome_razaosocial = " ".join(ficha.nome_razaosocial.split()).upper()
    prospecto.tipo_pessoa = ficha.tipo_pessoa
    prospecto.cpf_cnpj = _documento(ficha)
    prospecto.telefone = digitos(ficha.telefone)
    prospecto.telefone_secundario = digitos(ficha.telefone_secundario or "") or None
    prospecto.email = _ou_nada(ficha.email)
    prospecto.observacao = _ou_nada(ficha.observacao)
    prospecto.rg = _ou_nada(ficha.rg)
    prospecto.rg_emissor = _ou_nada(ficha.rg_emissor)
    prospecto.data_nascimento = ficha.data_nascimento
    prospecto.id_externo = _ou_nada(ficha.id_externo)
    recusar_campos_invalidos(prospecto)


def conferir_oferta(oferta: PlanoOfertado, *, cep: str, id_cidade: int, porta: str) -> None:
    """See that a plan may be offered at a CEP of a city for this price: to programs what `plano_vendido` says, to people more.

    Refused: `PlanoNaoVendidoNoCep`, `DadosInvalidos`.
    """
    recusar_campos_invalidos(ProspectoServico(plano=oferta.plano, valor=oferta.valor))
    if plano_vendido(oferta.plano.pk, cep=cep, id_cidade=id_cidade):
        return
    if porta != Registro.Porta.PAINEL or oferta.plano not in planos_a_venda(cep=cep, id_cidade=id_cidade):
        raise PlanoNaoVendidoNoCep


def nome_do_prospecto(cpf_cnpj: str) -> str:
    """The name of the prospect with this CPF/CNPJ; empty when there is none."""
    return Prospecto.objects.filter(cpf_cnpj=cpf_cnpj).values_list("nome_razaosocial", flat=True).first() or ""


def _documento(ficha: FichaDoProspecto) -> str:
    cpf_cnpj = normalizar_cpf_cnpj(ficha.cpf_cnpj)
    # An unknown kind of person is refused with the other fields.
    if ficha.tipo_pessoa in Cliente.TipoPessoa and not documento_confere(cpf_cnpj, tipo_pessoa=ficha.tipo_pessoa):
        raise CpfCnpjDoProspectoInvalido
    return cpf_cnpj


def _ou_nada(texto: str | None) -> str | None:
    return (texto or "").strip() or None


def _gravar(prospecto: Prospecto, servico: ProspectoServico, endereco: NovoEndereco, autor: Autor) -> None:
    onde = cadastrar_endereco(endereco)
    if onde.bairro_novo:
        registrar_inclusao(autor, "cadastrar", onde.bairro_novo)
    registrar_inclusao(autor, "cadastrar", onde.endereco)
    prospecto.endereco = onde.endereco
    prospecto.save(force_insert=True)
    servico.prospecto = prospecto
    servico.save(force_insert=True)
    depois = {**retrato(prospecto), "prospecto_servico": retrato(servico)}
    registrar(autor, "cadastrar", prospecto, antes=None, depois=depois)
