"""What the fixes of the rule django-prefetch gain: time, and the peak of tracemalloc.

Django must be there: `./dev benefit` takes the one that the tests run with."""
SETUP = """
from django.conf import settings
if not settings.configured:
    import django
    settings.configure(INSTALLED_APPS=["django.contrib.contenttypes"],
                       DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
                                              "NAME": ":memory:"}})
    django.setup()
    from django.db import connection, models
    class Order(models.Model):
        class Meta:
            app_label = "contenttypes"
    class Item(models.Model):
        order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
        class Meta:
            app_label = "contenttypes"
    with connection.schema_editor() as editor:
        editor.create_model(Order)
        editor.create_model(Item)
    Order.objects.bulk_create(Order(pk=i) for i in range(1, 4001))
    Item.objects.bulk_create(Item(order_id=i % 4000 + 1) for i in range(20000))
from django.apps import apps
Order = apps.all_models["contenttypes"]["order"]
"""
CASES = [
    dict(
        name="4,000 rows with 5 related objects each, in pieces of 2,000",
        setup=SETUP,
        before="for order in Order.objects.prefetch_related('items'):\n    order.items.all()",
        after="for order in Order.objects.prefetch_related('items').iterator(chunk_size=2000):\n"
              "    order.items.all()",
    ),
    dict(
        name="the same in pieces of 200",
        setup=SETUP,
        before="for order in Order.objects.prefetch_related('items'):\n    order.items.all()",
        after="for order in Order.objects.prefetch_related('items').iterator(chunk_size=200):\n"
              "    order.items.all()",
    ),
]
