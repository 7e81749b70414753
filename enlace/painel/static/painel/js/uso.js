// Draws the traffic of each day from the table that stands on the page, which says the same to who has no JavaScript.
"use strict";

(() => {
  const lugar = document.getElementById("grafico-de-uso");
  const linhas = document.querySelectorAll("#uso-por-dia tbody tr");
  if (!lugar || !linhas.length || !window.uPlot) return;

  const ALTURA = 220;
  const GIGA = 1e9;
  const numero = new Intl.NumberFormat("pt-BR", { maximumFractionDigits: 2 });
  // Noon: no change of summer time moves it to another day.
  const instante = (dia) => new Date(`${dia}T12:00:00`).getTime() / 1000;
  const dados = [[], [], []];
  for (const linha of linhas) {
    dados[0].push(instante(linha.dataset.dia));
    dados[1].push(Number(linha.dataset.recebido) / GIGA);
    dados[2].push(Number(linha.dataset.enviado) / GIGA);
  }
  const emGiga = (_grafico, valor) => (valor === null || valor === undefined ? "—" : `${numero.format(valor)} GB`);
  const dia = (segundos) => new Date(segundos * 1000).toLocaleDateString("pt-BR", { day: "2-digit", month: "2-digit" });
  const barras = (lado) => window.uPlot.paths.bars({ size: [0.42, 24], align: lado });

  const grafico = new window.uPlot(
    {
      width: lugar.clientWidth,
      height: ALTURA,
      cursor: { drag: { x: false, y: false } },
      scales: { x: { range: (_grafico, menor, maior) => [menor - 43200, maior + 43200] }, y: { range: (_grafico, _menor, maior) => [0, maior > 0 ? maior * 1.05 : 1] } },
      axes: [
        { values: (_grafico, marcas) => marcas.map(dia), grid: { show: false } },
        { values: (_grafico, marcas) => marcas.map((marca) => `${numero.format(marca)} GB`), size: 72 },
      ],
      series: [
        { label: "Dia", value: (_grafico, valor) => (valor ? dia(valor) : "—") },
        { label: "Download", value: emGiga, fill: "#0369a1", stroke: "#0369a1", width: 0, paths: barras(-1), points: { show: false } },
        { label: "Upload", value: emGiga, fill: "#b45309", stroke: "#b45309", width: 0, paths: barras(1), points: { show: false } },
      ],
    },
    dados,
    lugar,
  );
  new ResizeObserver(() => { if (lugar.clientWidth) grafico.setSize({ width: lugar.clientWidth, height: ALTURA }); }).observe(lugar);
})();
