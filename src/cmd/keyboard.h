#ifndef PH_CMD_KEYBOARD_H
#define PH_CMD_KEYBOARD_H

/*
 * Single keys from the terminal on standard input, without Enter and without an echo.
 *
 * The terminal's settings are changed from open to close, and put back whenever somebody
 * else has it: while an editor runs, while the program is stopped (Ctrl-Z, or a signal),
 * and when a fatal signal ends it. Only SIGKILL leaves them; shells put them right
 * themselves. There is one terminal, so this is one object for the program; its state is
 * what signal handlers can reach.
 */

#include <stdbool.h>

typedef enum PhKey {
    PH_KEY_NONE = 256, /* nothing that means anything */
    PH_KEY_UP,
    PH_KEY_DOWN,
    PH_KEY_RESIZED,   /* the width changed, and stands still again */
    PH_KEY_CONTINUED, /* the program was stopped meanwhile */
    PH_KEY_INTERRUPT, /* Ctrl-C, or SIGINT */
    PH_KEY_GONE,      /* the terminal is, or SIGTERM or SIGHUP came */
} PhKey;

enum {
    PH_KEY_ENTER = '\n',
    PH_KEY_ESCAPE = 27,
    PH_KEY_ERASE = 127,
};

/* False if the terminal cannot be set up; errno says why. */
bool ph_keyboard_open(void);
void ph_keyboard_close(void);

/* Gives the terminal to somebody else for a while, and takes it again. */
void ph_keyboard_pause(void);
void ph_keyboard_resume(void);

/* Waits for the next key: a character of ASCII, or a PhKey. */
int ph_keyboard_read(void);

#endif
