"""OpenCEP (opencep.com): the address of a CEP."""
