"""The panel's own pages of the administration, where Django looks for them; they stand in `administracao/`."""

from enlace.painel.administracao.avisos import AvisoDebitoAdmin
from enlace.painel.administracao.desbloqueio import RegraDesbloqueioAdmin
from enlace.painel.administracao.faturas import CobrancaAdmin, FaturaAdmin, PagamentoAdmin
from enlace.painel.administracao.provedor import ProvedorAdmin

__all__ = ["AvisoDebitoAdmin", "CobrancaAdmin", "FaturaAdmin", "PagamentoAdmin", "ProvedorAdmin", "RegraDesbloqueioAdmin"]
