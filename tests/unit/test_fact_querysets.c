#include "flow_fixture.h"

#define ORDER "from shop.models import Order\n"
#define MODEL                                           \
    "from django.db import models\n"                    \
    "class M(models.Model):\n"                          \
    "    a = models.CharField()\n"                      \
    "    file = models.FileField()\n"                   \
    "    own = OwnField()\n"                            \
    "    other = models.ForeignKey('M', on_delete=1)\n" \
    "    @property\n"                                   \
    "    def shown(self): return 1\n"

static void chains_that_begin_at_a_manager_are_querysets(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, ORDER "f(Order.objects.all())\n", "Order.objects.all()", NULL},
        {PH_PROVED,
         ORDER "def g():\n    q = Order.objects.all()\n    q = q.filter(a=1)\n"
               "    f(q)\n",
         "4:q", NULL},
        {PH_PROVED, MODEL "f(M.objects.filter(a=1)[:9])\n", "M.objects.filter(a=1)[:9]",
         NULL},
        {PH_UNKNOWN, ORDER "f(Order.objects.paid())\n", "Order.objects.paid()", NULL},
        {PH_UNKNOWN, ORDER "f(Order.objects)\n", "Order.objects", NULL},
        {PH_UNKNOWN, "f(x.objects.all())\n", "x.objects.all()", NULL},
        {PH_UNKNOWN, ORDER "def g(q):\n    f(q.all())\n", "q.all()", NULL},
        {PH_UNKNOWN,
         ORDER "def g(a):\n    q = Order.objects.all() if a else []\n    f(q)\n", "2:q",
         NULL},
        {PH_REFUTED, "class C:\n    objects = 1\nf(C.objects.all())\n", "C.objects.all()",
         NULL},
    };
    EXPECT_CASES(*state, "queryset", k_cases);
}

static void a_queryset_may_be_asked_for_its_rows_elsewhere(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, ORDER "f(Order.objects.all())\n", "Order.objects.all()", NULL},
        {PH_PROVED, ORDER "def g():\n    q = Order.objects.all()\n    f(q)\n", "2:q", NULL},
        {PH_PROVED,
         ORDER
         "def g():\n    q = Order.objects.all()\n    f(q.filter(a=1))\n    return q\n",
         "q.filter(a=1)", NULL},
        {PH_REFUTED, ORDER "def g():\n    q = Order.objects.all()\n    f(q)\n    len(q)\n",
         "2:q", NULL},
        {PH_REFUTED,
         ORDER "def g():\n    q = Order.objects.all()\n    for i in x:\n        f(q)\n",
         "2:q", NULL},
        {PH_REFUTED, ORDER "def g():\n    q = Order.objects.all()\n    r = q\n    f(r)\n",
         "2:r", NULL},
        {PH_UNKNOWN, "def g(q):\n    f(q)\n", "2:q", NULL},
        {PH_UNKNOWN, ORDER "q = Order.objects.all()\nf(q)\n", "2:q", NULL},
    };
    EXPECT_CASES(*state, "asked_once", k_cases);
}

static void methods_that_made_a_queryset(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, ORDER "f(Order.objects.distinct().all())\n",
         "Order.objects.distinct().all()", "distinct"},
        {PH_PROVED, "def g(q):\n    f(q.distinct())\n", "q.distinct()", "distinct"},
        {PH_PROVED, ORDER "f(Order.objects.all()[:3])\n", "Order.objects.all()[:3]", "[]"},
        {PH_REFUTED, ORDER "f(Order.objects.all())\n", "Order.objects.all()", "distinct"},
        {PH_REFUTED,
         ORDER "f(Order.objects.prefetch_related('a').prefetch_related(None))\n",
         "Order.objects.prefetch_related('a').prefetch_related(None)", "prefetch_related"},
        {PH_UNKNOWN, "def g(q):\n    f(q.all())\n", "q.all()", "distinct"},
        {PH_UNKNOWN, ORDER "f(Order.objects.paid())\n", "Order.objects.paid()", "distinct"},
        {PH_UNKNOWN,
         "from django.db import models\nclass Own(models.Manager):\n    def all(self):\n"
         "        return super().all().distinct()\nclass M(models.Model):\n"
         "    objects = Own()\nf(M.objects.all())\n",
         "M.objects.all()", "distinct"},
    };
    EXPECT_CASES(*state, "query_calls", k_cases);
}

