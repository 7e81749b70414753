"""The two alerts of documentation 4.3."""

from enlace.demo.instantes import instante
from enlace.enderecos.models import Bairro
from enlace.servicos.models import Alerta

_MENSAGENS = (
    "Existe um rompimento de fibra no bairro Centro, na cidade Divinópolis que está afetando esse cliente",
    "A equipe técnica já está a caminho para resolver o rompimento de fibra",
)


def carregar_alertas() -> None:
    """Write the alerts, in the documented order and of one instant, for the homes in Centro and Ipiranga, Divinópolis.

    The fibre broke in Centro; the documented customer lives in Ipiranga, which is fed through it.
    """
    bairros = Bairro.objects.filter(cidade__ibge="3122306", nome__in=("CENTRO", "IPIRANGA"))
    for codigo, mensagem in enumerate(_MENSAGENS, start=1):
        alerta = Alerta.objects.create(
            id_alerta=codigo,
            descricao=f"Rompimento de fibra no Centro ({codigo})",
            texto_alerta=mensagem,
            data_inicio=instante("2019-12-16 16:00:00"),
        )
        alerta.bairros.set(bairros)
