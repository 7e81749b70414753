"""The service that an act is about, and the frame of an act: whose it is, what is to be known, what stands against it."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from enlace.painel.acesso import em_parte, volta
from enlace.painel.atos import Ato, Texto
from enlace.servicos.models import ClienteServico


def obter(id_cliente_servico: int) -> ClienteServico:
    """The service with what every act shows of it; 404 without one."""
    return get_object_or_404(ClienteServico.objects.select_related("cliente", "plano", "status"), pk=id_cliente_servico)


def de_volta(request: HttpRequest, servico: ClienteServico) -> str:
    """The page that asked for the act; else the service's own."""
    return volta(request, reverse("painel:servicos:servico", args=[servico.pk]))


def sobre(servico: ClienteServico, ato: Ato, *, pontos: Iterable[Texto] = (), avisos: Iterable[Texto] = ()) -> Ato:
    """The act with the service that it is about: `pontos` are facts and rules in a list, `avisos` what to think of before."""
    contexto = {"servico": servico, "pontos": list(pontos), "avisos": list(avisos), **ato.contexto}
    modelo = "painel/servicos/ato.html" if ato.modelo == "painel/ato.html" else ato.modelo
    return replace(ato, modelo=modelo, contexto=contexto)


def impedido(request: HttpRequest, servico: ClienteServico, titulo: Texto, motivo: Texto) -> HttpResponse:
    """The act's page when the rule says no beforehand: why, and nothing to press."""
    contexto = {
        "titulo": titulo,
        "motivo": motivo,
        "servico": servico,
        "volta": de_volta(request, servico),
        "moldura": "painel/janela.html" if em_parte(request) else "painel/base.html",
    }
    return render(request, "painel/servicos/impedido.html", contexto)
