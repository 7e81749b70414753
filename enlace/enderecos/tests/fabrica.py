"""Fixed, readable addresses for the tests of places."""

from enlace.enderecos.models import Bairro, Cidade, Endereco


def um_endereco(**mudancas: object) -> Endereco:
    cidade, _ = Cidade.objects.get_or_create(ibge="3122306", defaults={"nome": "Divinópolis", "estado_id": "MG"})
    bairro, _ = Bairro.objects.get_or_create(cidade=cidade, nome="CENTRO")
    campos: dict[str, object] = {"logradouro": "RUA", "endereco": "GOIÁS", "numero": "86", "bairro": bairro, "cep": "35500001"}
    return Endereco.objects.create(**{**campos, **mudancas})
