"""Django for the measurements of its rules: a database in memory, with one model or more.

Django must be there: `./dev benefit` takes the one that the tests run with."""
import textwrap

SETUP = """
from django.conf import settings
if not settings.configured:
    import django
    settings.configure(INSTALLED_APPS={apps!r},
                       DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3",
                                              "NAME": ":memory:"}}}})
    django.setup()
    from django.db import connection, models
{models}
    with connection.schema_editor() as editor:
        for model in ({names},):
            editor.create_model(model)
{rows}
from django.apps import apps
Order = apps.all_models[{label!r}]["order"]
"""


def setup(models, names, rows, label="shop", apps=()):
    """The setup of a case that uses the model Order: `models` defines the models called `names`,
    with `label` for their app, and `rows` fills their tables."""
    def indented(code):
        return textwrap.indent(textwrap.dedent(code).strip("\n"), "    ")
    return SETUP.format(models=indented(models), names=", ".join(names), rows=indented(rows),
                        label=label, apps=list(apps))


ORDERS = setup("""
    class Order(models.Model):
        status = models.CharField(max_length=10)
        note = models.TextField()
        class Meta:
            app_label = "shop"
    """, ["Order"], """
    Order.objects.bulk_create(Order(status="paid", note="n" * 100) for _ in range(5000))
    """)
