"""Makes the database of DATABASE_URL ready for a measurement and prints an API client of it, as JSON.

A process of its own for each database, since Django is set up for one.
"""

import json

import django


def main() -> None:
    """Migrate and print."""
    django.setup()
    from enlace.cli import preparo  # noqa: PLC0415 - after Django's set-up
    from enlace.cli.medicao import cliente_api  # noqa: PLC0415

    preparo.preparar(silencio=True)
    print(json.dumps(cliente_api()))


if __name__ == "__main__":
    main()
