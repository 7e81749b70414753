"""The connections that the documentation shows (4.3 and 4.6). Both are still open, years later: that is what the examples say.

They have no last sign (`acctupdatetime`): their concentrators do not exist, and a session that falls silent is taken for gone.
"""

from enlace.demo.documentacao.servicos import DO_ANTONIO, DO_SILVA
from enlace.demo.instantes import instante
from enlace.radius.models import Sessao

_MEGABYTE = 1_048_576


def carregar_sessoes() -> None:
    """Write the sessions."""
    Sessao.objects.bulk_create(
        [
            Sessao(
                cliente_servico_id=DO_SILVA,
                username="guilhermesilva1068",
                acctsessionid="81200001",
                acctuniqueid="demo-documentacao-4.3",
                # The example's `status_txt` says 10.28.50.20 where its `ultimo_nas_ip` says this.
                nasipaddress="10.28.33.20",
                nasportid="ether8",
                nasporttype="Ethernet",
                acctstarttime=instante("2019-12-15 18:22:24-03"),
                acctinputoctets=612 * _MEGABYTE,
                acctoutputoctets=9120 * _MEGABYTE,
                calledstationid="service1",
                callingstationid="02:00:5E:10:00:01",
                framedipaddress="189.90.210.100",
            ),
            Sessao(
                cliente_servico_id=DO_ANTONIO,
                username="antoniomas",
                acctsessionid="81200002",
                acctuniqueid="demo-documentacao-4.6",
                nasipaddress="172.17.22.132",
                nasportid="ether3",
                nasporttype="Ethernet",
                acctstarttime=instante("2017-09-27 18:14:08-03"),
                acctinputoctets=round(156.12 * _MEGABYTE),
                acctoutputoctets=round(4594.95 * _MEGABYTE),
                calledstationid="service2",
                callingstationid="58:10:8C:4B:FF:AA",
                framedipaddress="10.99.1.152",
            ),
        ]
    )
