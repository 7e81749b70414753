"use strict";
// What happens to the calls of whoever is signed in, told to every open page (`enlace:noticia` on the document): one stream of events
// for a whole browser, which opens few connections to one server.
//
// The pages choose the one that holds the stream, by a lock that the browser passes on when that page goes away. It tells the others
// the numbers of the calls and nothing else: what a call is, each page asks the server with its own session. Where there is no lock
// (a page that came neither by https nor from this computer) each page holds a stream of its own.

(() => {
  const CANAL = "/painel/ligacoes/";
  const NOME = "enlace-ligacoes";
  const MAIOR_PAUSA = 30000;
  // A page whose clock stood still for so long was asleep, and its stream may be dead without anybody having told it.
  const SONO = 150000;
  // Where the stream, the script of the window and its style are. Ours say it; on the admin's pages it has to be asked for.
  let { eventos = "", roteiro: janela = "", estilo = "" } = document.currentScript ? document.currentScript.dataset : {};

  // ---- news ----------------------------------------------------------------------------------------------------------------------
  const outras = "BroadcastChannel" in window ? new BroadcastChannel(NOME) : null;
  const escolhem = Boolean(outras && navigator.locks);
  const abertas = new Set();
  let lidera = false;

  // ---- the window, fetched when there is something to show in it: a page without calls does not carry it -------------------------
  let desenhista = null;

  function carregar() {
    desenhista ||= new Promise((pronto) => {
      if (!document.querySelector('link[href*="painel/ligacao.css"]')) {
        document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: estilo }));
      }
      const tentar = () => {
        const script = Object.assign(document.createElement("script"), { src: janela, onload: pronto });
        script.onerror = () => {
          script.remove();
          setTimeout(tentar, 3000);
        };
        document.head.append(script);
      };
      tentar();
    });
    return desenhista;
  }

  // What this tab remembers of calls (`ligacao.js`), or a page that is about one.
  function temChamadas() {
    try {
      return Boolean(sessionStorage.getItem(NOME) || document.querySelector(".ligacao-janela"));
    } catch {
      return false;
    }
  }

  function noticiar(noticia) {
    const mostra = noticia.tipo === "ligacao" || (noticia.tipo === "presentes" && noticia.ids.length > 0);
    // Without a window there is nothing that could end, change or be put away.
    if (!mostra && !desenhista) return;
    carregar().then(() => document.dispatchEvent(new CustomEvent("enlace:noticia", { detail: noticia })));
  }

  function contar(noticia) {
    noticiar(noticia);
    if (lidera) outras.postMessage(noticia);
  }

  if (outras) {
    outras.addEventListener("message", ({ data }) => {
      if (data.tipo !== "quem") {
        noticiar(data);
      } else if (lidera) {
        outras.postMessage({ tipo: "presentes", ids: [...abertas] });
        apressar();
      }
    });
    document.addEventListener("enlace:contar", ({ detail }) => outras.postMessage(detail));
  }

  // ---- the stream ----------------------------------------------------------------------------------------------------------------
  let fonte = null;
  let tentativas = 0;
  let pausa = 0;
  let depois = null;
  let relogio = 0;

  function ligar() {
    desligar();
    fonte = new EventSource(eventos, { withCredentials: true });
    fonte.addEventListener("open", () => {
      tentativas = 0;
      abertas.clear();
      contar({ tipo: "religada" });
    });
    fonte.addEventListener("ligacao", (evento) => {
      const id = JSON.parse(evento.data).id_ligacao;
      abertas.add(id);
      contar({ tipo: "ligacao", id });
    });
    fonte.addEventListener("ligacao_encerrada", (evento) => {
      const id = JSON.parse(evento.data);
      abertas.delete(id);
      contar({ tipo: "encerrada", id });
    });
    // A connection that was lost the browser makes again by itself. After a refusal it does not, and does not say which it was.
    fonte.addEventListener("error", (evento) => {
      if (evento.target === fonte && fonte.readyState === EventSource.CLOSED) religar();
    });
    let visto = Date.now();
    relogio = setInterval(() => {
      const dormiu = Date.now() - visto > SONO;
      visto = Date.now();
      if (dormiu) ligar();
    }, 20000);
  }

  function desligar() {
    clearTimeout(pausa);
    clearInterval(relogio);
    pausa = 0;
    if (fonte) fonte.close();
    fonte = null;
  }

  function daquiAPouco(fazer) {
    const espera = Math.min(MAIOR_PAUSA, 1000 * 2 ** tentativas) * (0.5 + Math.random() / 2);
    tentativas = Math.min(tentativas + 1, 10);
    clearTimeout(pausa);
    depois = fazer;
    pausa = setTimeout(depois, espera);
  }

  // Browsers stretch the pauses of pages that nobody looks at; whoever is looked at does not wait for that.
  function apressar() {
    if (!pausa) return;
    clearTimeout(pausa);
    pausa = setTimeout(depois, 0);
  }

  function religar() {
    desligar();
    daquiAPouco(async () => {
      const resposta = await perguntar();
      // Meanwhile another page may have got its turn.
      if (!pausa) return;
      if (resposta === "fora") fora();
      else if (resposta) ligar();
      else religar();
    });
  }

  // Whoever signs in next, on another page, must find the place free.
  function fora() {
    ceder();
    noticiar({ tipo: "fora" });
    try {
      sessionStorage.removeItem(NOME);
    } catch {
      // Nothing was kept then.
    }
  }

  // Where the events are: "fora" when nobody is signed in, nothing when the server does not say.
  async function perguntar() {
    try {
      const resposta = await fetch(CANAL, { redirect: "manual" });
      if (resposta.type === "opaqueredirect") return "fora";
      if (resposta.status !== 200) return "";
      ({ eventos, janela, estilo } = await resposta.json());
      return eventos;
    } catch {
      return "";
    }
  }

  // ---- which page holds the stream -----------------------------------------------------------------------------------------------
  let soltar = null;
  let espera = null;

  function candidatar() {
    if (!escolhem) {
      ligar();
      return;
    }
    if (espera) return;
    espera = new AbortController();
    navigator.locks.request(NOME, { signal: espera.signal }, () => new Promise((fim) => {
      soltar = fim;
      lidera = true;
      ligar();
    })).catch(() => {});
    outras.postMessage({ tipo: "quem" });
  }

  function ceder() {
    if (espera) espera.abort();
    if (soltar) soltar();
    espera = null;
    soltar = null;
    lidera = false;
    desligar();
  }

  async function comecar() {
    if (!("EventSource" in window)) return;
    const resposta = eventos || (await perguntar());
    if (resposta === "fora") {
      fora();
    } else if (resposta) {
      if (temChamadas()) carregar();
      candidatar();
    } else {
      daquiAPouco(comecar);
    }
  }

  // A page that is put to sleep lets another one hold the stream, and catches up when it wakes.
  document.addEventListener("freeze", ceder);
  document.addEventListener("resume", candidatar);
  window.addEventListener("pagehide", ceder);
  window.addEventListener("pageshow", (evento) => { if (evento.persisted) comecar(); });
  window.addEventListener("online", apressar);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    apressar();
    if (outras && !lidera) outras.postMessage({ tipo: "quem" });
  });

  comecar();
})();
