"""Every no that files for banks know, each with its sentence for the person."""

from enlace.core.errors import RuleRefused


class CnabRecusado(RuleRefused):
    """What all refusals of remessas and retornos have in common; doors may catch this one."""


class RemessaRecusada(CnabRecusado):
    """A file for the bank cannot be made of what was given."""


class CampoRecusado(RemessaRecusada):
    """A value does not fit its field: too long, empty, letters in a number, fractions of a cent."""

    def __init__(self, *, campo: str, motivo: str) -> None:
        super().__init__(f"{campo}: {motivo}.")
        self.campo = campo


class ContaDaRemessaRecusada(RemessaRecusada):
    """No nosso número can be made with what the account says: none of its titles can be sent."""


class TituloDaRemessaRecusado(RemessaRecusada):
    """One title keeps the file from being made. The sentence names its document and what is wrong with it."""

    def __init__(self, *, numero_documento: str, motivo: str) -> None:
        super().__init__(f"Título {numero_documento or '(sem número)'}: {motivo}")
        self.numero_documento = numero_documento
        self.motivo = motivo


class RemessaVazia(RemessaRecusada):
    """A file without titles."""

    mensagem = "A remessa não tem nenhum título."


class TitulosDemais(RemessaRecusada):
    """The layout has five places to number the records of a lot, and each title is three records."""

    def __init__(self, *, maximo: int) -> None:
        super().__init__(f"Uma remessa leva no máximo {maximo} títulos: divida em mais de um arquivo.")


class TituloRepetido(RemessaRecusada):
    """The same thing is asked twice about the same title."""

    def __init__(self, *, nosso_numero: str) -> None:
        super().__init__(f"O nosso número {nosso_numero} está mais de uma vez na remessa com o mesmo movimento.")


class RetornoRecusado(CnabRecusado):
    """A file is not a whole, sound return of the bank. Nothing of it counts. `linha` begins at 1; 0 is the file itself."""

    def __init__(self, mensagem: str = "", *, linha: int = 0) -> None:
        sentenca = mensagem or self.mensagem
        super().__init__(f"Linha {linha}: {sentenca}" if linha else sentenca)
        self.linha = linha


class ArquivoVazio(RetornoRecusado):
    """No bytes, or only line ends."""

    mensagem = "O arquivo está vazio."


class ArquivoGrandeDemais(RetornoRecusado):
    """More bytes than anything that the bank sends."""

    def __init__(self, *, tamanho_maximo: int) -> None:
        super().__init__(f"O arquivo passa de {tamanho_maximo} bytes: não é um retorno de cobrança.")


class ArquivoRegravado(RetornoRecusado):
    """The bank writes one byte a character. UTF-8 and byte order marks come from a program that saved the file again."""

    mensagem = "O arquivo foi regravado por outro programa (UTF-8): baixe-o de novo do banco e não o abra antes de enviar."


class CaractereRecusado(RetornoRecusado):
    """A control character, such as NUL or a tab."""

    def __init__(self, *, linha: int, posicao: int) -> None:
        super().__init__(f"há um caractere de controle na posição {posicao}.", linha=linha)


class ArquivoCnab400(RetornoRecusado):
    """The older layout, with lines of 400 characters."""

    mensagem = "O arquivo é CNAB 400 (linhas de 400 posições). Peça ao banco o retorno em CNAB 240."


class TamanhoDaLinhaErrado(RetornoRecusado):
    """A line is not 240 characters long: the file was cut, edited, or is something else."""

    def __init__(self, *, linha: int, tamanho: int) -> None:
        super().__init__(f"tem {tamanho} posições, e um registro CNAB 240 tem 240.", linha=linha)


class OutroBanco(RetornoRecusado):
    """A file, or a record inside it, of a bank whose returns are not read here."""

    def __init__(self, *, linha: int, banco: str, esperado: str) -> None:
        super().__init__(f"é do banco {banco}, e o esperado é o {esperado}.", linha=linha)


class NaoEhRetorno(RetornoRecusado):
    """A file for the bank instead of one from it, or of another service than the collection of titles."""


class RegistroForaDeOrdem(RetornoRecusado):
    """A record stands where another one has to stand."""


class SequenciaErrada(RetornoRecusado):
    """The records of a lot, or the lots, are not numbered one by one: a line is missing, doubled or in another place."""

    def __init__(self, *, linha: int, que: str, numero: int | str, esperado: int | str) -> None:
        super().__init__(f"{que} é {numero}, e o esperado é {esperado}.", linha=linha)


class ContagemErrada(RetornoRecusado):
    """A trailer counts other records or lots than there are."""

    def __init__(self, *, linha: int, que: str, informado: int, contado: int) -> None:
        super().__init__(f"o trailer informa {informado} {que}, mas o arquivo tem {contado}.", linha=linha)


class SegmentosDesencontrados(RetornoRecusado):
    """The two halves of an occurrence, segments T and U, are not of the same one."""


class ArquivoCortado(RetornoRecusado):
    """The file ends before its trailer."""

    def __init__(self, *, linha: int) -> None:
        super().__init__("o arquivo acaba aqui, sem o trailer do arquivo: está incompleto.", linha=linha)


class CampoIlegivel(RetornoRecusado):
    """A field holds what its kind cannot: letters in a number, a day that does not exist."""

    def __init__(self, *, linha: int, posicoes: str, campo: str) -> None:
        super().__init__(f"o campo {campo} (posições {posicoes}) não pode ser lido.", linha=linha)
        self.campo = campo
