"""The published credentials of the demonstration: the documentation's own for the API, and one for the panel.

They bypass the password rules on purpose, exist only in a database marked `Provedor.demonstracao`, and that one is served on
loopback only.
"""

API_CLIENT_ID = "3"
API_CLIENT_SECRET = "ONe7Ns48Y30tB"  # noqa: S105 - printed in the documentation, section 2
API_USUARIO = "teste@teste.com"
API_SENHA = "1234"
PAINEL_USUARIO = "admin@enlace.exemplo"
PAINEL_SENHA = "enlace"
# The concentrator is this computer (127.0.0.1); the login is the documentation's.
RADIUS_SEGREDO = "segredo-da-demonstracao"
RADIUS_LOGIN = "hubsoft"
RADIUS_SENHA = "123"
