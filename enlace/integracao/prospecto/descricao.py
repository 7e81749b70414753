"""What the interactive documentation says of the parameters and the body of 8.1 and 8.2."""

from enlace.integracao.openapi import DATA, Json, corpo, opcoes, parametro
from enlace.integracao.prospecto.busca import BUSCAS, MAIS_PROSPECTOS

_TEXTO: Json = {"type": "string"}
_NUMERO: Json = {"type": "integer", "minimum": 0}
_VALOR: Json = {"type": "number", "minimum": 0, "multipleOf": 0.01}


def _campo(esquema: Json, descricao: str) -> Json:
    return {**esquema, "description": descricao}


OFERTA: Json = {
    "parameters": [
        parametro("cep", "CEP do endereço de instalação, com ou sem máscara", _TEXTO, obrigatorio=True, valor="35560000"),
    ]
}
BUSCA: Json = {
    "parameters": [
        parametro(
            "busca",
            "Parte do nome; ou, com `termo_busca`, por onde procurar: "
            f"{', '.join(BUSCAS)}. Os mais novos primeiro, até {MAIS_PROSPECTOS}",
            _TEXTO,
            obrigatorio=True,
            valor="xpto",
        ),
        parametro("termo_busca", "O que procurar: parte do nome, ou o telefone, origem, e-mail ou código inteiro", _TEXTO),
    ]
}
CADASTRO: Json = corpo(
    "25-prospecto-novo",
    {
        "cep": _campo(_TEXTO, "CEP do endereço de instalação"),
        "servico": {
            "type": "object",
            "required": ["id_servico", "valor"],
            "properties": {
                "id_servico": _campo(_NUMERO, "Código do plano (ver `prospecto/create`)"),
                "valor": _campo(_VALOR, "Valor ofertado, em reais por mês"),
            },
        },
        "nome_razaosocial": _campo(_TEXTO, "Nome ou razão social"),
        "cpf_cnpj": _campo(_TEXTO, "CPF ou CNPJ (também com letras), com ou sem máscara"),
        "telefone": _campo(_TEXTO, "Telefone com DDD"),
        "tipo_pessoa": _campo(opcoes(("pf", "pj")), "Pessoa física ou jurídica"),
        "bairro": _campo(_TEXTO, "Bairro da instalação"),
        "endereco": _campo(_TEXTO, "Rua da instalação, com ou sem o tipo de logradouro"),
        "numero": _campo(_TEXTO, "Número da instalação"),
        "email": _campo({"type": "string", "format": "email"}, "E-mail"),
        "observacao": _campo(_TEXTO, "Observações"),
        "complemento": _campo(_TEXTO, "Complemento do endereço"),
        "referencia": _campo(_TEXTO, "Ponto de referência"),
        "latitude": _campo({"type": "number"}, "Latitude, junto com a longitude"),
        "longitude": _campo({"type": "number"}, "Longitude, junto com a latitude"),
        "telefone_secundario": _campo(_TEXTO, "Segundo telefone, com DDD"),
        "rg": _campo(_TEXTO, "RG"),
        "rg_emissor": _campo(_TEXTO, "Órgão emissor do RG"),
        "data_nascimento": _campo(DATA, "Data de nascimento"),
        "id_vendedor": _campo(_NUMERO, "Código do usuário que vende"),
        "id_externo": _campo(_TEXTO, "Código em outro sistema"),
    },
    obrigatorios=(
        "cep", "servico", "nome_razaosocial", "cpf_cnpj", "telefone", "tipo_pessoa", "bairro", "endereco", "numero",
    ),
)  # fmt: skip
