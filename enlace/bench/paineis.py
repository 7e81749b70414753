"""What open panels cost everybody else: calls of the API with and without two hundred streams of events, in turns.

Each panel is of a person of its own, who has an extension. Meanwhile the exchange notifies ten calls a minute, each to one of them,
whose page asks for the call's window, as `js/ligacao.js` does.
"""

import http.client
import itertools
import json
import random
import re
import selectors
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import Final, Self

import psutil

from enlace.bench.carga_http import Medida, bombear, pedido_get
from enlace.bench.comparacao import CONEXOES, Alvo
from enlace.bench.dados import Pessoa
from enlace.bench.painel import cookie_de
from enlace.contas.models import Usuario
from enlace.painel.eventos.endereco import CAMINHO

PAINEIS: Final = 200
ENTRE_LIGACOES: Final = 6.0
_RODADAS: Final = 5
_SEGUNDOS: Final = 12.0
# Streams that have just been opened are not what is asked about: heartbeats come every fifteen seconds, and sessions are looked at
# from the fifteenth second on (`painel/eventos/aplicacao.py`).
_ASSENTAR: Final = 20.0
_SEMENTE: Final = 23
_PRAZO: Final = 60
_PRIMEIRO_RAMAL: Final = 7000
_PBX: Final = "/api/v1/integracao/pbx/ligacao"
_ABERTO: Final = b"retry:"
_LIGACAO: Final = re.compile(rb"event: ligacao\nid: ([0-9]+)\n")

Endereco = tuple[str, int]


@dataclass(frozen=True)
class Eventos:
    """The process of events: where it listens, and its number."""

    endereco: Endereco
    pid: int

    def segundos_de_processador(self) -> float:
        """What it and its children have used so far."""
        comando = psutil.Process(self.pid)
        tempos = [processo.cpu_times() for processo in (comando, *comando.children(recursive=True))]
        return sum(tempo.user + tempo.system for tempo in tempos)


def medir(alvo: Alvo, eventos: Eventos) -> Iterator[str]:
    """The lines of the report. The load is one thread's; what the panels and the exchange do here is little."""
    cookies = _entrar_todos()
    pedidos = _pedidos(alvo)
    sem, com, mostradas, ocupado = Medida(), Medida(), 0, 0.0
    razoes = []
    for _ in range(_RODADAS):
        um = _uma_rodada(alvo, pedidos)
        with Paineis(alvo, eventos.endereco, cookies) as paineis, Central(alvo):
            time.sleep(_ASSENTAR)
            antes = eventos.segundos_de_processador()
            outro = _uma_rodada(alvo, pedidos)
            ocupado += eventos.segundos_de_processador() - antes
        mostradas += paineis.mostradas
        razoes.append(outro.por_segundo / um.por_segundo)
        sem, com = _juntar(sem, um), _juntar(com, outro)
    yield f"| cliente por código, {_RODADAS} rodadas alternadas de {_SEGUNDOS:.0f} s | chamadas/s | p50 ms | p99 ms |"
    yield "|---|---:|---:|---:|"
    yield _linha("sem painéis abertos", sem)
    yield _linha(f"com {PAINEIS} painéis abertos e {60 / ENTRE_LIGACOES:.0f} ligações por minuto", com)
    yield f"| razão (mediana das rodadas; de {min(razoes):.2f} a {max(razoes):.2f}) | {median(razoes):.2f} | | |"
    yield ""
    yield f"Ligações mostradas: {mostradas}. O processo dos eventos ocupou {100 * ocupado / com.segundos:.1f} % de um núcleo."


@dataclass
class _Fluxo:
    """One open stream, and what it has told so far that is not taken yet."""

    soquete: socket.socket
    cookie: str
    recebido: bytes = b""
    aberto: bool = False

    def receber(self) -> list[int]:
        """Take what arrived; the calls that it tells of."""
        pedaco = self.soquete.recv(1 << 16)
        if not pedaco:
            raise ConnectionError("um painel foi desligado")
        *inteiros, self.recebido = (self.recebido + pedaco).split(b"\n\n")
        self.aberto = self.aberto or any(_ABERTO in parte for parte in inteiros)
        return [int(achada[1]) for parte in inteiros if (achada := _LIGACAO.search(parte))]


