#define _GNU_SOURCE
#include "CLinuxTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static struct termios saved_modes;
static struct termios own_modes;
static int input_descriptor = -1;
static int output_descriptor = -1;
/// A terminal that has stopped does not keep the program from ending: milliseconds.
static const int way_out_patience = 500;
static char reset_bytes[256];
static size_t reset_length;
static atomic_int is_armed;
static atomic_flag crash_has_begun = ATOMIC_FLAG_INIT;

// Standard error while the screen is ours: a file in memory takes its place.
static atomic_int held_errors = -1;
static atomic_int real_errors = -1;

bool rushes_terminal_is(int descriptor) { return isatty(descriptor) == 1; }

int rushes_terminal_size(int descriptor, int32_t *columns, int32_t *rows) {
    struct winsize size = {0};
    int result = ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? 0 : -errno;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return result;
}

int rushes_terminal_save(int input, int output) {
    struct termios modes;
    if (tcgetattr(input, &modes) != 0) return -errno;
    saved_modes = modes;
    input_descriptor = input;
    output_descriptor = output;
    return 0;
}

void rushes_terminal_set_reset(const char *bytes, size_t length) {
    if (length > sizeof reset_bytes) length = sizeof reset_bytes;
    memcpy(reset_bytes, bytes, length);
    reset_length = length;
}

int rushes_terminal_restore_modes(void) {
    if (input_descriptor < 0) return 0;
    int result;
    do result = tcsetattr(input_descriptor, TCSANOW, &saved_modes);
    while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : -errno;
}

int rushes_terminal_keep_own_modes(void) {
    return tcgetattr(input_descriptor, &own_modes) == 0 ? 0 : -errno;
}

int rushes_terminal_set_own_modes(void) {
    int result;
    do result = tcsetattr(input_descriptor, TCSANOW, &own_modes);
    while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : -errno;
}

int rushes_terminal_open_output(int descriptor) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    int opened = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0) opened = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return opened < 0 ? -errno : opened;
}

int64_t rushes_terminal_write(
    int descriptor, const void *bytes, size_t length, int milliseconds
) {
    const char *at = bytes, *end = at + length;
    while (at < end) {
        ssize_t written = write(descriptor, at, (size_t)(end - at));
        if (written > 0) {
            at += written;
        } else if (written < 0 && errno == EAGAIN) {
            struct pollfd room = {.fd = descriptor, .events = POLLOUT};
            int found = milliseconds > 0 ? poll(&room, 1, milliseconds) : 0;
            if (found == 0) break;
            if (found < 0 && errno != EINTR) return -errno;
            if (room.revents & (POLLERR | POLLHUP | POLLNVAL)) return -EIO;
        } else if (written < 0 && errno != EINTR) {
            return -errno;
        }
    }
    return at - (const char *)bytes;
}

int rushes_terminal_wait(int descriptor, int milliseconds) {
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    int found = poll(&waiting, 1, milliseconds);
    if (found < 0) return errno == EINTR ? 0 : -errno;
    return found;
}

int rushes_terminal_read(int descriptor, void *bytes, size_t limit) {
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    int found = poll(&waiting, 1, 0);
    if (found == 0 || (found < 0 && errno == EINTR)) return 0;
    if (found < 0) return -errno;
    ssize_t length = read(descriptor, bytes, limit);
    if (length > 0) return (int)length;
    if (length == 0) return -EPIPE;
    if (errno == EAGAIN || errno == EINTR) return 0;
    return errno == EIO ? -EPIPE : -errno;
}

// MARK: Standard error

static void hold_errors(void) {
    if (held_errors >= 0 || isatty(STDERR_FILENO) != 1) return;
    int memory = memfd_create("rushes-stderr", MFD_CLOEXEC);
    if (memory < 0) return;
    // Both numbers are kept above 2: a program started without one of them must not get ours.
    int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (real < 0 || dup2(memory, STDERR_FILENO) < 0) {
        close(memory);
        if (real >= 0) close(real);
        return;
    }
    held_errors = memory;
    real_errors = real;
}

