"""Correcting what is known of a prospect."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.contas.models import Usuario
from enlace.core.db import restricao_violada
from enlace.enderecos.cadastro import NovoEndereco, cadastrar_endereco
from enlace.prospectos.cadastro import (
    FichaDoProspecto,
    PlanoOfertado,
    ProspectoJaCadastrado,
    conferir_oferta,
    nome_do_prospecto,
    preencher,
)
from enlace.prospectos.models import Prospecto, ProspectoServico
from enlace.prospectos.travamento import travar_por_converter


@dataclass(frozen=True, kw_only=True)
class Correcao:
    """Everything that can be said of a prospect anew. `endereco` is None where it stays; so is `oferta`."""

    ficha: FichaDoProspecto
    vendedor: Usuario | None
    endereco: NovoEndereco | None = None
    oferta: PlanoOfertado | None = None


def alterar_prospecto(id_prospecto: int, correcao: Correcao, *, autor: Autor, agora: datetime) -> Prospecto:
    """Write what is known now of who is not a customer yet.

    Another address is another row: the one before stays with what was recorded of it. Refused: `ProspectoDesconhecido`,
    `ProspectoJaConvertido`, and whatever `cadastrar_prospecto` refuses.
    """
    try:
        with transaction.atomic():
            prospecto = travar_por_converter(id_prospecto)
            antes = _retrato(prospecto)
            preencher(prospecto, correcao.ficha, agora=agora)
            prospecto.vendedor, prospecto.updated_at = correcao.vendedor, agora
            if correcao.endereco is not None:
                _mudar_de_endereco(prospecto, correcao.endereco, autor=autor)
            if correcao.oferta is not None:
                _ofertar(prospecto, correcao.oferta, porta=autor.porta)
            prospecto.save()
            registrar_mudanca(autor, "alterar", prospecto, antes=antes, depois=_retrato(prospecto))
    except IntegrityError as erro:
        if restricao_violada(erro) == "prospecto_cpf_cnpj_key":
            raise ProspectoJaCadastrado(nome_do_prospecto(prospecto.cpf_cnpj)) from erro
        raise
    return prospecto


def _mudar_de_endereco(prospecto: Prospecto, novo: NovoEndereco, *, autor: Autor) -> None:
    onde = cadastrar_endereco(novo)
    if onde.bairro_novo:
        registrar_inclusao(autor, "cadastrar", onde.bairro_novo)
    registrar_inclusao(autor, "cadastrar", onde.endereco)
    prospecto.endereco = onde.endereco


def _ofertar(prospecto: Prospecto, oferta: PlanoOfertado, *, porta: str) -> None:
    conferir_oferta(oferta, cep=prospecto.endereco.cep, id_cidade=prospecto.endereco.bairro.cidade_id, porta=porta)
    ProspectoServico.objects.update_or_create(prospecto=prospecto, defaults={"plano": oferta.plano, "valor": oferta.valor})


def _retrato(prospecto: Prospecto) -> dict[str, object]:
    ofertado = ProspectoServico.objects.filter(prospecto=prospecto).first()
    return {**retrato(prospecto), "prospecto_servico": retrato(ofertado) if ofertado else None}
