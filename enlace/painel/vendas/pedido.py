"""The steps of a draft as one sale."""

from dataclasses import dataclass

from enlace.enderecos.models import Endereco
from enlace.painel.vendas.endereco import FormularioDeEndereco, o_mesmo
from enlace.painel.vendas.instalacao import Instalacao
from enlace.painel.vendas.onde import Onde, OutroEndereco, endereco_de_origem
from enlace.painel.vendas.quem import Quem
from enlace.painel.vendas.rascunhos import ONDE, QUEM, guardado
from enlace.processos.venda import Lugar, Pedido
from enlace.processos.venda import Onde as OndeSeInstala
from enlace.prospectos.models import RascunhoDeVenda


@dataclass(frozen=True)
class Passos:
    """The forms of the steps before the last, with what was typed in them; `quem` is None for who is a customer."""

    quem: Quem | None
    onde: Onde
    outro: OutroEndereco

    @property
    def invalido(self) -> str:
        """The first step that does not hold (any more); empty when all do."""
        if self.quem and not self.quem.is_valid():
            return QUEM
        return "" if self.onde.is_valid() and self.outro.is_valid() else ONDE


def passos_guardados(rascunho: RascunhoDeVenda) -> Passos:
    """The steps as they were typed; all of it is checked anew."""
    onde = guardado(rascunho, ONDE) or {}
    quem = None if rascunho.cliente_id else Quem(guardado(rascunho, QUEM) or {})
    return Passos(quem, Onde(onde), OutroEndereco(onde, usado=bool(onde.get("outro_endereco"))))


def pedido_de(rascunho: RascunhoDeVenda, passos: Passos, instalacao: Instalacao) -> Pedido:
    """The whole sale, of forms that are valid."""
    origem = endereco_de_origem(rascunho.prospecto, rascunho.cliente)
    onde, quem = passos.onde, passos.quem
    cliente = quem.novo_cliente(rascunho.prospecto) if quem else rascunho.cliente
    if cliente is None:
        raise LookupError("a draft without a first step has its customer")
    return Pedido(
        cliente=cliente,
        onde=_onde(passos, origem),
        plano=onde.cleaned_data["plano"],
        valor=onde.preco,
        acesso=instalacao.acesso(),
        vendedor=onde.cleaned_data["vendedor"],
        cobranca=onde.como_cobrar(),
        visita=instalacao.visita(),
        observacao=instalacao.cleaned_data["observacao"],
        prospecto=rascunho.prospecto_id,
        rascunho=rascunho.pk,
    )


def _onde(passos: Passos, origem: Endereco | None) -> OndeSeInstala:
    usos = passos.onde.cleaned_data["outro_endereco"]
    outro = _lugar(passos.outro, origem) if usos else None
    return OndeSeInstala(
        instalacao=_lugar(passos.onde, origem),
        cadastral=outro if "cadastral" in usos else None,
        fiscal=outro if "fiscal" in usos else None,
        cobranca=outro if "cobranca" in usos else None,
    )


def _lugar(formulario: FormularioDeEndereco, origem: Endereco | None) -> Lugar:
    """The address that is there, where nothing of it was changed, else a new one."""
    return origem if origem and o_mesmo(formulario, origem) else formulario.novo_endereco()