static void what_values_list_gives_of_an_attribute(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, MODEL "f(M.objects.all(), x.a)\n", "M.objects.all()", "2:a"},
        {PH_PROVED, MODEL "f(M.objects.all(), x.other_id)\n", "M.objects.all()",
         "other_id"},
        {PH_PROVED, ORDER "f(Order.objects.all(), x.pk)\n", "Order.objects.all()", "pk"},
        {PH_PROVED, ORDER "f(Order.objects.annotate(n=1), x.n)\n",
         "Order.objects.annotate(n=1)", "2:n"},
        {PH_UNKNOWN, ORDER "f(Order.objects.all(), x.total)\n", "Order.objects.all()",
         "total"},
        {PH_UNKNOWN, MODEL "f(M.objects.all(), x.own)\n", "M.objects.all()", "2:own"},
        {PH_UNKNOWN, "f(y.all(), x.pk)\n", "y.all()", "pk"},
        {PH_REFUTED, MODEL "f(M.objects.all(), x.shown)\n", "M.objects.all()", "2:shown"},
        {PH_REFUTED, MODEL "f(M.objects.all(), x.other)\n", "M.objects.all()", "2:other"},
        {PH_REFUTED, MODEL "f(M.objects.all(), x.file)\n", "M.objects.all()", "2:file"},
        {PH_REFUTED, MODEL "    def from_db(cls): pass\nf(M.objects.all(), x.a)\n",
         "M.objects.all()", "2:a"},
    };
    EXPECT_CASES(*state, "column", k_cases);
}

static void rows_of_the_same_table_may_be_written(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, ORDER "for o in Order.objects.all():\n    Order.objects.create()\n",
         "Order.objects.all()", "Order.objects.create()"},
        {PH_PROVED, ORDER "for o in Order.objects.all():\n    o.save()\n",
         "Order.objects.all()", "o.save()"},
        {PH_PROVED, ORDER "for o in Order.objects.all():\n    n = Order(); n.save()\n",
         "Order.objects.all()", "n.save()"},
        {PH_PROVED,
         ORDER "def g(i):\n    Order.objects.update(a=1)\nfor o in Order.objects.all():\n"
               "    g(0)\n",
         "Order.objects.all()", "g(0)"},
        {PH_UNKNOWN, ORDER "for o in Order.objects.all():\n    o.parent.save()\n",
         "Order.objects.all()", "o.parent.save()"},
        {PH_UNKNOWN, ORDER "for o in Order.objects.all():\n    o.parts.create()\n",
         "Order.objects.all()", "o.parts.create()"},
        {PH_UNKNOWN, "for o in y.all():\n    g(o)\n", "y.all()", "g(o)"},
        {PH_REFUTED, ORDER "for o in Order.objects.all():\n    Log.objects.create()\n",
         "Order.objects.all()", "Log.objects.create()"},
        {PH_REFUTED, ORDER "for o in Order.objects.all():\n    table.update({1: 2})\n",
         "Order.objects.all()", "table.update({1: 2})"},
    };
    EXPECT_CASES(*state, "writes_rows", k_cases);
}

static void related_objects_of_all_rows(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(q.prefetch_related('a').all())\n", "q.prefetch_related('a').all()",
         NULL},
        {PH_REFUTED, "f(q.prefetch_related('a')[:3])\n", "q.prefetch_related('a')[:3]",
         NULL},
        {PH_REFUTED, "f(q.prefetch_related(Prefetch('a')))\n",
         "q.prefetch_related(Prefetch('a'))", NULL},
        {PH_REFUTED, "f(q.prefetch_related('a').iterator())\n",
         "q.prefetch_related('a').iterator()", NULL},
        {PH_REFUTED, "f(q.all())\n", "q.all()", NULL},
    };
    EXPECT_CASES(*state, "prefetches_all", k_cases);
}

static void files_that_use_django(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "import django.db\nf(x)\n", "x", NULL},
        {PH_PROVED, "from .models import A\nf(x)\n", "x", NULL},
        {PH_PROVED, "from shop import models\nf(x)\n", "x", NULL},
        {PH_REFUTED, "from shop import remodels\nf(x)\n", "x", NULL},
    };
    EXPECT_CASES(*state, "uses_django", k_cases);
}

static void slices_limit_the_rows(void **state)
{
    Fixture *f = *state;
    static const struct {
        const char *text;
        int64_t wanted;
    } k_cases[] = {
        {ORDER "f(Order.objects.all())\n", INT64_MAX},
        {ORDER "f(Order.objects.all()[:10])\n", 10},
        {ORDER "f(Order.objects.all()[5:])\n", INT64_MAX},
        {"N = 1_000\n" ORDER "f(Order.objects.all()[:N])\n", 1000},
        {ORDER "f(Order.objects.all()[:n])\n", 0},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        read_text(f, k_cases[i].text);
        assert_int_equal(ask(f, "row_limit", "Order.objects.all()..", NULL).number,
                         k_cases[i].wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(chains_that_begin_at_a_manager_are_querysets,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_queryset_may_be_asked_for_its_rows_elsewhere,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(methods_that_made_a_queryset, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_values_list_gives_of_an_attribute, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(rows_of_the_same_table_may_be_written, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(related_objects_of_all_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_that_use_django, set_up, tear_down),
        cmocka_unit_test_setup_teardown(slices_limit_the_rows, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_querysets", tests, NULL, NULL);
}
