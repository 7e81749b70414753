"""In which city is a CEP: asks at home first, then the public services in turn, and remembers what they say.

Steps: 1. the addresses that the provider has; 2. what a service said before; 3. ViaCEP, BrasilAPI, OpenCEP, until one names a
city of our table. A service that is down, slow or talks nonsense costs its own limit of time and passes the question on.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Max, Min, Value
from django.db.models.functions import Concat, Trim

from enlace.core.datas import agora
from enlace.core.db import SemAcento
from enlace.core.documentos import normalizar_cep
from enlace.core.errors import RuleRefused
from enlace.enderecos.brasilapi import cliente as brasilapi
from enlace.enderecos.endereco_do_cep import EnderecoDoCep
from enlace.enderecos.http import FalhaDoServico
from enlace.enderecos.models import CepConsultado, Cidade, Endereco
from enlace.enderecos.opencep import cliente as opencep
from enlace.enderecos.viacep import cliente as viacep

registro = logging.getLogger(__name__)

FONTE_PROPRIA = "enderecos"
# The lowest that the post office gives out; nobody is asked about what lies below it.
_MENOR_CEP = "01000000"
_SERVICOS: dict[str, Callable[[str], EnderecoDoCep | None]] = {
    viacep.SERVICO.nome: viacep.consultar,
    brasilapi.SERVICO.nome: brasilapi.consultar,
    opencep.SERVICO.nome: opencep.consultar,
}


class CepSemResposta(RuleRefused):
    """No public service could be asked, so nobody knows whether the CEP exists."""

    mensagem = "Não foi possível consultar o CEP agora. Tente de novo em alguns minutos."


@dataclass(frozen=True)
class CidadeDoCep:
    """The city of a CEP; street and neighbourhood as far as they are known (else empty), and who said it."""

    id_cidade: int
    logradouro: str
    bairro: str
    fonte: str


@dataclass(frozen=True)
class LugarDoCep:
    """What a CEP says of an address: its eight digits, street and neighbourhood (empty where they differ), `Cidade/UF`."""

    cep: str
    endereco: str
    bairro: str
    cidade: str


def cidade_do_cep(cep: str) -> CidadeDoCep | None:
    """The city of a CEP, with or without its mask; None when the CEP is not one or nobody knows it.

    May wait for the network: call it outside transactions (inside one it raises RuntimeError).
    Raises CepSemResposta when the provider does not know the CEP and none of the services answered.
    """
    numeros = normalizar_cep(cep)
    if numeros is None or numeros < _MENOR_CEP:
        return None
    # Durable: says at once that a caller holds a transaction open, not only on the day when a service is slow.
    with transaction.atomic(durable=True):
        conhecida = _dos_enderecos(numeros) or _lembrada(numeros)
    return conhecida or _dos_servicos(numeros)


def lugar_do_cep(cep: str) -> LugarDoCep | None:
    """The same with the city by its name, for who fills in an address. Refuses and waits as `cidade_do_cep`."""
    conhecida = cidade_do_cep(cep)
    if conhecida is None:
        return None
    return LugarDoCep(
        cep=normalizar_cep(cep) or "",
        endereco=conhecida.logradouro,
        bairro=conhecida.bairro,
        cidade=str(Cidade.objects.get(pk=conhecida.id_cidade)),
    )


def _dos_enderecos(cep: str) -> CidadeDoCep | None:
    """The city where most addresses with this CEP are: one that was typed wrong does not decide."""
    linha = (
        Endereco.objects.filter(cep=cep)
        .values(id_cidade=F("bairro__cidade"))
        .annotate(
            enderecos=Count("*"),
            rua=Min(Trim(Concat("logradouro", Value(" "), "endereco"))),
            outra_rua=Max(Trim(Concat("logradouro", Value(" "), "endereco"))),
            nome_bairro=Min("bairro__nome"),
            outro_bairro=Max("bairro__nome"),
        )
        .order_by("-enderecos", "id_cidade")
        .first()
    )
    if linha is None:
        return None
    # A small town has one CEP for all its streets: only what every address agrees on belongs to the CEP.
    return CidadeDoCep(
        id_cidade=linha["id_cidade"],
        logradouro=linha["rua"] if linha["rua"] == linha["outra_rua"] else "",
        bairro=linha["nome_bairro"] if linha["nome_bairro"] == linha["outro_bairro"] else "",
        fonte=FONTE_PROPRIA,
    )


def _lembrada(cep: str) -> CidadeDoCep | None:
    lembrado = CepConsultado.objects.filter(cep=cep).first()
    if lembrado is None:
        return None
    return CidadeDoCep(id_cidade=lembrado.cidade_id, logradouro=lembrado.logradouro, bairro=lembrado.bairro, fonte=lembrado.fonte)


def _dos_servicos(cep: str) -> CidadeDoCep | None:
    falhas = 0
    for nome, consultar in _SERVICOS.items():
        try:
            endereco = consultar(cep)
        except FalhaDoServico as falha:
            registro.warning("Consulta de CEP: %s", falha)
            falhas += 1
            continue
        if endereco and (cidade := _cidade(endereco)):
            return _lembrar(cep, CidadeDoCep(cidade.pk, endereco.logradouro, endereco.bairro, fonte=nome))
    if falhas == len(_SERVICOS):
        raise CepSemResposta
    return None


def _cidade(endereco: EnderecoDoCep) -> Cidade | None:
    if endereco.ibge:
        cidade = Cidade.objects.filter(ibge=endereco.ibge).first()
    else:
        nome_igual = Cidade.objects.alias(busca=SemAcento("nome")).filter(busca=SemAcento(Value(endereco.cidade)))
        cidade = nome_igual.filter(estado=endereco.uf).first()
    if cidade is None:
        registro.warning("Cidade %s %s/%s não está na tabela: falta sincronizar?", endereco.ibge, endereco.cidade, endereco.uf)
    return cidade


def _lembrar(cep: str, cidade: CidadeDoCep) -> CidadeDoCep:
    lembrado = CepConsultado(
        cep=cep,
        cidade_id=cidade.id_cidade,
        logradouro=cidade.logradouro,
        bairro=cidade.bairro,
        fonte=cidade.fonte,
        consultado_em=agora(),
    )
    # Somebody else may have asked for the same CEP meanwhile; the first answer stays.
    CepConsultado.objects.bulk_create([lembrado], ignore_conflicts=True)
    return cidade
