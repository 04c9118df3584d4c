"""The tables of a small shop."""
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=40)
    email = models.EmailField()

    class Meta:
        app_label = "shop"

    @property
    def greeting(self):
        return "Dear %s" % self.name


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    status = models.CharField(max_length=10)
    total = models.IntegerField()
    note = models.TextField()

    class Meta:
        app_label = "shop"
        ordering = ["pk"]


class Item(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(max_length=40)

    class Meta:
        app_label = "shop"


class Log(models.Model):
    text = models.CharField(max_length=80)

    class Meta:
        app_label = "shop"
