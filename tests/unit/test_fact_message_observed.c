#include "flow_fixture.h"
static void a_silent_handler_hides_the_text(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError:\n        "
         "pass\n",
         "a.pop(0)", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except (KeyError, "
         "IndexError):\n        return 1\n",
         "a.pop(0)", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except:\n        x = 1\n",
         "a.pop(0)", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except Exception:\n        "
         "b()\n",
         "a.pop(0)", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except KeyError as e:\n        "
         "print(e)\n    except LookupError:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError:\n        "
         "pass\n    finally:\n        b()\n",
         "a.pop(0)", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        try:\n            a.pop(0)\n        except "
         "KeyError:\n            raise\n    except IndexError:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        with open(b) as c:\n            a.pop(0)\n    "
         "except IndexError:\n        pass\n",
         "a.pop(0)", NULL},
    };
    EXPECT_CASES(*state, "message_observed", k_cases);
}

static void a_handler_that_shows_it_is_seen(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError as e:\n       "
         " print(e)\n",
         "a.pop(0)", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError:\n        "
         "b(sys.exc_info())\n",
         "a.pop(0)", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except Exception:\n        "
         "logging.exception('x')\n",
         "a.pop(0)", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except:\n        "
         "traceback.print_exc()\n",
         "a.pop(0)", NULL},
    };
    EXPECT_CASES(*state, "message_observed", k_cases);
}

static void an_exception_that_goes_on_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except KeyError:\n        "
         "pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError:\n        "
         "raise\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError:\n        "
         "raise b\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError as e:\n       "
         " pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except b:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except* IndexError:\n        "
         "pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError:\n        "
         "yield 1\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    finally:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        a.pop(0)\n    except IndexError:\n        "
         "logging.error('x', exc_info=True)\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    a.pop(0)\n", "a.pop(0)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    with b:\n        a.pop(0)\n", "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        with b:\n            a.pop(0)\n    except "
         "IndexError:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        pass\n    except IndexError:\n        "
         "a.pop(0)\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        return lambda: a.pop(0)\n    except "
         "IndexError:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        return (a.pop(0) for x in b)\n    except "
         "IndexError:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "IndexError = KeyError\ndef f(a, b, c):\n    try:\n        a.pop(0)\n    except "
         "IndexError:\n        pass\n",
         "a.pop(0)", NULL},
        {PH_UNKNOWN,
         "def log(): print(traceback.format_exc())\ndef f(a, b, c):\n    try:\n        "
         "a.pop(0)\n    except IndexError:\n        log()\n",
         "a.pop(0)", NULL},
    };
    EXPECT_CASES(*state, "message_observed", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_silent_handler_hides_the_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_handler_that_shows_it_is_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_exception_that_goes_on_is_unknown, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_message_observed", tests, NULL, NULL);
}
