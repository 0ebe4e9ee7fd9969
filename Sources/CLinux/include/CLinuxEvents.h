#pragma once
#include <stdbool.h>
#include <stdint.h>

// Every function returns 0 or more on success and -errno on failure.

/// The calling thread's errno.
int rushes_errno(void);

/// Blocks signals in the calling thread; threads that it starts afterwards inherit that.
/// A signal that was ignored when the program started (`nohup`, a shell without job control)
/// stays ignored and is not blocked.
int rushes_signals_block(const int *signals, int count);

/// Ignores a signal in the whole process.
int rushes_signal_ignore(int signal);

/// Opens a descriptor that tells of these signals, which must be blocked; ignored ones are left
/// out.
int rushes_signals_open(const int *signals, int count);

/// Takes one signal's number from such a descriptor; 0 if none waits.
int rushes_signals_next(int descriptor);

/// Opens a descriptor that other threads can make readable.
int rushes_wake_open(void);

/// Makes it readable. Callable from any thread and from a signal handler.
int rushes_wake_post(int descriptor);

/// Makes it unreadable again.
int rushes_wake_clear(int descriptor);

/// Opens a descriptor that tells of changes in folders.
int rushes_folders_open(void);

/// Watches the entries of one folder and what is written to them; returns the watch's number.
int rushes_folders_add(int descriptor, const char *path);

/// Ends one watch.
int rushes_folders_remove(int descriptor, int watch);

/// Takes waiting changes and stores the numbers of the folders that changed, each once; folders
/// no longer watched may be among them. `ended` is set per folder when it is gone and the watch
/// with it. Returns how many, or -ENOBUFS when there were more than `limit` or the kernel dropped
/// changes, so that any folder may have changed.
int rushes_folders_next(int descriptor, int *watches, bool *ended, int limit);

/// One descriptor of a poll.
struct rushes_poll_entry {
    int32_t descriptor;
    bool readable;
    /// The other end is gone and nothing is left to read, or the descriptor is no good.
    bool hung_up;
};

/// Waits until a descriptor has something, or `nanoseconds` have gone by (negative: for ever).
/// Returns how many have something; 0 when the time is up; -EINTR when a handler ran.
int rushes_poll(struct rushes_poll_entry *entries, int count, int64_t nanoseconds);
