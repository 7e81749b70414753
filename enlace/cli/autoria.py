"""Who the audit names for what is done at the command line: the door alone, for nobody signs in there."""

from typing import Final

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor

AUTOR: Final = Autor(porta=Registro.Porta.CLI, id_usuario=None)
