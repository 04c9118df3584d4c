"""What Django does by itself only from 4.1 on."""
from shop.models import Order


def mended_pieces():
    counts = []
    for order in Order.objects.prefetch_related("items").iterator():
        counts.append(len(order.items.all()))
    return counts


def kept_taken_back():
    counts = 0
    for order in Order.objects.prefetch_related("items").prefetch_related(None).iterator():
        counts += order.total
    return counts
