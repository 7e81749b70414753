"""Where the pictures of the map of orders come from."""

from django.db import migrations, models

from enlace.configuracao.mapas import conferir_ladrilhos


class Migration(migrations.Migration):
    dependencies = [("configuracao", "0005_regra_desbloqueio")]

    operations = [
        migrations.AddField(
            model_name="provedor",
            name="mapa_creditos",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="O que o servidor de mapas pede que seja dito, como © colaboradores do OpenStreetMap.",
                max_length=200,
                verbose_name="créditos do mapa",
            ),
        ),
        migrations.AddField(
            model_name="provedor",
            name="mapa_ladrilhos",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text=(
                    "Endereço do servidor de mapas, com {z}, {x} e {y}, como https://mapas.exemplo.com.br/{z}/{x}/{y}.png. "
                    "Ele fica sabendo que regiões são vistas. Em branco: o mapa do dia mostra os lugares sobre um fundo liso."
                ),
                max_length=300,
                validators=[conferir_ladrilhos],
                verbose_name="imagens do mapa",
            ),
        ),
    ]
