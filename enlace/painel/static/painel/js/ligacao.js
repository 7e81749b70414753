"use strict";
// The window of a call, on whichever page is open, ours or the admin's. The server draws what is in it; `eventos.js` says when to ask.

(() => {
  const CAMINHO = "/painel/ligacoes/";
  const MEMORIA = "enlace-ligacoes";
  // Many exchanges do not say when a call that was answered ends: a window with which nobody did anything goes by itself.
  const ESQUECIDA = 30 * 60000;
  const SINAL = "☎ ";
  const EM_PARTE = { "HX-Request": "true" };

  // ---- what this tab remembers from page to page: which calls it shows, what was being written -----------------------------------
  function lembranca() {
    try {
      return { chamadas: {}, minimizada: false, ...JSON.parse(sessionStorage.getItem(MEMORIA) || "{}") };
    } catch {
      return { chamadas: {}, minimizada: false };
    }
  }
  const memoria = lembranca();
  function guardar() {
    try {
      if (Object.keys(memoria.chamadas).length) sessionStorage.setItem(MEMORIA, JSON.stringify(memoria));
      else sessionStorage.removeItem(MEMORIA);
    } catch {
      // Without storage the window is as good as its page.
    }
  }

  // ---- the window ----------------------------------------------------------------------------------------------------------------
  const pedidos = new Map();
  const marcados = new Map();
  const desenhadas = new Map();
  const pendentes = new Set();
  let janela = null;
  let lista = null;
  let canto = null;
  let pilula = null;
  let voz = null;
  let deOnde = null;

  function elemento(nome, classe, atributos = {}) {
    const novo = document.createElement(nome);
    novo.className = classe;
    for (const [atributo, valor] of Object.entries(atributos)) novo.setAttribute(atributo, valor);
    return novo;
  }

  function montar() {
    if (janela) return;
    voz = elemento("div", "ligacao-voz", { "aria-live": "polite" });
    janela = elemento("section", "ligacao-janela ligacao-flutua", {
      role: "dialog", "aria-modal": "false", "aria-label": "Ligações", "aria-keyshortcuts": "Alt+L", tabindex: "-1", hidden: "",
    });
    const barra = elemento("div", "ligacao-barra");
    const nome = elemento("span", "ligacao-apagado");
    nome.textContent = "Ligações (Alt+L)";
    const minimizar = elemento("button", "ligacao-botao", { type: "button" });
    minimizar.textContent = "Minimizar";
    minimizar.addEventListener("click", recolher);
    barra.append(nome, minimizar);
    lista = elemento("div", "ligacao-pilha");
    janela.append(barra, lista);
    canto = elemento("div", "ligacao-janela ligacao-canto", { hidden: "" });
    pilula = elemento("button", "ligacao-botao ligacao-primario", { type: "button", "aria-keyshortcuts": "Alt+L" });
    pilula.addEventListener("click", irParaJanela);
    canto.append(pilula);
    hospedar();
    new MutationObserver(hospedar).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["open"] });
    janela.addEventListener("submit", enviar);
    janela.addEventListener("input", anotar);
    janela.addEventListener("keydown", (evento) => {
      if (evento.key !== "Escape") return;
      evento.stopPropagation();
      // Of an act's window that is open below.
      evento.preventDefault();
      recolher();
    });
  }

  // While an act is open in its modal window nothing outside of that can be reached: the calls move in, and out again.
  function hospedar() {
    const lugar = document.querySelector("dialog:modal") || document.body;
    if (janela.parentElement === lugar) return;
    const foco = janela.contains(document.activeElement) ? document.activeElement : null;
    lugar.append(voz, janela, canto);
    if (foco) foco.focus();
  }

  function arrumar() {
    if (!janela) return;
    const quantas = lista.childElementCount;
    janela.hidden = !quantas || memoria.minimizada;
    canto.hidden = !quantas || !memoria.minimizada;
    pilula.textContent = quantas === 1 ? "1 ligação" : `${quantas} ligações`;
    if (!quantas) memoria.minimizada = false;
    guardar();
  }

  function recolher() {
    const voltar = janela.contains(document.activeElement);
    memoria.minimizada = true;
    arrumar();
    if (voltar) (deOnde && deOnde.isConnected ? deOnde : pilula).focus();
  }

  function irParaJanela() {
    if (!janela || !lista.childElementCount) return;
    if (janela.contains(document.activeElement) && deOnde && deOnde.isConnected) {
      deOnde.focus();
      return;
    }
    deOnde = document.activeElement;
    memoria.minimizada = false;
    arrumar();
    (lista.querySelector("details.ligacao > summary") || janela).focus();
  }

  document.addEventListener("keydown", (evento) => {
    if (!evento.altKey || evento.ctrlKey || evento.metaKey || evento.code !== "KeyL") return;
    if (!janela || !lista.childElementCount) return;
    evento.preventDefault();
    irParaJanela();
  });

  function cartao(id) {
    return lista && lista.querySelector(`details.ligacao[data-ligacao="${id}"]`);
  }

  function tirar(id) {
    clearTimeout(marcados.get(id));
    numerar(id);
    delete memoria.chamadas[id];
    guardar();
    const atual = cartao(id);
    if (atual) {
      const voltar = atual.contains(document.activeElement);
      atual.remove();
      if (voltar) (deOnde && deOnde.isConnected ? deOnde : document.body).focus();
    }
    arrumar();
  }

  function rascunho(id) {
    const chamada = memoria.chamadas[id];
    return chamada ? chamada.rascunho : {};
  }

  // Somebody works with it: what ended by itself must not take that away.
  function emUso(id) {
    const atual = cartao(id);
    const chamada = memoria.chamadas[id];
    return Boolean(chamada && (chamada.fica || Object.keys(chamada.rascunho).length)) || Boolean(atual && atual.contains(document.activeElement));
  }

  // ---- asking the server ---------------------------------------------------------------------------------------------------------
  function mostrar(id, { nova = false } = {}) {
    // Its own page shows it already.
    if (document.querySelector(`main details.ligacao[data-ligacao="${id}"]`)) return;
    if (document.hidden) {
      pendentes.add(id);
      if (nova && !memoria.chamadas[id] && !document.title.startsWith(SINAL)) document.title = SINAL + document.title;
      return;
    }
    // Of several reasons at once to ask, one is enough.
    clearTimeout(marcados.get(id));
    marcados.set(id, setTimeout(buscar, 30, id));
  }

  // Of two answers about one call the one that was asked for last counts.
  function numerar(id) {
    pedidos.set(id, (pedidos.get(id) || 0) + 1);
    return pedidos.get(id);
  }

  async function buscar(id, falhas = 0) {
    const vez = numerar(id);
    let status = 0;
    let html = "";
    try {
      const resposta = await fetch(`${CAMINHO}${id}/`, { headers: EM_PARTE, redirect: "manual" });
      status = resposta.status;
      html = await resposta.text();
    } catch {
      status = 0;
    }
    if (pedidos.get(id) !== vez) return;
    if (status === 200) desenhar(id, html);
    else if (status === 404) tirar(id);
    // Out of reach, or in trouble: the telephone rings all the same.
    else if ((status === 0 || status >= 500) && falhas < 5) marcados.set(id, setTimeout(buscar, 1000 * 2 ** falhas, id, falhas + 1));
  }

  function desenhar(id, html) {
    const molde = document.createElement("template");
    molde.innerHTML = html;
    const novo = molde.content.querySelector("details.ligacao");
    if (!novo) return;
    montar();
    const atual = cartao(id);
    const conhecida = memoria.chamadas[id];
    if (conhecida) conhecida.fica = novo.dataset.fica !== undefined;
    const passou = novo.dataset.terminou !== undefined || (conhecida && !atual && esquecida(id));
    if (passou && !emUso(id)) {
      tirar(id);
      return;
    }
    // The same again is left alone: somebody may be about to press a button of it.
    const como = semTempo(novo);
    if (atual && desenhadas.get(id) === como) return;
    desenhadas.set(id, como);
    if (!conhecida) chegar(id, novo);
    // What was written stands in the ticket now.
    if (novo.querySelector("[data-ligacao-protocolo]")) memoria.chamadas[id].rascunho = {};
    preencher(id, novo);
    if (atual) trocar(atual, novo);
    else lista.prepend(novo);
    arrumar();
  }

  // What a call looks like, but for what differs each time that it is asked for.
  function semTempo(novo) {
    const copia = novo.cloneNode(true);
    copia.querySelectorAll("time, [name=csrfmiddlewaretoken]").forEach((parte) => parte.remove());
    return copia.outerHTML;
  }

  function esquecida(id) {
    return Date.now() - memoria.chamadas[id].desde > ESQUECIDA;
  }

  function mostradas() {
    return Object.keys(memoria.chamadas).map(Number);
  }

  function chegar(id, novo) {
    mostradas().filter((outra) => esquecida(outra) && !emUso(outra)).forEach(tirar);
    const ocupada = mostradas().some(emUso);
    memoria.chamadas[id] = { rascunho: {}, desde: Date.now(), fica: novo.dataset.fica !== undefined };
    memoria.minimizada = false;
    // The one in hand stays open before the person's eyes; otherwise the newest is.
    if (ocupada) novo.open = false;
    else lista.querySelectorAll("details.ligacao").forEach((outra) => { outra.open = false; });
    const dito = [".ligacao-nome", ".ligacao-numero"].map((parte) => novo.querySelector(parte).textContent).join(", ");
    voz.textContent = `Ligação: ${dito}. Alt+L para ir à janela.`;
  }

  function preencher(id, novo) {
    for (const [nome, valor] of Object.entries(rascunho(id))) {
      const campo = novo.querySelector(`[name="${CSS.escape(nome)}"]`);
      if (campo) campo.value = valor;
    }
  }

  function trocar(atual, novo) {
    const foco = atual.contains(document.activeElement) ? document.activeElement : null;
    novo.open = atual.open;
    const abertos = [...atual.querySelectorAll("details")].map((parte) => parte.open);
    const achados = atual.querySelector(".ligacao-achados");
    const procurando = foco && foco.name === "q";
    novo.querySelectorAll("details").forEach((parte, lugar) => { if (procurando && abertos[lugar]) parte.open = true; });
    if (procurando && achados && novo.querySelector(".ligacao-achados")) novo.querySelector(".ligacao-achados").replaceWith(achados);
    const selecao = foco && "selectionStart" in foco ? [foco.selectionStart, foco.selectionEnd] : null;
    atual.replaceWith(novo);
    if (!foco) return;
    const mesmo = (foco.name && novo.querySelector(`[name="${CSS.escape(foco.name)}"]`)) || novo.querySelector("[data-ligacao-protocolo]");
    (mesmo || novo.querySelector("summary")).focus();
    if (mesmo && selecao && mesmo.setSelectionRange) mesmo.setSelectionRange(...selecao);
  }

  // ---- what the person does ------------------------------------------------------------------------------------------------------
  function idDe(no) {
    return Number(no.closest("details.ligacao").dataset.ligacao);
  }

  function anotar(evento) {
    const campo = evento.target;
    const id = idDe(campo);
    if (!campo.name || !memoria.chamadas[id]) return;
    if (campo.name === "q") {
      clearTimeout(campo.espera);
      campo.espera = setTimeout(() => procurar(campo.form), 250);
      return;
    }
    memoria.chamadas[id].rascunho[campo.name] = campo.value;
    guardar();
  }

  async function procurar(formulario) {
    const onde = formulario.parentElement.querySelector(".ligacao-achados");
    const termo = formulario.elements.q.value.trim();
    if (termo.length < 2) {
      onde.replaceChildren();
      return;
    }
    try {
      const resposta = await fetch(`${formulario.action}?q=${encodeURIComponent(termo)}`, { headers: EM_PARTE, redirect: "manual" });
      if (resposta.status === 200 && formulario.elements.q.value.trim() === termo) onde.innerHTML = await resposta.text();
    } catch {
      recado(idDe(formulario), "Sem resposta do servidor. Confira a conexão e tente outra vez.");
    }
  }

  function recado(id, texto) {
    const atual = cartao(id);
    if (!atual) return;
    const corpo = atual.querySelector(".ligacao-corpo");
    corpo.querySelectorAll("[data-ligacao-recado]").forEach((antigo) => antigo.remove());
    const novo = elemento("p", "ligacao-recusa", { role: "alert", "data-ligacao-recado": "" });
    novo.textContent = texto;
    corpo.prepend(novo);
  }

  async function enviar(evento) {
    const formulario = evento.target;
    // No other script of the page has a say in these.
    evento.stopPropagation();
    evento.preventDefault();
    if (formulario.matches("[data-ligacao-procura]")) {
      procurar(formulario);
      return;
    }
    if (formulario.dataset.enviando !== undefined) return;
    formulario.dataset.enviando = "";
    const id = idDe(formulario);
    const dados = new FormData(formulario);
    const botao = evento.submitter;
    if (botao && botao.name) dados.append(botao.name, botao.value);
    try {
      const resposta = await fetch(formulario.action, { method: "POST", body: dados, headers: EM_PARTE, redirect: "manual" });
      await responder(id, resposta, { fim: formulario.matches("[data-ligacao-fim]") });
    } catch {
      recado(id, "Sem resposta do servidor. Confira a conexão e tente outra vez.");
    }
    delete formulario.dataset.enviando;
  }

  async function responder(id, resposta, { fim }) {
    const destino = resposta.headers.get("HX-Redirect");
    if (destino) window.location.assign(destino);
    else if (fim && (resposta.status === 204 || resposta.status === 404)) guardada(id);
    else if (resposta.status === 204) await buscar(id);
    else if (resposta.status === 422) responderRecusa(id, await resposta.text());
    else if (resposta.status === 404) tirar(id);
    else if (resposta.status === 403) recado(id, "Não foi possível: recarregue a página, ou peça permissão para isto.");
    else recado(id, "Não foi possível agora. Tente outra vez.");
  }

  function responderRecusa(id, html) {
    numerar(id);
    desenhar(id, html);
  }

  document.addEventListener("click", (evento) => {
    const copiar = evento.target.closest("[data-ligacao-copiar]");
    if (!copiar) return;
    const dito = () => { copiar.textContent = "Copiado"; };
    if (navigator.clipboard) navigator.clipboard.writeText(copiar.dataset.ligacaoCopiar).then(dito, () => {});
    else window.getSelection().selectAllChildren(copiar.closest(".ligacao-protocolo").querySelector("[data-ligacao-protocolo]"));
  });

  // ---- news ----------------------------------------------------------------------------------------------------------------------
  function terminar(id) {
    pendentes.delete(id);
    if (!memoria.chamadas[id]) return;
    if (emUso(id)) mostrar(id);
    else tirar(id);
  }

  // Put away here: on the other pages, too.
  function guardada(id) {
    tirar(id);
    document.dispatchEvent(new CustomEvent("enlace:contar", { detail: { tipo: "guardada", id } }));
  }

  document.addEventListener("enlace:noticia", ({ detail: { tipo, id, ids } }) => {
    if (tipo === "ligacao") mostrar(id, { nova: true });
    else if (tipo === "encerrada") terminar(id);
    else if (tipo === "guardada") tirar(id);
    else if (tipo === "presentes") ids.filter((um) => !memoria.chamadas[um]).forEach((um) => mostrar(um));
    // After a while without news whatever is shown may have changed.
    else if (tipo === "religada") mostradas().forEach((um) => mostrar(um));
    // Signed out: what was written about a customer is for nobody else who sits down here.
    else if (tipo === "fora") mostradas().forEach(tirar);
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (document.title.startsWith(SINAL)) document.title = document.title.slice(SINAL.length);
    const ids = [...pendentes];
    pendentes.clear();
    ids.forEach((id) => mostrar(id));
  });

  mostradas().forEach((id) => mostrar(id));
})();
