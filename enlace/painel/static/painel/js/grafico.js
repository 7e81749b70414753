// Charts: each `data-grafico` holds the values of one line at equal steps of time; uPlot draws them. A null is a gap.
"use strict";

(() => {
  const ALTURA = 220;

  function desenhar(lugar) {
    const dados = JSON.parse(lugar.dataset.grafico);
    const instantes = dados.valores.map((_valor, n) => dados.inicio + n * dados.passo);
    const noFuso = (segundos) => window.uPlot.tzDate(new Date(segundos * 1000), dados.fuso);
    const horas = (data) => `${String(data.getHours()).padStart(2, "0")}:${String(data.getMinutes()).padStart(2, "0")}`;
    const inteiro = (valor) => (valor === null ? "—" : valor.toLocaleString("pt-BR"));
    const grafico = new window.uPlot({
      width: lugar.clientWidth,
      height: ALTURA,
      tzDate: noFuso,
      legend: { live: true },
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: (_u, _menor, maior) => [0, Math.max(1, maior * 1.1)] } },
      axes: [
        { stroke: "#4b5563", grid: { stroke: "#e5e7eb" }, values: (_u, marcas) => marcas.map((marca) => horas(noFuso(marca))) },
        { stroke: "#4b5563", grid: { stroke: "#e5e7eb" }, size: 64, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6], values: (_u, marcas) => marcas.map(inteiro) },
      ],
      series: [
        { label: "Hora", value: (_u, segundos) => (segundos === null ? "—" : horas(noFuso(segundos))) },
        { label: dados.nome, stroke: "#0369a1", width: 2, fill: "rgb(3 105 161 / .12)", points: { show: false }, value: (_u, valor) => inteiro(valor) },
      ],
    }, [instantes, dados.valores], lugar);
    new ResizeObserver(() => grafico.setSize({ width: lugar.clientWidth, height: ALTURA })).observe(lugar);
  }

  if (window.uPlot) document.querySelectorAll("[data-grafico]").forEach(desenhar);
})();
