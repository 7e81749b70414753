"""Who listens, and the handing out of what happened to each of them."""

import asyncio
from typing import Final

from enlace.core.datas import agora
from enlace.painel.eventos import leitor as perguntas
from enlace.painel.eventos import mensagens
from enlace.painel.eventos.acesso import Ouvinte
from enlace.painel.eventos.leitor import Leitor
from enlace.pbx.ligacao import VALIDADE
from enlace.pbx.models import Ligacao

FLUXOS_POR_USUARIO: Final = 20
FLUXOS_POR_PROCESSO: Final = 1000
_MAIOR_FILA: Final = 200


class SemLugar(Exception):  # noqa: N818 - not a failure: try again later
    """No more streams can be held."""


class UsuarioSemLugar(SemLugar):
    """This user has as many pages open as one may have."""


class Fluxo:
    """One open stream: what waits to be sent to it, and whether it is to end."""

    def __init__(self, ouvinte: Ouvinte) -> None:
        self.ouvinte = ouvinte
        self.fim = asyncio.Event()
        self._fila: asyncio.Queue[bytes] = asyncio.Queue(_MAIOR_FILA)

    def entregar(self, ligacao: Ligacao) -> None:
        """Put the state of a call in line; a reader that lets the line fill up is left, and may come again."""
        try:
            self._fila.put_nowait(mensagens.da_ligacao(ligacao, ve_clientes=self.ouvinte.ve_clientes))
        except asyncio.QueueFull:
            self.fim.set()

    async def proxima(self) -> bytes:
        """The next message, as soon as there is one."""
        return await self._fila.get()


class Difusao:
    """The streams of a process by user.

    Whoever reads the database for a stream does it in turn (`_vez`) and hands over what was read before the next one reads: so a
    stream never hears an older state of a call after a newer one.
    """

    def __init__(self) -> None:
        # One question at a time, and behind nobody else's: a thousand pages that come at once do not hold up a call.
        self._leitor = Leitor(linhas=1)
        self._fluxos: dict[int, set[Fluxo]] = {}
        self._total = 0
        self._vez = asyncio.Lock()
        self._encerrada = False

    def entrar(self, ouvinte: Ouvinte) -> Fluxo:
        """A new stream, to which is handed out from now on until it leaves (`sair`). Raises UsuarioSemLugar or SemLugar."""
        do_usuario = self._fluxos.get(ouvinte.id_usuario, set())
        if len(do_usuario) >= FLUXOS_POR_USUARIO:
            raise UsuarioSemLugar
        if self._encerrada or self._total >= FLUXOS_POR_PROCESSO:
            raise SemLugar
        fluxo = Fluxo(ouvinte)
        self._fluxos[ouvinte.id_usuario] = do_usuario | {fluxo}
        self._total += 1
        return fluxo

    def sair(self, fluxo: Fluxo) -> None:
        """Hand out to this stream no more."""
        restantes = self._fluxos.pop(fluxo.ouvinte.id_usuario) - {fluxo}
        if restantes:
            self._fluxos[fluxo.ouvinte.id_usuario] = restantes
        self._total -= 1

    async def situar(self, *fluxos: Fluxo) -> None:
        """Tell streams of one user where their calls stand: open ones, and those closed while nobody may have listened."""
        async with self._vez:
            id_usuario = fluxos[0].ouvinte.id_usuario
            ligacoes = await self._leitor.perguntar(perguntas.movidas_desde, agora() - VALIDADE, id_usuario=id_usuario)
            for fluxo in fluxos:
                for ligacao in ligacoes:
                    fluxo.entregar(ligacao)

    async def situar_todos(self) -> None:
        """The same for everybody who listens; one question a user."""
        for fluxos in list(self._fluxos.values()):
            await self.situar(*fluxos)

    async def avisar(self, *, id_usuario: int, id_ligacao: int) -> None:
        """Tell a user's streams what became of a call; one question a call, none when nobody of theirs listens here."""
        if id_usuario not in self._fluxos:
            return
        async with self._vez:
            ligacao = await self._leitor.perguntar(perguntas.ligacao, id_ligacao)
            # The notice is believed only as far as that something happened: the row says to whom.
            if ligacao is not None:
                for fluxo in self._fluxos.get(ligacao.usuario_id, ()):
                    fluxo.entregar(ligacao)

    def fechar(self) -> None:
        """Let go of the database."""
        self._leitor.fechar()

    def encerrar(self) -> None:
        """End every stream, and let no more in."""
        self._encerrada = True
        self.soltar()

    def soltar(self) -> None:
        """End every stream; their pages come again, and are told the state then."""
        for fluxos in self._fluxos.values():
            for fluxo in fluxos:
                fluxo.fim.set()