/// Copies the end of what was held, without the bytes that could move a cursor. It is called in
/// the crash handler too, so only async-signal-safe functions are used.
static void show_held_errors(void) {
    int memory = held_errors, real = real_errors;
    if (memory < 0 || real < 0) return;
    off_t end = lseek(memory, 0, SEEK_END);
    off_t at = end > 16384 ? end - 16384 : 0;
    while (at < end) {
        char bytes[512];
        ssize_t length = pread(memory, bytes, sizeof bytes, at);
        if (length <= 0) return;
        at += length;
        for (ssize_t i = 0; i < length; i++) {
            unsigned char byte = (unsigned char)bytes[i];
            if ((byte < ' ' && byte != '\n' && byte != '\t') || byte == 0x7f) bytes[i] = '?';
        }
        if (rushes_terminal_write(real, bytes, (size_t)length, way_out_patience) < 0) return;
    }
}

static void release_errors(void) {
    int memory = atomic_exchange(&held_errors, -1);
    int real = atomic_exchange(&real_errors, -1);
    if (memory < 0) return;
    dup2(real, STDERR_FILENO);
    // The two are put back for one copy, then closed for good.
    held_errors = memory;
    real_errors = real;
    show_held_errors();
    held_errors = -1;
    real_errors = -1;
    close(memory);
    close(real);
}

// MARK: The way out

static void give_back(void) {
    rushes_terminal_write(output_descriptor, reset_bytes, reset_length, way_out_patience);
    rushes_terminal_restore_modes();
    show_held_errors();
}

static void at_exit(void) {
    if (atomic_exchange(&is_armed, 0)) give_back();
}

void rushes_terminal_arm(void) {
    static bool is_registered;
    if (!is_registered) is_registered = atexit(at_exit) == 0;
    hold_errors();
    is_armed = 1;
}

void rushes_terminal_disarm(void) {
    is_armed = 0;
    release_errors();
}

static void on_crash(int number, siginfo_t *info, void *context) {
    (void)info;
    (void)context;
    // A second thread that crashes now waits for the end that the first one brings.
    while (atomic_flag_test_and_set(&crash_has_begun)) pause();
    if (atomic_exchange(&is_armed, 0)) give_back();
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(number, &usual, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    _exit(128 + number);
}

int rushes_crash_handlers_install(void) {
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT};
    static _Alignas(16) char stack[32 * 1024];
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    if (sigaltstack(&own, NULL) != 0) return -errno;
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    // All are blocked meanwhile, TTOU too: modes are restored even out of the foreground.
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (sigaction(signals[i], &action, NULL) != 0) return -errno;
    }
    return 0;
}

// MARK: Stopping, and other people's handlers

int rushes_stop(void) {
    struct sigaction usual = {.sa_handler = SIG_DFL}, before;
    if (sigaction(SIGTSTP, NULL, &before) != 0) return -errno;
    if (before.sa_handler == SIG_IGN) return 0;
    if (sigaction(SIGTSTP, &usual, NULL) != 0) return -errno;
    // The whole group, as the key does: a script that started the program stops with it. Sent
    // while it is blocked, so that one that waits already and this one are a single stop.
    int result = kill(0, SIGTSTP) == 0 ? 1 : -errno;
    sigset_t set, mask;
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &set, &mask);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
    return result;
}

static const int ncurses_signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
static struct sigaction kept_actions[4];

static void on_nothing(int number) { (void)number; }

void rushes_handlers_occupy(void) {
    struct sigaction nothing = {.sa_handler = on_nothing, .sa_flags = SA_RESTART};
    for (int i = 0; i < 4; i++) sigaction(ncurses_signals[i], &nothing, &kept_actions[i]);
}

void rushes_handlers_put_back(void) {
    for (int i = 0; i < 4; i++) sigaction(ncurses_signals[i], &kept_actions[i], NULL);
}

// MARK: Characters

int rushes_locale_set(const char *name) {
    if (setlocale(LC_CTYPE, name) == NULL) return -ENOENT;
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int rushes_character_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
