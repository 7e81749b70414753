"""What came of asking a NAS, in words of the person who waits for it."""

from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enlace.radius.nas.atributos import SESSAO_NAO_ENCONTRADA, Tipo, causa_em_palavras
from enlace.radius.nas.pacote import Pacote


class Resultado(TextChoices):
    """The ways in which a request ends, told apart as far as the protocol allows."""

    ACEITO = "aceito", _("Aceito")
    RECUSADO = "recusado", _("Recusado")
    SEM_SESSAO = "sem_sessao", _("Conexão já encerrada")
    SEM_RESPOSTA = "sem_resposta", _("Sem resposta")
    PORTA_FECHADA = "porta_fechada", _("Porta fechada")
    RESPOSTA_INVALIDA = "resposta_invalida", _("Resposta inválida")
    INALCANCAVEL = "inalcancavel", _("Equipamento inalcançável")


_EXPLICACOES: Final[dict[Resultado, Promise]] = {
    Resultado.ACEITO: _("O equipamento confirmou o pedido."),
    Resultado.RECUSADO: _("O equipamento recusou o pedido sem dizer o motivo."),
    Resultado.SEM_SESSAO: _("O equipamento não tem mais esta conexão: ela já tinha caído."),
    Resultado.SEM_RESPOSTA: _(
        "O equipamento não respondeu. Confira se está ligado e alcançável, se nele a entrada do RADIUS (incoming) está ativa e na "
        "porta do cadastro, se o segredo é o mesmo dos dois lados e se o endereço deste servidor é o do servidor RADIUS que está "
        "configurado nele."
    ),
    Resultado.PORTA_FECHADA: _(
        "O equipamento está no ar, mas nada escuta na porta. Ative nele a entrada do RADIUS (incoming) e confira a porta no "
        "cadastro: 3799 na norma, 1700 de fábrica em muitos equipamentos."
    ),
    Resultado.RESPOSTA_INVALIDA: _(
        "Chegou uma resposta do equipamento que não confere com o nosso segredo. Confira se o segredo é o mesmo dos dois lados e "
        "se a porta do cadastro é a de entrada do RADIUS (incoming)."
    ),
    Resultado.INALCANCAVEL: _("Não há caminho até o equipamento. Confira o endereço no cadastro e a rota deste servidor até ele."),
}


@dataclass(frozen=True)
class Resposta:
    """How a request ended. `causa` is the NAS's Error-Cause, if it gave one; `detalhe` the operating system's word, in English.

    `envios` counts how often the packet was sent: 0 when it never left, for want of a way or because the ones before were in vain.
    """

    resultado: Resultado
    causa: int | None = None
    detalhe: str = ""
    envios: int = 0

    @property
    def encerrada(self) -> bool:
        """Of a disconnection: whether the NAS says that the session is no more."""
        return self.resultado in {Resultado.ACEITO, Resultado.SEM_SESSAO}

    @property
    def respondida(self) -> bool:
        """Whether the NAS itself answered, and in a way that shows the secret to be right."""
        return self.resultado in {Resultado.ACEITO, Resultado.RECUSADO, Resultado.SEM_SESSAO}

    @property
    def explicacao(self) -> str:
        """One sentence or two for a person at the provider: what happened and what to check."""
        if self.causa is not None and self.resultado == Resultado.RECUSADO:
            return causa_em_palavras(self.causa)
        explicacao = str(_EXPLICACOES[self.resultado])
        return f"{explicacao} ({self.detalhe})" if self.detalhe else explicacao


def da_resposta(pacote: Pacote, *, aceite: bool) -> Resposta:
    """What an answer that was checked says. A session not found is told apart: asked twice, a NAS says so the second time."""
    causa = pacote.inteiro(Tipo.ERROR_CAUSE)
    if aceite:
        return Resposta(Resultado.ACEITO, causa)
    return Resposta(Resultado.SEM_SESSAO if causa == SESSAO_NAO_ENCONTRADA else Resultado.RECUSADO, causa)
