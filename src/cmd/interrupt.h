#ifndef PH_CMD_INTERRUPT_H
#define PH_CMD_INTERRUPT_H

/*
 * Interruption by signals: the file at hand is finished, the others are not begun. The
 * handler only sets a flag, the one piece of state that a handler can reach.
 */

#include <stdbool.h>

/* Catches SIGINT, SIGTERM and SIGHUP unless they are ignored, and ignores SIGPIPE. */
void ph_interrupt_set_up(void);

/* The signal that came, or 0. */
int ph_interrupt_signal(void);

/* Whether one came. */
bool ph_interrupt_is_set(void);

#endif
