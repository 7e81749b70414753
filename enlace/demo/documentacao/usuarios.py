"""The people and the API client of the documentation (2, 3.1, 3.2, 4.2 and 4.11), and the panel's administrator."""

from oauth2_provider.models import AbstractApplication

from enlace.contas.models import ClienteApi, Setor, Usuario
from enlace.demo import credenciais

# Ids 1, 22 and 56 are documented (3.2, 8.1.1), without the names. What is done through the API is signed by user 1 there, and by
# "IP Telecom" in 3.1: so that is the API's user. Who 22 and 56 are is ours.
DA_API = (1, "IP Telecom", credenciais.API_USUARIO)
DO_PAINEL = (2, "Master", credenciais.PAINEL_USUARIO)
EQUIPE = (
    (3, "Suporte", "suporte@enlace.exemplo"),
    (22, "Guilherme Couto", "guilherme.couto@enlace.exemplo"),
    (56, "Bianca Couto", "bianca.couto@enlace.exemplo"),
)
# Extension 111 is documented (7); whose it is, and the others, is ours.
RAMAIS = {2: "111", 3: "112", 22: "122", 56: "156"}
TECNICOS = (22, 56)
SETORES = {"SUPORTE TÉCNICO": (3, 22, 56), "FINANCEIRO": (2,), "COMERCIAL": (2, 3)}


def carregar_usuarios() -> None:
    """Write the users, of whom only the API's and the administrator have a password, and the API client.

    The others are of the panel, so that calls can be notified to their extensions.
    """
    da_api = _usuario(*DA_API)
    da_api.set_password(credenciais.API_SENHA)
    administrador = _usuario(*DO_PAINEL)
    administrador.is_superuser = True
    administrador.set_password(credenciais.PAINEL_SENHA)
    Usuario.objects.bulk_create([da_api, administrador, *(_usuario(*linha) for linha in EQUIPE)])
    for descricao, usuarios in SETORES.items():
        Setor.objects.create(descricao=descricao).usuarios.set(usuarios)
    ClienteApi.objects.create(
        client_id=credenciais.API_CLIENT_ID,
        client_secret=credenciais.API_CLIENT_SECRET,
        name="Exemplos da documentação",
        user=da_api,
        client_type=AbstractApplication.CLIENT_CONFIDENTIAL,
        authorization_grant_type=AbstractApplication.GRANT_PASSWORD,
    )


def _usuario(codigo: int, nome: str, email: str) -> Usuario:
    usuario = Usuario(id_usuario=codigo, nome=nome, email=email, tecnico=codigo in TECNICOS)
    usuario.ramal = RAMAIS.get(codigo)
    usuario.identificador_interno = usuario.ramal and f"{nome.split(maxsplit=1)[0].lower()}{usuario.ramal}"
    usuario.is_staff = codigo in RAMAIS
    usuario.set_unusable_password()
    return usuario
