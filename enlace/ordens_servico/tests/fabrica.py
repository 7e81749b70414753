"""Fixed, readable service orders."""

from datetime import datetime, timedelta
from typing import Any

from enlace.atendimento.tests.fabrica import um_autor, um_usuario
from enlace.contas.models import Usuario
from enlace.ordens_servico.abertura import NovaOrdem, abrir_ordem
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_servico

AMANHA = AGORA + timedelta(days=1)
UMA_HORA = timedelta(hours=1)


def um_tecnico(nome: str = "Zé da Rede") -> Usuario:
    return um_usuario(nome, tecnico=True)


def uma_ordem(servico: ClienteServico | None = None, **outros: Any) -> OrdemServico:  # noqa: ANN401 - any field of the order
    campos: dict[str, Any] = {
        "tipo": TipoOrdemServico.objects.get(prefixo="instalacao"),
        "descricao": "Instalar a fibra.",
        **outros,
    }
    return abrir_ordem(NovaOrdem(servico=servico or um_servico(), **campos), autor=um_autor(), agora=AGORA)


def uma_agendada(*tecnicos: Usuario, inicio: datetime = AMANHA, servico: ClienteServico | None = None) -> OrdemServico:
    return uma_ordem(servico, inicio=inicio, termino=inicio + UMA_HORA, agendada=True, tecnicos=tecnicos)
