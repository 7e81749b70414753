"""A dozen people who asked for a plan: some became customers, one was lost, with others somebody is in contact."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.demo.documentacao.usuarios import DA_API, DO_PAINEL
from enlace.demo.povoamento.elenco import QUANTOS as CLIENTES
from enlace.demo.povoamento.pessoas import sortear_pessoa
from enlace.enderecos.cadastro import NovoEndereco
from enlace.enderecos.models import Endereco
from enlace.planos.models import Plano
from enlace.processos.conversao_de_prospecto import Venda, converter_prospecto
from enlace.prospectos.cadastro import FichaDoProspecto, PlanoOfertado, cadastrar_prospecto
from enlace.prospectos.funil import mudar_situacao, perder
from enlace.prospectos.models import Prospecto

_Etapa = Prospecto.Etapa
QUANTOS, CONVERTIDOS = 12, 4
# By their order among the dozen: how far the counter has come with those that are still to be won. The others are new.
_ETAPAS: Final = {5: (_Etapa.EM_CONTATO, _Etapa.PROPOSTA), 6: (_Etapa.EM_CONTATO,), 7: (_Etapa.PROPOSTA,), 9: (_Etapa.EM_CONTATO,)}
_PERDIDOS: Final = {4: "Fechou com outro provedor."}
_PELA_API = Autor(porta=Registro.Porta.API, id_usuario=DA_API[0])
_NO_BALCAO = Autor(porta=Registro.Porta.PAINEL, id_usuario=DO_PAINEL[0])


def prospectar(*, sorteio: Random, agora: datetime) -> None:
    """Write them, one every other day up to yesterday; every third at the counter. The oldest are customers by now."""
    a_venda = list(Plano.objects.filter(ativo=True, tecnologia__nome="FIBRA").order_by("valor", "pk"))
    for numero in range(QUANTOS):
        quando = agora - timedelta(days=2 * (QUANTOS - numero) - 1)
        prospecto = _cadastrar(numero, sorteio=sorteio, quando=quando)
        if numero < CONVERTIDOS:
            # What prospects are offered in the documentation is all out of sale: another plan is agreed on.
            plano = sorteio.choice(a_venda)
            venda = Venda(plano=plano, valor=plano.valor)
            converter_prospecto(prospecto, venda=venda, autor=_NO_BALCAO, agora=quando + timedelta(hours=20))
        _andar(numero, prospecto, quando=quando)


def _andar(numero: int, prospecto: Prospecto, *, quando: datetime) -> None:
    """Each step a day after the one before, all of them before now."""
    for dia, etapa in enumerate(_ETAPAS.get(numero, ()), start=1):
        mudar_situacao(prospecto.pk, etapa=etapa, autor=_NO_BALCAO, agora=quando + timedelta(days=dia))
    if motivo := _PERDIDOS.get(numero):
        perder(prospecto.pk, motivo=motivo, autor=_NO_BALCAO, agora=quando + timedelta(days=3))


def _cadastrar(numero: int, *, sorteio: Random, quando: datetime) -> Prospecto:
    no_balcao = numero % 3 == 0
    # Documents and telephones after those of the invented customers.
    pessoa = sortear_pessoa(sorteio, numero=CLIENTES + 1 + numero)
    plano = sorteio.choice(Plano.objects.filter(disponivel_prospecto=True).order_by("pk"))
    return cadastrar_prospecto(
        FichaDoProspecto(
            nome_razaosocial=pessoa.nome,
            tipo_pessoa=pessoa.tipo,
            cpf_cnpj=pessoa.documento,
            telefone=pessoa.telefones[0],
            email=pessoa.ficha.email_principal,
            id_externo=None if no_balcao else f"CRM-{1001 + numero}",
        ),
        endereco=_lugar(sorteio),
        oferta=PlanoOfertado(plano=plano, valor=plano.valor - Decimal(sorteio.choice((0, 0, 10)))),
        vendedor=Usuario.objects.get(pk=DO_PAINEL[0]) if no_balcao else None,
        autor=_NO_BALCAO if no_balcao else _PELA_API,
        agora=quando,
    )


def _lugar(sorteio: Random) -> NovoEndereco:
    """A new door in a street where somebody lives already: there is network."""
    vizinho = sorteio.choice(Endereco.objects.exclude(endereco="").select_related("bairro").order_by("pk"))
    return NovoEndereco(
        id_cidade=vizinho.bairro.cidade_id,
        cep=vizinho.cep,
        bairro=vizinho.bairro.nome,
        endereco=f"{vizinho.logradouro} {vizinho.endereco}",
        numero=str(sorteio.randint(2_000, 2_999)),
    )
