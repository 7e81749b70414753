"""A real NAS to ask for disconnections and changes: a FreeRADIUS with a `coa` server, on loopback, configured here alone."""

import socket
import subprocess
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.freeradius import PACIENCIA, PRONTO, Instalacao, exigir, ouvir

_CONFIGURACAO = """
prefix = /usr
raddbdir = "{pasta}"
logdir = "{pasta}"
run_dir = "{pasta}"
name = nas
pidfile = "{pasta}/nas.pid"
max_request_time = 10
# So long a retransmission gets the answer that was given to the first packet.
cleanup_delay = 2
proxy_requests = no
hostname_lookups = no
log {{
  destination = stdout
}}
security {{
  status_server = no
}}
thread pool {{
  start_servers = 1
  max_servers = 2
  min_spare_servers = 1
  max_spare_servers = 1
  max_requests_per_server = 0
}}
client servidor {{
  ipaddr = 127.0.0.1
  secret = "{segredo}"
}}
modules {{
  always ok {{
    rcode = ok
  }}
  always reject {{
    rcode = reject
  }}
  always handled {{
    rcode = handled
  }}
}}
policy {{
  do_not_respond {{
    update control {{
      &Response-Packet-Type := Do-Not-Respond
    }}
    handled
  }}
}}
server coa {{
  listen {{
    type = coa
    ipaddr = 127.0.0.1
    port = {porta}
    virtual_server = coa
  }}
  recv-coa {{
{regras}
  }}
  send-coa {{
    ok
  }}
}}
"""


@contextmanager
def nas_freeradius(
    pasta: Path,
    *,
    segredo: str = "segredo-do-nas",
    aceita: Collection[tuple[str, str]] = (),
    mudos: Collection[str] = (),
    recusa: Mapping[str, int] | None = None,
    velocidades: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """A NAS that runs in the block; give its port on 127.0.0.1. `pasta` is an empty folder of the test's.

    It accepts the sessions (login, Acct-Session-Id) of `aceita`, is silent about the logins of `mudos`, refuses those of `recusa`
    with their Error-Cause, and knows no other session (503). Of a login in `velocidades` a change is accepted only with that
    Mikrotik-Rate-Limit, else refused with 407. Logins are plain text: quotes and backslashes are not escaped here.
    """
    programa = Instalacao().programa
    exigir(programa)
    regras = _regras(aceita=aceita, mudos=mudos, recusa=recusa or {}, velocidades=velocidades or {})
    porta = _porta_livre()
    (pasta / "radiusd.conf").write_text(_CONFIGURACAO.format(pasta=pasta, segredo=segredo, porta=porta, regras=regras))
    # FreeRADIUS refuses to read what others may write.
    (pasta / "radiusd.conf").chmod(0o600)
    comando = [programa, "-f", "-l", "stdout", "-d", str(pasta)]
    with subprocess.Popen(comando, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as processo:
        dito: list[str] = []
        decidido = threading.Event()
        leitor = threading.Thread(target=ouvir, args=(processo, dito, decidido))
        leitor.start()
        try:
            if not decidido.wait(PACIENCIA) or PRONTO not in "".join(dito):
                pytest.fail("FreeRADIUS does not start:\n" + "".join(dito))
            yield porta
        finally:
            processo.kill()
            leitor.join()


def _regras(
    *, aceita: Collection[tuple[str, str]], mudos: Collection[str], recusa: Mapping[str, int], velocidades: Mapping[str, str]
) -> str:
    """Each rule ends the section, so that the first that fits counts."""
    regras = [_se(f'&User-Name == "{login}"', "do_not_respond") for login in sorted(mudos)]
    regras += [_se(f'&User-Name == "{login}"', _recusar(causa)) for login, causa in recusa.items()]
    regras += [
        _se(f'&Packet-Type == CoA-Request && &User-Name == "{login}" && &Mikrotik-Rate-Limit != "{velocidade}"', _recusar(407))
        for login, velocidade in velocidades.items()
    ]
    regras += [
        _se(f'&User-Name == "{login}" && &Acct-Session-Id == "{sessao}"', "ok\n      return") for login, sessao in sorted(aceita)
    ]
    return "\n".join([*regras, f"    {_recusar(503)}"])


def _se(condicao: str, entao: str) -> str:
    return f"    if ({condicao}) {{\n      {entao}\n    }}"


def _recusar(causa: int) -> str:
    return f"update reply {{\n        &Error-Cause := {causa}\n      }}\n      reject"


def _porta_livre() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as soquete:
        soquete.bind(("127.0.0.1", 0))
        return int(soquete.getsockname()[1])
