// The map of a day. All it shows stands in the list beside it, from which it is made; without tiles it is a plain ground with a scale.
"use strict";

(() => {
  const lugar = document.getElementById("mapa");
  if (!lugar || !window.L) return;
  // Each AA on white letters.
  const CORES = ["#0369a1", "#b91c1c", "#166534", "#7c2d8f", "#9a3412", "#115e59", "#4338ca", "#854d0e"];
  const mapa = L.map(lugar, { attributionControl: false, maxZoom: 19, zoomControl: false });
  L.control.zoom({ zoomInTitle: "Aproximar", zoomOutTitle: "Afastar" }).addTo(mapa);
  L.control.scale({ imperial: false }).addTo(mapa);
  if (lugar.dataset.ladrilhos) {
    // Servers of tiles ask who uses them; all other pages of ours tell nobody.
    L.tileLayer(lugar.dataset.ladrilhos, { maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" }).addTo(mapa);
  }

  // Markers on the same spot (a building, an example) stand a little beside each other.
  const tomados = new Map();
  function ponto(item) {
    const latitude = Number(item.dataset.latitude);
    const longitude = Number(item.dataset.longitude);
    const chave = `${latitude},${longitude}`;
    const quantos = tomados.get(chave) || 0;
    tomados.set(chave, quantos + 1);
    return L.latLng(latitude, longitude + quantos * 0.0002);
  }

  function janela(item) {
    const conteudo = document.createElement("div");
    for (const parte of item.children) conteudo.append(parte.cloneNode(true));
    return conteudo;
  }

  const itens = [...document.querySelectorAll("[data-rota] > li")];
  mapa.fitBounds(L.latLngBounds(itens.map((item) => [item.dataset.latitude, item.dataset.longitude])).pad(0.15), { maxZoom: 16 });
  document.querySelectorAll("[data-rota]").forEach((rota) => {
    const cor = CORES[Number(rota.dataset.rota) % CORES.length];
    const caminho = [];
    for (const item of rota.children) {
      const onde = ponto(item);
      const nome = item.innerText.replace(/\s+/g, " ").trim();
      const simbolo = document.createElement("span");
      simbolo.textContent = item.dataset.numero;
      simbolo.style.background = cor;
      const icone = L.divIcon({ className: "marco", html: simbolo, iconSize: [30, 30], popupAnchor: [0, -12] });
      const marco = L.marker(onde, { icon: icone, title: nome, keyboard: true }).bindPopup(janela(item)).addTo(mapa);
      marco.getElement().setAttribute("aria-label", nome);
      item.querySelector(".marco").style.background = cor;
      caminho.push(onde);
    }
    if (caminho.length > 1) L.polyline(caminho, { color: cor, weight: 3, opacity: 0.6, dashArray: "6 8", interactive: false }).addTo(mapa);
  });
})();
