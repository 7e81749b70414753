"""An address as people type it, completed by its CEP: for any form of the panel that asks for one.

A view that gets the button `buscar_cep` calls `completar` and shows the form again; with `static/painel/js/cep.js` the same happens
while one types. Where no service answers, everything is typed by hand.
"""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from enlace.core.documentos import normalizar_cep
from enlace.core.errors import RuleRefused
from enlace.enderecos.cadastro import NovoEndereco
from enlace.enderecos.cidades import cidade_escrita
from enlace.enderecos.consulta_de_cep import lugar_do_cep
from enlace.enderecos.models import Cidade, Endereco
from enlace.painel.formularios import Formulario

# The name of the button; its value is the prefix of the address that is meant.
BUSCAR: Final = "buscar_cep"
# How many cities a page suggests.
CIDADES: Final = 100
_DO_CEP: Final = ("endereco", "bairro", "cidade")
_DESCONHECIDO: Final = _("Ninguém conhece esse CEP. Confira os números, ou digite o endereço.")
_ACHADO: Final = _("Endereço preenchido pelo CEP. Confira e complete.")


def _texto(rotulo: Any, tamanho: int, **opcoes: Any) -> forms.CharField:  # noqa: ANN401 - a label and a field's own options
    atributos = {"autocomplete": "off", **opcoes.pop("attrs", {})}
    return forms.CharField(label=rotulo, max_length=tamanho, widget=forms.TextInput(attrs=atributos), **opcoes)


class FormularioDeEndereco(Formulario):
    """The fields of an address. `cidade` is written, `Divinópolis/MG`; clean, it is the city."""

    cep = _texto(_("CEP"), 10, attrs={"inputmode": "numeric", "data-cep-campo": "cep", "size": "10"})
    endereco = _texto(_("Rua"), 150, help_text=_("Com o tipo: Rua Goiás, Avenida Brasil."), attrs={"data-cep-campo": "endereco"})
    numero = _texto(_("Número"), 20, help_text=_("S/N se não houver."), attrs={"data-cep-campo": "numero"})
    complemento = _texto(_("Complemento"), 100, required=False)
    bairro = _texto(_("Bairro"), 100, attrs={"data-cep-campo": "bairro"})
    cidade = _texto(_("Cidade"), 110, attrs={"data-cep-campo": "cidade", "list": "cidades"})
    referencia = _texto(_("Ponto de referência"), 200, required=False)

    def clean_cep(self) -> str:
        """Its eight digits."""
        cep = normalizar_cep(self.cleaned_data["cep"])
        if cep is None:
            raise forms.ValidationError(_("Informe os oito números do CEP."))
        return cep

    def clean_cidade(self) -> Cidade:
        """The city that is meant."""
        try:
            return cidade_escrita(self.cleaned_data["cidade"])
        except RuleRefused as recusa:
            raise forms.ValidationError(str(recusa)) from recusa

    def novo_endereco(self) -> NovoEndereco:
        """The address, of a form that is valid."""
        dados = self.cleaned_data
        return NovoEndereco(
            id_cidade=dados["cidade"].pk,
            cep=dados["cep"],
            bairro=dados["bairro"],
            endereco=dados["endereco"],
            numero=dados["numero"],
            complemento=dados["complemento"],
            referencia=dados["referencia"],
        )

    def por_extenso(self) -> str:
        """The address in one line, of a form that is valid."""
        dados = self.cleaned_data
        porta = ", ".join(parte for parte in (dados["endereco"], dados["numero"], dados["complemento"]) if parte)
        cep = f"{dados['cep'][:5]}-{dados['cep'][5:]}"
        return f"{porta} - {dados['bairro']}, {dados['cidade']}, {cep}"


def como_se_digita(endereco: Endereco) -> dict[str, str]:
    """The initial values of the form for an address that is written; read it with `bairro__cidade`."""
    return {
        "cep": f"{endereco.cep[:5]}-{endereco.cep[5:]}",
        "endereco": f"{endereco.logradouro} {endereco.endereco}".strip(),
        "numero": endereco.numero,
        "complemento": endereco.complemento,
        "bairro": endereco.bairro.nome,
        "cidade": str(endereco.bairro.cidade),
        "referencia": endereco.referencia,
    }


def o_mesmo(formulario: FormularioDeEndereco, endereco: Endereco) -> bool:
    """Whether a valid form says the address that is written, whatever its capitals and spaces."""
    escrito = como_se_digita(endereco)
    dito = {**{nome: formulario.cleaned_data[nome] for nome in escrito}, "cep": f"{formulario.cleaned_data['cep']}"}
    return _simples({**escrito, "cep": endereco.cep}) == _simples(dito)


def digitado(formulario: type[forms.Form] | forms.Form, dados: Mapping[str, Any], *, prefixo: str = "") -> dict[str, Any]:
    """What was sent for a form, by field: to be shown again without being checked, or to be kept."""
    campos = formulario.base_fields
    return {
        nome: campo.widget.value_from_datadict(dados, {}, f"{prefixo}-{nome}" if prefixo else nome)
        for nome, campo in campos.items()
    }


def completar(inicial: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What was typed of an address, completed by its CEP, and a sentence that says what came of it.

    What the CEP says replaces what was typed before, where it says anything. Waits for the network: outside transactions.
    """
    try:
        lugar = lugar_do_cep(str(inicial.get("cep") or ""))
    except RuleRefused as recusa:
        return inicial, f"{recusa} Ou digite o endereço."
    if lugar is None:
        return inicial, str(_DESCONHECIDO)
    achado = {nome: valor for nome in _DO_CEP if (valor := getattr(lugar, nome))}
    return {**inicial, **achado}, str(_ACHADO)


def _simples(campos: Mapping[str, Any]) -> dict[str, str]:
    return {nome: " ".join(str(valor).split()).upper() for nome, valor in campos.items()}
