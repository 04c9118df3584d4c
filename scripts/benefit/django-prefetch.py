"""What the fixes of the rule django-prefetch gain: time, and the peak of tracemalloc."""
from benefit_django import setup

SETUP = setup("""
    class Order(models.Model):
        class Meta:
            app_label = "contenttypes"
    class Item(models.Model):
        order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
        class Meta:
            app_label = "contenttypes"
    """, ["Order", "Item"], """
    Order.objects.bulk_create(Order(pk=i) for i in range(1, 4001))
    Item.objects.bulk_create(Item(order_id=i % 4000 + 1) for i in range(20000))
    """, label="contenttypes", apps=["django.contrib.contenttypes"])
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
