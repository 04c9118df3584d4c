"""Functions whose names say what pyheap makes of them: `changed_..`, or `kept_..`."""
from django.db import models
from django.db.models import Count

from shop.models import Item, Log, Order


class Payment(models.Model):
    number = models.CharField(max_length=20)
    amount = models.IntegerField()
    receipt = models.FileField(null=True)
    order = models.ForeignKey(Order, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"
        ordering = ["pk"]

    @property
    def doubled(self):
        return self.amount * 2


def changed_loop():
    total = 0
    for order in Order.objects.filter(status="paid").order_by("total", "pk"):
        total = (total * 31 + order.total) % 1000003
    return total


def changed_local(only_paid=True):
    orders = Order.objects.select_related("customer")
    if only_paid:
        orders = orders.filter(status="paid")
    longest = 0
    for order in orders:
        longest = max(longest, len(order.customer.name))
    return longest


def changed_other_table():
    count = 0
    for order in Order.objects.filter(total__lt=300):
        Log.objects.create(text="order %d" % order.pk)
        count += 1
    return count, Log.objects.count()


def kept_same_table():
    rounds = 0
    for order in Order.objects.filter(status="paid", total__lt=100):
        Order.objects.create(customer_id=order.customer_id, status="paid", total=1, note="")
        rounds += 1
    return rounds


def kept_read_twice():
    orders = Order.objects.filter(status="paid")
    total = 0
    for order in orders:
        total += order.total
    return total, len(orders), len([order.pk for order in orders])


def kept_prefetched():
    counts = []
    for order in Order.objects.prefetch_related("items")[:1000]:
        counts.append(len(order.items.all()))
    return counts


def kept_first_ones():
    names = []
    for order in Order.objects.select_related("customer")[:5]:
        names.append(order.customer.name)
    return names


def changed_keys():
    return [order.pk for order in Order.objects.filter(status="paid")]


def changed_numbers():
    return [payment.number for payment in Payment.objects.all()]


def changed_set():
    return sorted({payment.order_id for payment in Payment.objects.all()})


def changed_sum():
    return sum(payment.amount for payment in Payment.objects.all())


def changed_text():
    return ",".join(payment.number for payment in Payment.objects.order_by("-pk"))


def changed_pairs():
    return [(payment.number, payment.amount) for payment in Payment.objects.all()]


def changed_table():
    return {payment.pk: payment.number for payment in Payment.objects.all()}


def changed_annotated():
    return [order.many for order in Order.objects.annotate(many=Count("items"))]


def kept_distinct():
    return [payment.amount for payment in Payment.objects.distinct()]


def kept_property():
    return [payment.doubled for payment in Payment.objects.all()]


def kept_relation():
    return [payment.order.pk for payment in Payment.objects.select_related("order")]


def kept_file():
    return [payment.receipt.name for payment in Payment.objects.all()]


def kept_foreign_objects():
    return sorted({str(item.order.status) for item in Item.objects.select_related("order")})
