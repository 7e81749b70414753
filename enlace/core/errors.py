"""Refusals: what a person is told when a rule says no."""


class RuleRefused(Exception):  # noqa: N818 - a refusal is an answer, not a failure
    """A business rule said no. `str(exc)` is the sentence for the person, in Portuguese.

    Each rule has its own subclass, so that a door can tell them apart; the door turns it into its own kind of answer.
    """

    mensagem = ""

    def __init__(self, mensagem: str = "") -> None:
        super().__init__(mensagem or self.mensagem)


class DadosInvalidos(RuleRefused):
    """A field holds what its column cannot: too long, not an e-mail address, not one of the choices. The sentence names it."""


class ConfigurationRefused(Exception):  # noqa: N818 - same reason
    """The environment cannot run Enlace. `str(exc)` is one sentence that says what to change."""