class Paineis:
    """Open panels: a stream each, and the window of each call that one is told of."""

    def __init__(self, alvo: Alvo, eventos: Endereco, cookies: Sequence[str]) -> None:
        self.mostradas = 0
        self._alvo = alvo
        self._fluxos = [_abrir(eventos, cookie) for cookie in cookies]
        self._todos_abertos, self._fim = threading.Event(), threading.Event()
        self._linha = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        """Return when each has been told that it is open."""
        self._lendo = self._linha.submit(self._ler)
        if not self._todos_abertos.wait(_PRAZO):
            raise TimeoutError("nem todos os painéis abriram")
        return self

    def __exit__(self, *_: object) -> None:
        """Close all; what failed meanwhile is raised."""
        self._fim.set()
        self._linha.shutdown()
        for fluxo in self._fluxos:
            fluxo.soquete.close()
        self._lendo.result()

    def _ler(self) -> None:
        with selectors.DefaultSelector() as seletor:
            for fluxo in self._fluxos:
                seletor.register(fluxo.soquete, selectors.EVENT_READ, fluxo)
            while not self._fim.is_set():
                for chave, _ in seletor.select(0.2):
                    for id_ligacao in chave.data.receber():
                        self._mostrar(id_ligacao, chave.data.cookie)
                if not self._todos_abertos.is_set() and all(fluxo.aberto for fluxo in self._fluxos):
                    self._todos_abertos.set()

    def _mostrar(self, id_ligacao: int, cookie: str) -> None:
        cabecalhos = {"Cookie": cookie, "HX-Request": "true"}
        _pedir(self._alvo.endereco, "GET", f"/painel/ligacoes/{id_ligacao}/", cabecalhos)
        self.mostradas += 1


class Central:
    """An exchange that notifies a call to somebody, again and again."""

    def __init__(self, alvo: Alvo) -> None:
        self._alvo = alvo
        self._chamados: list[int] = []
        self._fim = threading.Event()
        self._linha = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        """Begin."""
        self._tocando = self._linha.submit(self._tocar)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and take the calls back, so that the next panels are not told of them; what failed meanwhile is raised."""
        self._fim.set()
        self._linha.shutdown()
        self._tocando.result()
        for ramal in self._chamados:
            self._dizer("cancelar", ramal=ramal)

    def _tocar(self) -> None:
        sorteio = random.Random()
        while not self._fim.wait(ENTRE_LIGACOES):
            ramal = _PRIMEIRO_RAMAL + sorteio.randrange(PAINEIS)
            self._chamados.append(ramal)
            self._dizer("notificar", ramal=ramal, telefone=Pessoa(sorteio.randint(1, self._alvo.clientes)).telefone)

    def _dizer(self, que: str, **chamada: object) -> None:
        cabecalhos = {"Authorization": f"Bearer {self._alvo.token}", "Content-Type": "application/json"}
        _pedir(self._alvo.endereco, "POST", f"{_PBX}/{que}", cabecalhos, json.dumps(chamada))


def _abrir(eventos: Endereco, cookie: str) -> _Fluxo:
    soquete = socket.create_connection(eventos, timeout=_PRAZO)
    soquete.sendall(f"GET {CAMINHO} HTTP/1.1\r\nHost: {eventos[0]}\r\nCookie: {cookie}\r\n\r\n".encode())
    return _Fluxo(soquete, cookie)


def _pedir(endereco: Endereco, metodo: str, caminho: str, cabecalhos: dict[str, str], corpo: str | None = None) -> None:
    conexao = http.client.HTTPConnection(*endereco, timeout=_PRAZO)
    conexao.request(metodo, caminho, body=corpo, headers=cabecalhos)
    resposta = conexao.getresponse()
    resposta.read()
    conexao.close()
    if resposta.status != http.client.OK:
        raise ConnectionError(f"{caminho}: {resposta.status}")


def _uma_rodada(alvo: Alvo, pedidos: Iterator[bytes]) -> Medida:
    bombear(alvo.endereco, pedidos, conexoes=CONEXOES, segundos=1)
    return bombear(alvo.endereco, pedidos, conexoes=CONEXOES, segundos=_SEGUNDOS)


def _juntar(uma: Medida, outra: Medida) -> Medida:
    return Medida(uma.latencias + outra.latencias, uma.segundos + outra.segundos)


def _linha(nome: str, medida: Medida) -> str:
    return f"| {nome} | {medida.por_segundo:.0f} | {medida.quantil(0.5):.1f} | {medida.quantil(0.99):.1f} |"


def _pedidos(alvo: Alvo) -> Iterator[bytes]:
    sorteio = random.Random(_SEMENTE)
    caminho = "/api/v1/integracao/cliente?busca=codigo_cliente&termo_busca="
    return (pedido_get(f"{caminho}{sorteio.randint(1, alvo.clientes)}", alvo.token) for _ in itertools.count())


def _entrar_todos() -> list[str]:
    """The cookies of as many people as there are panels, each with an extension."""
    emails = {f"painel{numero}@enlace.invalid": str(_PRIMEIRO_RAMAL + numero) for numero in range(PAINEIS)}
    pessoas = [
        Usuario(nome="Medição", email=email, ramal=ramal, is_staff=True, is_superuser=True) for email, ramal in emails.items()
    ]
    for pessoa in pessoas:
        pessoa.set_unusable_password()
    Usuario.objects.bulk_create(pessoas, ignore_conflicts=True)
    return [cookie_de(pessoa) for pessoa in Usuario.objects.filter(email__in=emails)]
