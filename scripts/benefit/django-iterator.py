"""What the fixes of the rule django-iterator gain: time, and the peak of tracemalloc."""
from benefit_django import ORDERS

CASES = [
    dict(
        name="loop over 5,000 rows",
        setup=ORDERS,
        before="for order in Order.objects.all():\n    order.status",
        after="for order in Order.objects.all().iterator():\n    order.status",
    ),
    dict(
        name="loop over 10 rows",
        setup=ORDERS,
        before="for order in Order.objects.filter(pk__lte=10):\n    order.status",
        after="for order in Order.objects.filter(pk__lte=10).iterator():\n    order.status",
    ),
]
