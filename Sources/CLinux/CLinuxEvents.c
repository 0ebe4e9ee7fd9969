#define _GNU_SOURCE
#include "CLinuxEvents.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

int rushes_errno(void) { return errno; }

static bool is_ignored(int signal) {
    struct sigaction action;
    return sigaction(signal, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO)
        && action.sa_handler == SIG_IGN;
}

/// The signals as a set, without those that are ignored.
static int make_set(const int *signals, int count, sigset_t *set) {
    sigemptyset(set);
    for (int i = 0; i < count; i++) {
        if (is_ignored(signals[i])) continue;
        if (sigaddset(set, signals[i]) != 0) return -errno;
    }
    return 0;
}

int rushes_signals_block(const int *signals, int count) {
    sigset_t set;
    int result = make_set(signals, count, &set);
    return result < 0 ? result : -pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int rushes_signal_ignore(int number) {
    struct sigaction action = {.sa_handler = SIG_IGN};
    return sigaction(number, &action, NULL) == 0 ? 0 : -errno;
}

int rushes_signals_open(const int *signals, int count) {
    sigset_t set;
    int result = make_set(signals, count, &set);
    if (result < 0) return result;
    int descriptor = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int rushes_signals_next(int descriptor) {
    struct signalfd_siginfo info;
    ssize_t length;
    do length = read(descriptor, &info, sizeof info);
    while (length < 0 && errno == EINTR);
    if (length < 0) return errno == EAGAIN ? 0 : -errno;
    return length == sizeof info ? (int)info.ssi_signo : 0;
}

int rushes_wake_open(void) {
    int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int rushes_wake_post(int descriptor) {
    uint64_t one = 1;
    ssize_t length;
    do length = write(descriptor, &one, sizeof one);
    while (length < 0 && errno == EINTR);
    // EAGAIN: the counter is full, so the descriptor is readable as it is.
    return length < 0 && errno != EAGAIN ? -errno : 0;
}

int rushes_wake_clear(int descriptor) {
    uint64_t count;
    ssize_t length;
    do length = read(descriptor, &count, sizeof count);
    while (length < 0 && errno == EINTR);
    return length < 0 && errno != EAGAIN ? -errno : 0;
}

int rushes_folders_open(void) {
    int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int rushes_folders_add(int descriptor, const char *path) {
    uint32_t mask = IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO
        | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;
    int watch = inotify_add_watch(descriptor, path, mask);
    return watch < 0 ? -errno : watch;
}

int rushes_folders_remove(int descriptor, int watch) {
    return inotify_rm_watch(descriptor, watch) == 0 ? 0 : -errno;
}

/// False if there is no room.
static bool note(int watch, bool is_end, int *watches, bool *ended, int *count, int limit) {
    for (int i = 0; i < *count; i++) {
        if (watches[i] != watch) continue;
        ended[i] = ended[i] || is_end;
        return true;
    }
    if (*count == limit) return false;
    watches[*count] = watch;
    ended[*count] = is_end;
    *count += 1;
    return true;
}

int rushes_folders_next(int descriptor, int *watches, bool *ended, int limit) {
    _Alignas(struct inotify_event) char buffer[16 * 1024];
    int count = 0;
    bool lost = false;
    for (;;) {
        ssize_t length = read(descriptor, buffer, sizeof buffer);
        if (length < 0 && errno == EINTR) continue;
        if (length < 0 && errno != EAGAIN) return -errno;
        if (length <= 0) break;
        for (ssize_t at = 0; at < length;) {
            const struct inotify_event *event = (const void *)(buffer + at);
            at += (ssize_t)(sizeof *event + event->len);
            if (event->mask & IN_Q_OVERFLOW
                || !note(event->wd, event->mask & IN_IGNORED, watches, ended, &count, limit)) {
                lost = true;
            }
        }
    }
    return lost ? -ENOBUFS : count;
}

/// Whether a descriptor whose other end is gone still holds bytes.
static bool holds_bytes(int descriptor) {
    int waiting = 0;
    return ioctl(descriptor, FIONREAD, &waiting) == 0 && waiting > 0;
}

int rushes_poll(struct rushes_poll_entry *entries, int count, int64_t nanoseconds) {
    struct pollfd polled[count > 0 ? count : 1];
    for (int i = 0; i < count; i++) {
        polled[i] = (struct pollfd){.fd = entries[i].descriptor, .events = POLLIN};
        entries[i].readable = entries[i].hung_up = false;
    }
    struct timespec limit = {
        .tv_sec = nanoseconds / 1000000000,
        .tv_nsec = nanoseconds % 1000000000,
    };
    int found = ppoll(polled, (nfds_t)count, nanoseconds < 0 ? NULL : &limit, NULL);
    if (found < 0) return -errno;
    for (int i = 0; i < count; i++) {
        short seen = polled[i].revents;
        bool gone = seen & (POLLHUP | POLLERR | POLLNVAL);
        entries[i].readable = (seen & POLLIN) && (!gone || holds_bytes(polled[i].fd));
        entries[i].hung_up = gone && !entries[i].readable;
    }
    return found;
}
