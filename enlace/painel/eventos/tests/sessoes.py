"""Sessions of the panel in the real tables, and the ways in which they end."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client

from enlace.contas.models import Usuario
from enlace.core.datas import agora

# For tests without a transaction, so that the other process sees what they write; these tables are emptied afterwards.
TABELAS = ["enlace.contas", "enlace.pbx", "enlace.clientes", "enlace.auditoria", "django.contrib.sessions"]

Cookies = dict[str, str]


def navegador_de(usuario: Usuario) -> Client:
    navegador = Client()
    navegador.force_login(usuario)
    return navegador


def cookies(navegador: Client) -> Cookies:
    return {"sessionid": navegador.cookies["sessionid"].value}


def sessao_de(usuario: Usuario) -> Cookies:
    return cookies(navegador_de(usuario))


def fim_por_saida(_usuario: Usuario, navegador: Client) -> None:
    navegador.logout()


def desativar(usuario: Usuario, _navegador: Client) -> None:
    Usuario.objects.filter(pk=usuario.pk).update(is_active=False)


def tirar_do_painel(usuario: Usuario, _navegador: Client) -> None:
    Usuario.objects.filter(pk=usuario.pk).update(is_staff=False)


def trocar_senha(usuario: Usuario, _navegador: Client) -> None:
    Usuario.objects.filter(pk=usuario.pk).update(password="outra")


def vencer(_usuario: Usuario, _navegador: Client) -> None:
    Session.objects.update(expire_date=agora() - timedelta(seconds=1))


FINS = [fim_por_saida, desativar, tirar_do_painel, trocar_senha, vencer]
