"""What the fixes of the rule django-values-list gain: time, and the peak of tracemalloc.

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
        name="one column of 5,000 rows",
        setup=SETUP,
        before="[order.pk for order in Order.objects.all()]",
        after="list(Order.objects.all().values_list('pk', flat=True))",
    ),
    dict(
        name="two columns of 5,000 rows",
        setup=SETUP,
        before="[(order.pk, order.status) for order in Order.objects.all()]",
        after="list(Order.objects.all().values_list('pk', 'status'))",
    ),
    dict(
        name="one column of 10 rows",
        setup=SETUP,
        before="[order.pk for order in Order.objects.filter(pk__lte=10)]",
        after="list(Order.objects.filter(pk__lte=10).values_list('pk', flat=True))",
    ),
]
