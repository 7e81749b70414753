"""The people and the API client of the documentation (2, 3.1, 3.2, 4.2 and 4.11), and the panel's administrator."""

from django.contrib.auth.models import Group
from oauth2_provider.models import AbstractApplication

from enlace.contas.models import ClienteApi, Setor, Usuario
from enlace.contas.papeis import ATENDENTE, FINANCEIRO, GERENTE, TECNICO
from enlace.demo import credenciais

# Ids 1, 22 and 56 are documented (3.2, 8.1.1), without the names. What is done through the API is signed by user 1 there, and by
# "IP Telecom" in 3.1: so that is the API's user. Who 22 and 56 are is ours.
DA_API = (1, "IP Telecom", credenciais.API_USUARIO)
DO_PAINEL = (2, "Master", credenciais.PAINEL_USUARIO)
EQUIPE = (
    (3, "Suporte", "suporte@enlace.exemplo"),
    (4, "Finanças", "financeiro@enlace.exemplo"),
    (5, "Gerência", "gerente@enlace.exemplo"),
    (22, "Guilherme Couto", "guilherme.couto@enlace.exemplo"),
    (56, "Bianca Couto", "bianca.couto@enlace.exemplo"),
)
# Extension 111 is documented (7); whose it is, and the others, is ours.
RAMAIS = {2: "111", 3: "112", 4: "114", 5: "115", 22: "122", 56: "156"}
PAPEIS = {3: ATENDENTE, 4: FINANCEIRO, 5: GERENTE, 22: TECNICO, 56: TECNICO}
TECNICOS = (22, 56)
SETORES = {"SUPORTE TÉCNICO": (3, 22, 56), "FINANCEIRO": (2, 4), "COMERCIAL": (2, 3)}


def carregar_usuarios() -> None:
    """Write the users and the API client. The team's have the administrator's password and a role each."""
    da_api = _usuario(*DA_API)
    da_api.set_password(credenciais.API_SENHA)
    administrador = _usuario(*DO_PAINEL)
    administrador.is_superuser = True
    Usuario.objects.bulk_create([da_api, administrador, *(_usuario(*linha) for linha in EQUIPE)])
    grupos = {grupo.name: grupo for grupo in Group.objects.all()}
    for codigo, papel in PAPEIS.items():
        Usuario.objects.get(pk=codigo).groups.add(grupos[papel.nome])
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
    if usuario.is_staff:
        usuario.set_password(credenciais.PAINEL_SENHA)
    return usuario
