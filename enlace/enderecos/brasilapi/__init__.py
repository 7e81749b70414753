"""BrasilAPI (brasilapi.com.br): the address of a CEP."""
