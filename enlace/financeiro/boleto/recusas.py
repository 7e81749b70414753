"""Every no that boletos know, each with its sentence for the person."""

from enlace.core.errors import RuleRefused


class BoletoRecusado(RuleRefused):
    """What all refusals of boletos have in common; doors may catch this one."""


class CodigoRecusado(BoletoRecusado):
    """A line that was typed or a bar code that was read is not that of a boleto."""


class CaracteresRecusados(CodigoRecusado):
    """Something that is neither a digit nor part of the line's mask."""

    mensagem = "O código do boleto só pode ter números."


class TamanhoRecusado(CodigoRecusado):
    """Neither a line of 47 digits nor a bar code of 44."""

    def __init__(self, *, digitos: int, esperado: str) -> None:
        super().__init__(f"O código do boleto deve ter {esperado} números, mas tem {digitos}.")


class ContaDeConsumo(CodigoRecusado):
    """A bill of a utility or a tax: another standard, with 48 digits and no bank. It begins with 8, as no bank's code does."""

    mensagem = "O código começa com 8: é uma conta de consumo ou um tributo (48 números), não um boleto bancário."


class DigitoDoCampoErrado(CodigoRecusado):
    """One of the first three fields of a line was mistyped: its own check digit says so."""

    def __init__(self, *, campo: int) -> None:
        super().__init__(f"O dígito verificador do {campo}º campo da linha digitável não confere.")
        self.campo = campo


class DigitoGeralErrado(CodigoRecusado):
    """The check digit over the whole bar code does not fit."""

    mensagem = "O dígito verificador do código de barras não confere."


class MoedaRecusada(CodigoRecusado):
    """Only boletos in real, currency 9, have a value in their bar code."""

    mensagem = "O boleto não é em real (moeda 9)."


class FatorRecusado(CodigoRecusado):
    """The four digits of the due date were never given out: 0001 to 0999."""

    def __init__(self, *, fator: int) -> None:
        super().__init__(f"O fator de vencimento {fator:04d} não existe.")


class VencimentoIndefinido(CodigoRecusado):
    """No due date that the factor may mean is near enough to the day of reading."""

    def __init__(self, *, fator: int) -> None:
        super().__init__(f"O fator de vencimento {fator:04d} não corresponde a nenhuma data próxima de hoje.")


class CampoLivreDesconhecido(CodigoRecusado):
    """A valid bar code whose free field is none of those that we make for this bank."""

    def __init__(self, *, banco: str) -> None:
        super().__init__(f"O campo livre do boleto não segue nenhum dos formatos conhecidos do banco {banco}.")


class TituloRecusado(BoletoRecusado):
    """A title of ours cannot be a boleto as it is."""


class BancoNaoSuportado(TituloRecusado):
    """There are rules for seven banks."""

    def __init__(self, *, banco: str) -> None:
        super().__init__(f"O banco {banco} não é suportado.")


class CarteiraNaoSuportada(TituloRecusado):
    """The bank may have it; its rules are not here."""

    def __init__(self, *, banco: str, carteira: str) -> None:
        super().__init__(f"A carteira {carteira or '(vazia)'} do banco {banco} não é suportada.")


class DadoRecusado(TituloRecusado):
    """A number of the account or of the title is missing, holds something else than digits or is too long for its place."""

    def __init__(self, *, nome: str, motivo: str) -> None:
        super().__init__(f"{nome}: {motivo}.")


class ValorNaoCabeNoBoleto(TituloRecusado):
    """Ten digits for cents: from nothing to R$ 99.999.999,99."""

    mensagem = "O valor do boleto deve ter no máximo duas casas decimais e estar entre R$ 0,00 e R$ 99.999.999,99."


class VencimentoRecusado(TituloRecusado):
    """Factors were first given out for 3 July 2000."""

    mensagem = "O vencimento do boleto não pode ser anterior a 03/07/2000."
