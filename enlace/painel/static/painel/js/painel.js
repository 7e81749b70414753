// What every page of the panel does beyond plain HTML: the search box, acts in a window, forms that are sent once.
// All of it is reachable without: links lead to pages, forms are sent, the search box leads to a page of results.
"use strict";

(() => {
  const janela = document.getElementById("janela");
  const conteudo = document.getElementById("janela-conteudo");
  const temJanela = Boolean(window.htmx && janela && janela.showModal);

  // ---- acts: `<a data-janela>` opens its page in the window --------------------------------------------------------------------
  function abrir(endereco) {
    window.htmx.ajax("GET", endereco, { target: "#janela-conteudo", swap: "innerHTML" }).then(() => {
      if (!conteudo.childElementCount) return;
      if (!janela.open) janela.showModal();
      const primeiro = conteudo.querySelector("input:not([type=hidden]), select, textarea, button");
      if (primeiro) primeiro.focus();
    });
  }

  document.addEventListener("click", (evento) => {
    const link = evento.target.closest("a[data-janela]");
    if (link && temJanela && !(evento.ctrlKey || evento.metaKey || evento.shiftKey || evento.button)) {
      evento.preventDefault();
      abrir(link.href);
      return;
    }
    const fechar = evento.target.closest("[data-fechar]");
    if (fechar && janela && janela.open) {
      evento.preventDefault();
      janela.close();
    }
    const imprimir = evento.target.closest("[data-imprimir]");
    if (imprimir) window.print();
    const copiar = evento.target.closest("[data-copiar]");
    if (copiar && navigator.clipboard) {
      navigator.clipboard.writeText(copiar.dataset.copiar).then(() => copiar.classList.add("copiado"));
    }
  });
  if (janela) janela.addEventListener("close", () => conteudo.replaceChildren());

  // An act that is open in the window is answered there; elsewhere it is a plain form. Either way it is sent once.
  document.addEventListener("submit", (evento) => {
    const formulario = evento.target;
    if (formulario.matches("[data-ato]") && temJanela && formulario.closest("#janela")) {
      evento.preventDefault();
      if (formulario.dataset.enviando) return;
      formulario.dataset.enviando = "1";
      const botoes = formulario.querySelectorAll("button");
      botoes.forEach((botao) => { botao.disabled = true; });
      const soltar = () => {
        delete formulario.dataset.enviando;
        botoes.forEach((botao) => { botao.disabled = false; });
      };
      window.htmx.ajax("POST", formulario.action, { source: formulario, target: "#janela-conteudo", swap: "innerHTML" }).then(soltar, soltar);
      return;
    }
    if (formulario.method === "post") {
      if (formulario.dataset.enviando) { evento.preventDefault(); return; }
      formulario.dataset.enviando = "1";
    } else if (formulario.matches("[data-filtros]")) {
      // Empty fields say nothing: leave them out of the address.
      for (const campo of formulario.elements) if (campo.name && !campo.value) campo.disabled = true;
    }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-enviando]").forEach((formulario) => { delete formulario.dataset.enviando; });
    document.querySelectorAll("[data-filtros] :disabled").forEach((campo) => { campo.disabled = false; });
  });
  document.addEventListener("htmx:responseError", (evento) => {
    const avisos = document.getElementById("avisos");
    const aviso = document.createElement("p");
    aviso.className = "aviso ruim";
    aviso.textContent = evento.detail.xhr.status === 403 ? "Você não tem permissão para isto." : "Não foi possível agora. Tente outra vez.";
    if (janela && janela.open) janela.close();
    if (avisos) avisos.replaceChildren(aviso);
  });
  document.addEventListener("htmx:sendError", () => {
    const avisos = document.getElementById("avisos");
    const aviso = document.createElement("p");
    aviso.className = "aviso ruim";
    aviso.textContent = "Sem resposta do servidor. Confira a conexão e tente outra vez.";
    if (avisos) avisos.replaceChildren(aviso);
  });

  // ---- search: `/` goes there, suggestions while one types, arrows choose --------------------------------------------------------
  const campo = document.getElementById("busca");
  const sugestoes = document.getElementById("sugestoes");
  let espera = 0;
  let pedido = null;

  function mostrar(aberto) {
    sugestoes.hidden = !aberto;
    campo.setAttribute("aria-expanded", String(aberto));
  }

  function escolher(passo) {
    const itens = [...sugestoes.querySelectorAll("a")];
    if (!itens.length) return;
    const atual = itens.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const novo = itens[(atual + passo + itens.length) % itens.length];
    if (atual >= 0) itens[atual].removeAttribute("aria-selected");
    novo.setAttribute("aria-selected", "true");
    novo.scrollIntoView({ block: "nearest" });
    campo.setAttribute("aria-activedescendant", novo.id);
  }

  async function sugerir() {
    const termo = campo.value.trim();
    if (pedido) pedido.abort();
    if (termo.length < 2) { mostrar(false); return; }
    pedido = new AbortController();
    try {
      const resposta = await fetch(`${campo.dataset.busca}?q=${encodeURIComponent(termo)}`, { signal: pedido.signal, headers: { "HX-Request": "true" } });
      if (resposta.status !== 200) { mostrar(false); return; }
      sugestoes.innerHTML = await resposta.text();
      campo.removeAttribute("aria-activedescendant");
      mostrar(sugestoes.childElementCount > 0);
    } catch (erro) {
      if (erro.name !== "AbortError") mostrar(false);
    }
  }

  if (campo && sugestoes) {
    campo.addEventListener("input", () => { clearTimeout(espera); espera = setTimeout(sugerir, 180); });
    campo.addEventListener("keydown", (evento) => {
      if (evento.key === "ArrowDown" || evento.key === "ArrowUp") {
        evento.preventDefault();
        escolher(evento.key === "ArrowDown" ? 1 : -1);
      } else if (evento.key === "Enter") {
        const escolhido = sugestoes.querySelector('a[aria-selected="true"]');
        if (escolhido && !sugestoes.hidden) { evento.preventDefault(); escolhido.click(); }
      } else if (evento.key === "Escape") {
        mostrar(false);
      }
    });
    document.addEventListener("click", (evento) => { if (!evento.target.closest(".busca")) mostrar(false); });
  }

  document.addEventListener("keydown", (evento) => {
    const escrevendo = evento.target.closest("input, textarea, select, [contenteditable]");
    if (evento.key === "/" && campo && !escrevendo && !evento.ctrlKey && !evento.metaKey && !evento.altKey) {
      evento.preventDefault();
      campo.focus();
      campo.select();
    }
  });

  // A menu that is open closes by a click beside it or by Esc.
  document.addEventListener("click", (evento) => {
    document.querySelectorAll("header details[open]").forEach((menu) => { if (!menu.contains(evento.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (evento) => {
    if (evento.key === "Escape") document.querySelectorAll("header details[open]").forEach((menu) => { menu.open = false; });
  });
})();
