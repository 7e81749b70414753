// Suggestions for what is chosen out of a large table: `<input data-sugestoes="interfaces" list="opcoes-interfaces">` asks
// `/painel/servicos/interfaces/?q=` while one types. Without JavaScript the code in parentheses is typed.
"use strict";

(() => {
  let espera = 0;
  document.addEventListener("input", (evento) => {
    const campo = evento.target.closest("input[data-sugestoes]");
    if (!campo || /\(\d+\)$/.test(campo.value)) return;
    clearTimeout(espera);
    espera = setTimeout(async () => {
      const resposta = await fetch(`/painel/servicos/${campo.dataset.sugestoes}/?q=${encodeURIComponent(campo.value)}`);
      if (resposta.ok && !resposta.redirected) document.getElementById(campo.getAttribute("list")).innerHTML = await resposta.text();
    }, 200);
  });
})();
