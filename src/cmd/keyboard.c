#include "cmd/keyboard.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>
#include <unistd.h>

#include "base/status.h"
#include "cmd/interrupt.h"

enum {
    PH_SETTLE_MS = 120, /* a window that is being dragged sends many sizes */
    PH_ESCAPE_MS = 50,  /* within which the rest of a function key comes */
};

static struct termios g_old;
static volatile sig_atomic_t g_is_raw;
static volatile sig_atomic_t g_was_resized;
static volatile sig_atomic_t g_was_continued;
static volatile sig_atomic_t g_has_to_stop;

static const int k_fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};
static const int k_waited[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGINT, SIGTERM, SIGHUP};

static void put_back(void)
{
    if (g_is_raw) {
        g_is_raw = 0;
        (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &g_old);
    }
}

static void note(int number)
{
    if (number == SIGWINCH) {
        g_was_resized = 1;
    } else if (number == SIGCONT) {
        g_was_continued = 1;
    } else {
        g_has_to_stop = 1;
    }
}

static void die(int number)
{
    int saved = errno;
    put_back();
    errno = saved;
    (void)raise(number); /* the default action, as the handler is gone */
}

static void make_raw(void)
{
    struct termios raw = g_old;
    raw.c_iflag &= ~(tcflag_t)IXON;
    raw.c_iflag |= (tcflag_t)ICRNL;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    g_is_raw = 1;
    (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

static void catch_all(void)
{
    struct sigaction noting = {.sa_handler = note};
    struct sigaction dying = {.sa_handler = die, .sa_flags = (int)SA_RESETHAND};
    (void)sigaction(SIGWINCH, &noting, NULL);
    (void)sigaction(SIGCONT, &noting, NULL);
    (void)sigaction(SIGTSTP, &noting, NULL);
    for (size_t i = 0; i < PH_COUNT_OF(k_fatal); i++) {
        struct sigaction old;
        /* Somebody who watches the program has handlers of his own. */
        if (sigaction(k_fatal[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL) {
            (void)sigaction(k_fatal[i], &dying, NULL);
        }
    }
}

bool ph_keyboard_open(void)
{
    if (tcgetattr(STDIN_FILENO, &g_old) != 0) {
        return false;
    }
    catch_all();
    make_raw();
    return true;
}

void ph_keyboard_close(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    put_back();
    (void)sigaction(SIGWINCH, &plain, NULL);
    (void)sigaction(SIGCONT, &plain, NULL);
    (void)sigaction(SIGTSTP, &plain, NULL);
}

void ph_keyboard_pause(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    put_back();
    (void)sigaction(SIGTSTP, &plain, NULL);
}

void ph_keyboard_resume(void)
{
    struct sigaction noting = {.sa_handler = note};
    (void)sigaction(SIGTSTP, &noting, NULL);
    g_was_continued = 0;
    g_was_resized = 0;
    make_raw();
}

/* Stops as if the terminal had done it: the whole group, so that whoever runs us stops too.
 */
static void stop(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    struct sigaction noting = {.sa_handler = note};
    sigset_t one;
    sigset_t old;
    put_back();
    g_has_to_stop = 0;
    (void)sigaction(SIGTSTP, &plain, NULL);
    (void)kill(0, SIGTSTP);
    (void)sigemptyset(&one);
    (void)sigaddset(&one, SIGTSTP);
    (void)sigaddset(&one, SIGCONT);
    (void)sigprocmask(SIG_UNBLOCK, &one, &old); /* here it stops */
    (void)sigprocmask(SIG_SETMASK, &old, NULL);
    (void)sigaction(SIGTSTP, &noting, NULL);
    g_was_continued = 1;
}

/* What signals have brought; PH_KEY_NONE: nothing. */
static int take_signal(void)
{
    int number = ph_interrupt_signal();
    if (number != 0) {
        return number == SIGINT ? PH_KEY_INTERRUPT : PH_KEY_GONE;
    }
    if (g_has_to_stop) {
        stop();
    }
    if (g_was_continued) {
        g_was_continued = 0;
        g_was_resized = 0;
        make_raw();
        return PH_KEY_CONTINUED;
    }
    return PH_KEY_NONE;
}

/* Waits for a byte or a signal; `limit_ms` below 0: without end. True: there is a byte. */
static bool wait_for_byte(int limit_ms, const sigset_t *mask)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    struct timespec limit = {.tv_sec = limit_ms / 1000,
                             .tv_nsec = (long)(limit_ms % 1000) * 1000000};
    return ppoll(&input, 1, limit_ms < 0 ? NULL : &limit, mask) > 0;
}

/* A byte that has come, or PH_KEY_GONE. */
static int read_byte(void)
{
    unsigned char byte;
    ssize_t got = read(STDIN_FILENO, &byte, 1);
    if (got == 1) {
        return byte;
    }
    return got < 0 && (errno == EINTR || errno == EAGAIN) ? PH_KEY_NONE : PH_KEY_GONE;
}

/* The rest of what a function key sends, whole, so that none of it counts as keys. */
static int read_escape(const sigset_t *mask)
{
    int byte = PH_KEY_ESCAPE;
    if (!wait_for_byte(PH_ESCAPE_MS, mask)) {
        return byte;
    }
    byte = read_byte();
    if (byte != '[' && byte != 'O') {
        return byte == PH_KEY_GONE ? byte : PH_KEY_NONE;
    }
    do {
        byte = wait_for_byte(PH_ESCAPE_MS, mask) ? read_byte() : PH_KEY_NONE;
    } while (byte >= 0x20 && byte < 0x40);
    return byte == 'A'           ? PH_KEY_UP
           : byte == 'B'         ? PH_KEY_DOWN
           : byte == PH_KEY_GONE ? PH_KEY_GONE
                                 : PH_KEY_NONE;
}

static int key_of(int byte, const sigset_t *mask)
{
    switch (byte) {
    case PH_KEY_ESCAPE: return read_escape(mask);
    case 3: return PH_KEY_INTERRUPT;
    case 26: /* Ctrl-Z */ stop(); return take_signal();
    case 8: return PH_KEY_ERASE;
    case '\r': return PH_KEY_ENTER;
    default: return byte < 128 || byte >= PH_KEY_NONE ? byte : PH_KEY_NONE;
    }
}

/* After a change of size: waits until it stands still, or somebody presses a key. */
static int settle(const sigset_t *mask)
{
    while (g_was_resized) {
        g_was_resized = 0;
        if (wait_for_byte(PH_SETTLE_MS, mask)) {
            break;
        }
    }
    return PH_KEY_RESIZED;
}

int ph_keyboard_read(void)
{
    sigset_t waited;
    sigset_t mask;
    int key = PH_KEY_NONE;
    (void)sigemptyset(&waited);
    for (size_t i = 0; i < PH_COUNT_OF(k_waited); i++) {
        (void)sigaddset(&waited, k_waited[i]);
    }
    (void)sigprocmask(SIG_BLOCK, &waited, &mask);
    while (key == PH_KEY_NONE) {
        key = take_signal();
        if (key == PH_KEY_NONE && g_was_resized) {
            key = settle(&mask);
        }
        if (key == PH_KEY_NONE && wait_for_byte(-1, &mask)) {
            key = key_of(read_byte(), &mask);
        }
    }
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
    return key;
}
