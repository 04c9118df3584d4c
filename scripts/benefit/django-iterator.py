"""What the fixes of the rule django-iterator gain: time, and the peak of tracemalloc.

Django must be there: `./dev benefit` takes the one that the tests run with."""
SETUP = """
from django.conf import settings
if not settings.configured:
    import django
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
                                              "NAME": ":memory:"}})
    django.setup()
    from django.db import connection, models
    class Order(models.Model):
        status = models.CharField(max_length=10)
        note = models.TextField()
        class Meta:
            app_label = "shop"
    with connection.schema_editor() as editor:
        editor.create_model(Order)
    Order.objects.bulk_create(Order(status="paid", note="n" * 100) for _ in range(5000))
from django.apps import apps
Order = apps.all_models["shop"]["order"]
"""
CASES = [
    dict(
        name="loop over 5,000 rows",
        setup=SETUP,
        before="for order in Order.objects.all():\n    order.status",
        after="for order in Order.objects.all().iterator():\n    order.status",
    ),
    dict(
        name="loop over 10 rows",
        setup=SETUP,
        before="for order in Order.objects.filter(pk__lte=10):\n    order.status",
        after="for order in Order.objects.filter(pk__lte=10).iterator():\n    order.status",
    ),
]
