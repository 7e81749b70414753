"""Known-good boletos of each bank, from elsewhere: our own calculation made none of these figures.

`contrato`: the two boletos in the documentation of the integration API (chapter 4.7, issued at Sicoob).
`BoletoNetCore`, `brcobranca`, `br_boleto`, `openboleto`: the expected figures in the test suites of four generators (C#, Ruby,
Ruby, PHP) that share no code; their accounts are invented. No bank's own manual was at hand to take a line from.
Left out: BoletoNetCore's lines of Itaú, whose test account ends in a digit that Itaú's rule does not give, and what is disputed
(`bancos/itau.py`). Caixa has no line of a beneficiário of 7 digits.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from enlace.financeiro.boleto.titulo import Identificacao, Titulo


class Vetor(NamedTuple):
    """`codigo` and `nosso_numero` are None where the source does not print them."""

    fonte: str
    identificacao: Identificacao
    valor: str
    vencimento: date
    linha: str
    codigo: str | None = None
    nosso_numero: str | None = None

    def __str__(self) -> str:
        return f"{self.fonte} {self.linha}"

    @property
    def titulo(self) -> Titulo:
        return Titulo(identificacao=self.identificacao, valor=Decimal(self.valor), vencimento=self.vencimento)


def _sicoob(nosso_numero: str, *, agencia: str, beneficiario: str) -> Identificacao:
    return Identificacao(banco="756", carteira="1", agencia=agencia, beneficiario=beneficiario, nosso_numero=nosso_numero)


def _bb(nosso_numero: str, *, convenio: str, carteira: str, agencia: str = "", conta: str = "") -> Identificacao:
    return Identificacao(
        banco="001", carteira=carteira, agencia=agencia, conta=conta, beneficiario=convenio, nosso_numero=nosso_numero
    )


def _bradesco(nosso_numero: str, *, carteira: str, agencia: str, conta: str) -> Identificacao:
    return Identificacao(banco="237", carteira=carteira, agencia=agencia, conta=conta, nosso_numero=nosso_numero)


def itau(nosso_numero: str, *, carteira: str, agencia: str = "0810", conta: str = "53678") -> Identificacao:
    return Identificacao(banco="341", carteira=carteira, agencia=agencia, conta=conta, nosso_numero=nosso_numero)


def _santander(nosso_numero: str, *, carteira: str, beneficiario: str) -> Identificacao:
    return Identificacao(banco="033", carteira=carteira, beneficiario=beneficiario, nosso_numero=nosso_numero)


def _caixa(nosso_numero: str, *, carteira: str, beneficiario: str) -> Identificacao:
    return Identificacao(banco="104", carteira=carteira, beneficiario=beneficiario, nosso_numero=nosso_numero)


def _sicredi(nosso_numero: str, *, carteira: str, agencia: str, posto: str, beneficiario: str) -> Identificacao:
    return Identificacao(
        banco="748", carteira=carteira, agencia=agencia, posto=posto, beneficiario=beneficiario, nosso_numero=nosso_numero
    )


VETORES = (
    Vetor(
        "contrato",
        _sicoob("272100", agencia="3166", beneficiario="67261"),
        "10.00",
        date(2017, 11, 9),
        "75691.31662 01006.726101 27210.000017 7 73380000001000",
        "75697733800000010001316601006726102721000001",
        "0272100-0",
    ),
    # Due on 10/07/2018; with fine and interest on 06/04/2020, the day of asking, whose date the code then carries.
    Vetor(
        "contrato",
        _sicoob("274554", agencia="3166", beneficiario="67261"),
        "12.32",
        date(2020, 4, 6),
        "75691.31662 01006.726101 27455.420011 8 82170000001232",
        "75698821700000012321316601006726102745542001",
        "0274554-2",
    ),
    Vetor(
        "BoletoNetCore",
        _sicoob("4", agencia="4277", beneficiario="172278"),
        "300",
        date(2016, 11, 10),
        "75691.42776 01017.227800 00000.400010 1 69740000030000",
        "75691697400000300001427701017227800000040001",
        "0000004-0",
    ),
    Vetor(
        "BoletoNetCore",
        _sicoob("12349", agencia="4277", beneficiario="172278"),
        "4011.24",
        date(2016, 12, 28),
        "75691.42776 01017.227800 01234.920013 7 70220000401124",
        "75697702200004011241427701017227800123492001",
        "0012349-2",
    ),
    Vetor(
        "BoletoNetCore",
        _bb("1", convenio="1234567", carteira="17"),
        "1232.78",
        date(2016, 8, 17),
        "00190.00009 01234.567004 00000.001172 4 68890000123278",
        "00194688900001232780000001234567000000000117",
        "12345670000000001",
    ),
    Vetor(
        "BoletoNetCore",
        _bb("9999999901", convenio="1234567", carteira="11"),
        "791",
        date(2019, 3, 10),
        "00190.00009 01234.567996 99999.901111 8 78240000079100",
        "00198782400000791000000001234567999999990111",
        "12345679999999901",
    ),
    Vetor(
        "brcobranca",
        _bb("7777700168", convenio="1238798", carteira="18"),
        "723.56",
        date(2008, 2, 3),
        "00190.00009 01238.798779 77700.168188 5 37710000072356",
        "00195377100000723560000001238798777770016818",
    ),
    Vetor(
        "brcobranca",
        _bb("1234", convenio="123879", carteira="18", agencia="4042", conta="61900"),
        "135.00",
        date(2008, 2, 1),
        "00191.23876 90123.440423 00061.900189 2 37690000013500",
        "00192376900000135001238790123440420006190018",
    ),
    Vetor(
        "openboleto",
        _bb("1", convenio="123456", carteira="18", agencia="1545", conta="10403005"),
        "10.50",
        date(2013, 1, 1),
        "00191.23454 60000.115455 10403.005183 1 55650000001050",
        nosso_numero="12345600001-7",
    ),
    Vetor(
        "openboleto",
        _bb("1", convenio="1234", carteira="18", agencia="1545", conta="10403005"),
        "10.50",
        date(2013, 1, 1),
        "00191.23405 00000.115451 10403.005183 5 55650000001050",
        nosso_numero="12340000001-1",
    ),
    Vetor(
        "brcobranca",
        _bradesco("75896452", carteira="06", agencia="1172", conta="0403005"),
        "2952.95",
        date(2009, 4, 30),
        "23791.17209 60007.589645 52040.300502 5 42230000295295",
        "23795422300002952951172060007589645204030050",
    ),
    Vetor(
        "brcobranca",
        _bradesco("777700168", carteira="03", agencia="4042", conta="61900"),
        "135.00",
        date(2008, 2, 2),
        "23794.04201 30077.770011 68006.190000 1 37700000013500",
        "23791377000000135004042030077770016800619000",
    ),
    Vetor(
        "BoletoNetCore",
        _bradesco("453", carteira="09", agencia="1234", conta="123456"),
        "141.50",
        date(2016, 9, 1),
        "23791.23405 90000.000043 53012.345608 1 69040000014150",
        "23791690400000141501234090000000045301234560",
        "09/00000000453-P",
    ),
    Vetor(
        "BoletoNetCore",
        _bradesco("456", carteira="19", agencia="1234", conta="123456"),
        "2717.16",
        date(2016, 10, 1),
        "23791.23413 90000.000043 56012.345601 7 69340000271716",
        "23797693400002717161234190000000045601234560",
        "19/00000000456-2",
    ),
    Vetor(
        "brcobranca",
        itau("12345678", carteira="175"),
        "0.00",
        date(2009, 8, 14),
        "34191.75124 34567.840813 05367.890000 1 43290000000000",
        "34191432900000000001751234567840810536789000",
    ),
    Vetor(
        "brcobranca",
        itau("258281", carteira="175"),
        "135.00",
        date(2008, 2, 2),
        "34191.75009 25828.170818 05367.890000 1 37700000013500",
        "34191377000000135001750025828170810536789000",
    ),
    # After the factor began anew.
    Vetor(
        "brcobranca",
        itau("00010152", carteira="109", agencia="1248", conta="02124"),
        "6757.87",
        date(2029, 5, 20),
        "34191.09008 01015.271248 80212.460002 4 25480000675787",
        "34194254800006757871090001015271248021246000",
    ),
    Vetor(
        "brcobranca",
        _santander("90000267", carteira="102", beneficiario="1899775"),
        "25.00",
        date(2011, 10, 9),
        "03399.18997 77500.009004 00267.001022 8 51150000002500",
        "03398511500000025009189977500009000026700102",
    ),
    Vetor(
        "brcobranca",
        _santander("90002720", carteira="102", beneficiario="1899775"),
        "54.00",
        date(2012, 9, 8),
        "03399.18997 77500.009004 02720.701024 9 54500000005400",
        "03399545000000054009189977500009000272070102",
        "000090002720-7",
    ),
    Vetor(
        "BoletoNetCore",
        _santander("456", carteira="101", beneficiario="1234567"),
        "2717.16",
        date(2016, 10, 1),
        "03399.12347 56700.000005 00456.101013 1 69340000271716",
        "03391693400002717169123456700000000045610101",
        "000000000456-1",
    ),
    Vetor(
        "BoletoNetCore",
        _santander("443", carteira="101", beneficiario="1234567"),
        "297.21",
        date(2016, 9, 2),
        "03399.12347 56700.000005 00443.001011 6 69050000029721",
        "03396690500000297219123456700000000044300101",
        "000000000443-0",
    ),
    Vetor(
        "BoletoNetCore",
        _caixa("6", carteira="14", beneficiario="123456"),
        "500",
        date(2017, 1, 5),
        "10491.23456 60000.100044 00000.000646 1 70300000050000",
        "10491703000000500001234560000100040000000064",
        "14000000000000006-5",
    ),
    Vetor(
        "BoletoNetCore",
        _caixa("9", carteira="14", beneficiario="123456"),
        "800",
        date(2017, 3, 31),
        "10491.23456 60000.100044 00000.000992 7 71150000080000",
        "10497711500000800001234560000100040000000099",
        "14000000000000009-0",
    ),
    Vetor(
        "openboleto",
        _caixa("5000000061", carteira="24", beneficiario="433756"),
        "810.94",
        date(2014, 3, 18),
        "10494.33756 65000.200546 00000.006106 8 60060000081094",
        nosso_numero="24000005000000061-2",
    ),
    Vetor(
        "BoletoNetCore",
        _sicredi("19200005", carteira="1", agencia="0156", posto="05", beneficiario="85305"),
        "603.56",
        date(2019, 5, 30),
        "74891.11927 00005.601562 05853.051091 6 79050000060356",
        "74896790500000603561119200005601560585305109",
        "19/200005-6",
    ),
    Vetor(
        "BoletoNetCore",
        _sicredi("19200003", carteira="1", agencia="0156", posto="05", beneficiario="85305"),
        "400",
        date(2018, 1, 17),
        "74891.11927 00003.001567 05853.051018 4 74070000040000",
        "74894740700000400001119200003001560585305101",
        "19/200003-0",
    ),
    Vetor(
        "br_boleto",
        _sicredi("16210010", carteira="1", agencia="3069", posto="66", beneficiario="89755"),
        "93015.78",
        date(2020, 2, 17),
        "74891.11620 10010.830692 66897.551041 8 81680009301578",
        "74898816800093015781116210010830696689755104",
    ),
    Vetor(
        "brcobranca",
        _sicredi("12213871", carteira="3", agencia="1234", posto="18", beneficiario="12345"),
        "2952.95",
        date(2012, 1, 24),
        "74893.11220 13871.512342 18123.451009 1 52220000295295",
        nosso_numero="12/213871-5",
    ),
)
