"""ViaCEP (viacep.com.br): the address of a CEP."""
