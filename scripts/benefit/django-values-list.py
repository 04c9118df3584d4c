"""What the fixes of the rule django-values-list gain: time, and the peak of tracemalloc."""
from benefit_django import ORDERS

CASES = [
    dict(
        name="one column of 5,000 rows",
        setup=ORDERS,
        before="[order.pk for order in Order.objects.all()]",
        after="list(Order.objects.all().values_list('pk', flat=True))",
    ),
    dict(
        name="two columns of 5,000 rows",
        setup=ORDERS,
        before="[(order.pk, order.status) for order in Order.objects.all()]",
        after="list(Order.objects.all().values_list('pk', 'status'))",
    ),
    dict(
        name="one column of 10 rows",
        setup=ORDERS,
        before="[order.pk for order in Order.objects.filter(pk__lte=10)]",
        after="list(Order.objects.filter(pk__lte=10).values_list('pk', flat=True))",
    ),
]
