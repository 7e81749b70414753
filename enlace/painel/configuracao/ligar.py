"""Switching somebody or something off, or on again: what is done is what the page offered."""

from django import forms

from enlace.painel.formularios import Formulario


class LigarOuDesligar(Formulario):
    """Carries what the page offered: sent twice, or after somebody else's, it must not do the opposite."""

    ligar = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def liga(self) -> bool:
        """Whether it is to be switched on, as it was sent or as the page offers it now."""
        return bool(self.fields["ligar"].to_python(self["ligar"].value()))
