"""The localities service of the IBGE: the official list of municipalities (servicodados.ibge.gov.br/api/docs/localidades)."""
