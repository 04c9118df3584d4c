"""Runs each function of the reports on a database in memory; prints what came of it as JSON."""
import json
import tracemalloc
import warnings

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["shop"], DEFAULT_AUTO_FIELD="django.db.models.AutoField", USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
warnings.simplefilter("ignore")
django.setup()

from django.db import connection, transaction  # noqa: E402  (needs the settings)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from shop import models, pieces, reports  # noqa: E402

ROWS = 1500


def fill():
    with connection.schema_editor() as editor:
        for model in (models.Customer, models.Order, models.Item, models.Log, reports.Payment):
            editor.create_model(model)
    customers = [models.Customer(pk=i, name="name %d" % i, email="%d@shop.test" % i)
                 for i in range(1, 11)]
    models.Customer.objects.bulk_create(customers)
    models.Order.objects.bulk_create(
        models.Order(pk=i, customer_id=i % 10 + 1, status="paid" if i % 3 else "open",
                     total=i * 37 % 1000, note="n" * 100) for i in range(1, ROWS + 1))
    models.Item.objects.bulk_create(
        models.Item(order_id=i % ROWS + 1, title="item %d" % i) for i in range(2 * ROWS))
    reports.Payment.objects.bulk_create(
        reports.Payment(pk=i, number="%06d" % i, amount=i % 7, order_id=i % ROWS + 1)
        for i in range(1, ROWS + 1))


def call(function):
    """What it returns or raises; what it wrote is taken back."""
    try:
        with transaction.atomic():
            result = repr(function())
            transaction.set_rollback(True)
        return result
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


def main():
    fill()
    outcome = {}
    for module in (reports, pieces):
        for key, function in vars(module).items():
            if not key.startswith(("changed_", "kept_", "mended_")):
                continue
            with CaptureQueriesContext(connection) as queries:
                result = call(function)
            tracemalloc.start()
            call(function)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            outcome[key] = {"result": result, "queries": len(queries), "peak": peak}
    print(json.dumps({"version": django.get_version(), "outcome": outcome}))


main()
