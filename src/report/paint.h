#ifndef PH_REPORT_PAINT_H
#define PH_REPORT_PAINT_H

/* Colours of a terminal, or nothing where they are not wanted. */

#include "base/buf.h"

#define PH_PAINT_BOLD    "\033[1m"
#define PH_PAINT_RED     "\033[31m"
#define PH_PAINT_GREEN   "\033[32m"
#define PH_PAINT_CYAN    "\033[36m"
#define PH_PAINT_BLUE    "\033[1;34m"
#define PH_PAINT_ERROR   "\033[1;31m"
#define PH_PAINT_WARNING "\033[1;33m"
#define PH_PAINT_NOTE    "\033[1;36m"

static inline void ph_paint_start(PhBuf *buf, bool colour, const char *paint)
{
    if (colour) {
        ph_buf_add_str(buf, paint);
    }
}

static inline void ph_paint_end(PhBuf *buf, bool colour)
{
    if (colour) {
        ph_buf_add_str(buf, "\033[m");
    }
}

static inline void ph_paint_add(PhBuf *buf, bool colour, const char *paint,
                                const char *text)
{
    ph_paint_start(buf, colour, paint);
    ph_buf_add_str(buf, text);
    ph_paint_end(buf, colour);
}

#endif
