// Fills an address by its CEP while one types; without it the button "Buscar CEP" does the same by sending the form.
//
// For any form: load this file, and put round the fields of one address
//   <div data-cep="{% url 'painel:vendas:cep' %}">
// In it the inputs carry data-cep-campo="cep|endereco|bairro|cidade|numero" (only "cep" must be there), an element with
// data-cep-aviso says what came of it, and a button with data-cep-buscar asks again. `painel/vendas/endereco.html` has all of that.
// What the CEP says replaces what stands in its fields; the rest is left to the person. Then the event "cep:preenchido" bubbles.
"use strict";

(() => {
  const OITO = /^\d{8}$/;
  const pedidos = new WeakMap();

  const campo = (bloco, nome) => bloco.querySelector(`[data-cep-campo="${nome}"]`);

  async function perguntar(bloco, cep) {
    pedidos.get(bloco)?.abort();
    const pedido = new AbortController();
    pedidos.set(bloco, pedido);
    const aviso = bloco.querySelector("[data-cep-aviso]");
    const dizer = (texto) => { if (aviso) aviso.textContent = texto; };
    dizer("Procurando o CEP…");
    try {
      const resposta = await fetch(`${bloco.dataset.cep}?cep=${cep}`, { signal: pedido.signal, headers: { "HX-Request": "true" } });
      if (resposta.status !== 200) { dizer("Não foi possível consultar o CEP agora. Digite o endereço."); return; }
      preencher(bloco, await resposta.json(), dizer);
    } catch (erro) {
      if (erro.name !== "AbortError") dizer("Não foi possível consultar o CEP agora. Digite o endereço.");
    }
  }

  function preencher(bloco, lugar, dizer) {
    dizer(lugar.aviso);
    for (const nome of ["endereco", "bairro", "cidade"]) {
      const entrada = campo(bloco, nome);
      if (entrada && lugar[nome]) entrada.value = lugar[nome];
    }
    if (lugar.cidade) (lugar.endereco ? campo(bloco, "numero") : campo(bloco, "endereco"))?.focus();
    bloco.dispatchEvent(new CustomEvent("cep:preenchido", { bubbles: true }));
  }

  document.addEventListener("input", (evento) => {
    const entrada = evento.target.closest('[data-cep-campo="cep"]');
    const bloco = entrada?.closest("[data-cep]");
    const cep = entrada ? entrada.value.replace(/\D/g, "") : "";
    if (!bloco || !OITO.test(cep) || bloco.dataset.cepPerguntado === cep) return;
    bloco.dataset.cepPerguntado = cep;
    perguntar(bloco, cep);
  });

  document.addEventListener("click", (evento) => {
    const bloco = evento.target.closest("[data-cep-buscar]")?.closest("[data-cep]");
    const cep = bloco ? campo(bloco, "cep").value.replace(/\D/g, "") : "";
    if (!bloco || !OITO.test(cep)) return;
    evento.preventDefault();
    perguntar(bloco, cep);
  });
})();
