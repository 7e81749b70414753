"""Packages, contracts and labels of the invented services."""

from datetime import timedelta
from random import Random

from enlace.demo.povoamento.infraestrutura import criar_pacotes
from enlace.servicos.models import (
    ClienteServico,
    ClienteServicoContrato,
    ClienteServicoPacote,
    Contrato,
    GrupoServico,
)

_COM_PACOTE, _COM_CONTRATO, _COM_GRUPO = 20, 70, 30  # in a hundred
_CONTRATOS = (("CONTRATO DE PRESTAÇÃO DE SERVIÇO (SCM)", 12), ("CONTRATO SEM FIDELIDADE", 1))
_GRUPOS = ("CLIENTE ANTIGO", "INDICAÇÃO")


def acrescentar(servicos: list[ClienteServico], *, sorteio: Random) -> None:
    """Give some of `servicos` a package, a contract, a label."""
    _empacotar([servico for servico in servicos if sorteio.randrange(100) < _COM_PACOTE], sorteio)
    _assinar([servico for servico in servicos if sorteio.randrange(100) < _COM_CONTRATO], sorteio)
    grupos = GrupoServico.objects.bulk_create(GrupoServico(descricao=nome) for nome in _GRUPOS)
    ligacao = ClienteServico.grupos.through
    ligacao.objects.bulk_create(
        ligacao(clienteservico_id=servico.pk, gruposervico_id=sorteio.choice(grupos).pk)
        for servico in servicos
        if sorteio.randrange(100) < _COM_GRUPO
    )


def _empacotar(servicos: list[ClienteServico], sorteio: Random) -> None:
    pacotes = criar_pacotes()
    sorteados = [(servico, sorteio.choice(pacotes)) for servico in servicos]
    ClienteServicoPacote.objects.bulk_create(
        ClienteServicoPacote(cliente_servico=servico, pacote=pacote, valor=pacote.valor, data_cadastro=servico.data_venda)
        for servico, pacote in sorteados
    )


def _assinar(servicos: list[ClienteServico], sorteio: Random) -> None:
    modelos = Contrato.objects.bulk_create(Contrato(descricao=descricao, validade=meses) for descricao, meses in _CONTRATOS)
    ClienteServicoContrato.objects.bulk_create(
        ClienteServicoContrato(
            cliente_servico=servico,
            contrato=sorteio.choice(modelos),
            numero_contrato=numero,
            data_cadastro=servico.data_venda,
            data_aceito=servico.data_venda + timedelta(hours=1) if servico.data_habilitacao else None,
        )
        for numero, servico in enumerate(servicos, start=1001)
    )
