#include "cmd/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int g_signal;

static void note(int number)
{
    atomic_store(&g_signal, number);
}

static void catch_unless_ignored(int number)
{
    struct sigaction old;
    /* A second signal of the kind ends the program at once. */
    struct sigaction action = {.sa_handler = note,
                               .sa_flags = SA_RESTART | (int)SA_RESETHAND};
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
        (void)sigaction(number, &action, NULL);
    }
}

void ph_interrupt_set_up(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, NULL);
    /* A limit on file sizes is an error of write(), not a reason to die. */
    (void)sigaction(SIGXFSZ, &ignore, NULL);
    catch_unless_ignored(SIGINT);
    catch_unless_ignored(SIGTERM);
    catch_unless_ignored(SIGHUP);
}

int ph_interrupt_signal(void)
{
    return atomic_load(&g_signal);
}

bool ph_interrupt_is_set(void)
{
    return ph_interrupt_signal() != 0;
}
