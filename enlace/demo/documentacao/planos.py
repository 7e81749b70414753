"""Plans and packages (documentation 3.1, 4.1 to 4.3, 4.6, 4.11 and 8.1.3)."""

from decimal import Decimal

from enlace.planos.models import Pacote, Plano, Tecnologia

# (id_servico, nome, tecnologia, valor, download kbit/s, upload kbit/s). Example 8.1.3 shows all of these as (INATIVO),
# and no others: they are the whole of what is enabled for prospects.
FORA_DE_VENDA = (
    (1, "5MB-WIRELESS", "WIRELESS", "300", 7000, 2000),
    (1251, "AOM - CNPJ - 02MB", "FIBRA", "69.9", 2048, 1024),
    (1260, "2MB_WIRELESS", "WIRELESS", "59.9", 2000, 800),
    (1272, "20MB-TESTE1", "FIBRA", "100", 20000, 10000),
    (1275, "30 MB FIBRA PLUS", "FIBRA", "49.9", 2000, 640),
    (1292, "100GB-FIBRA-CLONADO", "FIBRA", "100", 150000, 35000),
    (1301, "5MB CONECTA 2", "FIBRA", "89.9", 5192, 5192),
    (1303, "100-FIBRA-CLONE-TEST", "FIBRA", "100", 150000, 35000),
    (1308, "PLANO 10 MBPS + IP FIXO", "FIBRA", "129.9", 10240, 2048),
    (1318, "PLANO 10 MBPS RAP10 E FIXO EM DOBRO", "FIBRA", "129.9", 20480, 4096),
    (1319, "PLANO 25 MBPS RAP10 E FIXO EM DOBRO", "FIBRA", "169.9", 51200, 10240),
    (1324, "COMBO 50 MB FIXO E 1 CAMERA RAP10", "FIBRA", "274.9", 51200, 10240),
    (1330, "COMBO 10 MB EM DOBRO FIXO E 3 CAMERAS RAP10", "FIBRA", "254.9", 20480, 4096),
    (1384, "100MB-FIBRA + PACOTE", "FIBRA", "100", 150000, 35000),
    (1394, "100MB + HBO", "FIBRA", "100", 150000, 35000),
    (1402, "200 GB", "FIBRA", "80", 150000, 35000),
    (1410, "100GB-FIBRA-XPTO", "FIBRA", "80", 150000, 35000),
    (1417, "100GB-FIBRA-CLONE-imprimir-carne", "FIBRA", "80", 150000, 35000),
)

CEM_GB, NEXT, WIRELES_TESTE = 1101, 1102, 1103
# The last three ids and all these speeds are ours: the examples show only name and price.
A_VENDA = (
    (100, "4M", "WIRELESS", "119.9", 4000, 1000),
    (1023, "24M", "FIBRA", "119.9", 24576, 12288),
    (CEM_GB, "100GB-DE-TESTE-", "FIBRA", "100", 100000, 50000),
    (NEXT, "NEXT-NV_1MBPS", "FIBRA", "69.9", 1000, 500),
    (WIRELES_TESTE, "5MB-WIRELLES-TESTE", "WIRELESS", "199.9", 5000, 1000),
)

# Each: id_pacote, código, descrição, valor.
PACOTES = ((1, "meu_codigo_personalizado_1", "IP FIXO", "20"), (2, "meu_codigo_personalizado_2", "TV", "20"))


def carregar_planos() -> None:
    """Write the catalogue."""
    tecnologias = {nome: Tecnologia.objects.create(nome=nome) for nome in ("WIRELESS", "FIBRA")}
    linhas = [(linha, False) for linha in FORA_DE_VENDA] + [(linha, True) for linha in A_VENDA]
    Plano.objects.bulk_create(
        Plano(
            id_servico=codigo,
            nome=nome,
            tecnologia=tecnologias[tecnologia],
            valor=Decimal(valor),
            velocidade_download=download,
            velocidade_upload=upload,
            ativo=ativo,
            disponivel_prospecto=not ativo,
            nome_radius=f"HUBSOFT-SERVICE-{codigo}",
        )
        for (codigo, nome, tecnologia, valor, download, upload), ativo in linhas
    )
    Pacote.objects.bulk_create(
        Pacote(id_pacote=codigo, codigo=do_provedor, descricao=descricao, valor=Decimal(valor))
        for codigo, do_provedor, descricao, valor in PACOTES
    )
