#ifndef PH_CMD_TERMINAL_H
#define PH_CMD_TERMINAL_H

/* What the streams are connected to, and writing to them whole. */

#include "base/bytes.h"

/* `color` is a PhColor. NO_COLOR and FORCE_COLOR count when it is auto. */
bool ph_terminal_wants_colour(int fd, uint32_t color);

/* Columns of the terminal, or 0 if it is none. */
uint32_t ph_terminal_width(int fd);

/* Writes all of `bytes`; false if the stream does not take them. */
bool ph_terminal_write(int fd, PhBytes bytes);

#endif
