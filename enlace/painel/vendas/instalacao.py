"""The third step: how the customer gets on the network, and who installs it when."""

from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.ordens_servico.vagas import Vaga, vagas_livres
from enlace.painel.formularios import Formulario
from enlace.processos.venda import Visita
from enlace.servicos.contratacao import Acesso
from enlace.servicos.credenciais import gerar_senha

_DIAS: Final = 10
_MAIS_NOMES: Final = 3
_SEM_ESPACOS: Final = RegexValidator(r"^\S+$", _("Sem espaços."))


class Instalacao(Formulario):
    """Access data and the visit. The password is only typed when it must be a certain one: nobody who sells has to see it."""

    login = forms.CharField(
        label=_("Login"),
        max_length=100,
        required=False,
        validators=[_SEM_ESPACOS],
        help_text=_("Sugerido pelo nome e livre agora. Em branco: sem login por enquanto."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    senha = forms.CharField(
        label=_("Senha de acesso"),
        max_length=64,
        required=False,
        validators=[_SEM_ESPACOS],
        help_text=_("Em branco, o sistema gera uma; ela fica na página do serviço, para quem pode ver senhas."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    ipv4 = forms.GenericIPAddressField(
        label=_("IPv4 fixo"), protocol="IPv4", required=False, help_text=_("Em branco: o do pool do plano.")
    )
    vaga = forms.CharField(label=_("Quando instalar"), required=False, widget=forms.Select)
    tecnico = forms.ModelChoiceField(
        label=_("Técnico"), queryset=Usuario.objects.none(), required=False, empty_label=_("Quem estiver livre")
    )
    observacao = forms.CharField(
        label=_("Para o técnico saber"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Vai na ordem de serviço."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.vagas = {vaga.inicio.isoformat(): vaga for vaga in vagas_livres(agora=datas.agora(), dias=_DIAS)}
        self.fields["vaga"].widget.choices = _opcoes(list(self.vagas.values()))
        self.fields["tecnico"].queryset = Usuario.objects.filter(tecnico=True, is_active=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The time is still free, for the technician that was chosen."""
        dados = super().clean() or self.cleaned_data
        escolhida, tecnico = dados.get("vaga"), dados.get("tecnico")
        vaga = self.vagas.get(escolhida or "")
        if escolhida and vaga is None:
            self.add_error("vaga", _("Esse horário acabou de ser tomado. Escolha outro."))
        elif vaga and tecnico and tecnico not in vaga.livres:
            self.add_error("tecnico", _("Não está livre nesse horário. Livres: %(nomes)s.") % {"nomes": _nomes(vaga)})
        elif tecnico and not vaga:
            self.add_error("vaga", _("Escolha o horário em que esse técnico vai, ou deixe o técnico em branco."))
        if dados.get("senha") and not dados.get("login"):
            self.add_error("login", _("Uma senha precisa de um login."))
        return dados

    def acesso(self) -> Acesso:
        """How the service gets on the network, of a form that is valid; a login always has a password."""
        dados = self.cleaned_data
        senha = dados["senha"] or (gerar_senha() if dados["login"] else None)
        return Acesso(login=dados["login"], senha=senha, ipv4=dados["ipv4"])

    def visita(self) -> Visita | None:
        """Who goes when, of a form that is valid; None: to be scheduled later."""
        vaga = self.vagas.get(self.cleaned_data["vaga"])
        if vaga is None:
            return None
        return Visita(inicio=vaga.inicio, termino=vaga.termino, tecnico=self.cleaned_data["tecnico"] or vaga.livres[0])


def _opcoes(vagas: list[Vaga]) -> list[tuple[str, Any]]:
    """The choices by day, each with who is free then."""
    depois = [("", str(_("Agendar depois")))]
    return depois + [(dia, [_opcao(vaga) for vaga in do_dia]) for dia, do_dia in groupby(vagas, lambda vaga: _dia(vaga.inicio))]


def _opcao(vaga: Vaga) -> tuple[str, str]:
    de, ate = timezone.localtime(vaga.inicio), timezone.localtime(vaga.termino)
    return vaga.inicio.isoformat(), f"{de:%H:%M} às {ate:%H:%M} · {_nomes(vaga)}"


def _nomes(vaga: Vaga) -> str:
    nomes = [tecnico.nome for tecnico in vaga.livres]
    if len(nomes) <= _MAIS_NOMES:
        return ", ".join(nomes)
    return f"{', '.join(nomes[: _MAIS_NOMES - 1])} e mais {len(nomes) - _MAIS_NOMES + 1}"


def _dia(instante: datetime) -> str:
    return date_format(timezone.localtime(instante), "l, d/m")
