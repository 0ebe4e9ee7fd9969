#pragma once

#include <stddef.h>
#include <sys/types.h>

// Starting child processes. Every function answers 0 or an errno value; every descriptor that is
// handed back is 3 or higher and close-on-exec.

/// A pipe whose reading end does not block.
int rushes_pipe(int *reading, int *writing);

/// A file in memory that holds `count` bytes and is read from its beginning; with no bytes,
/// `/dev/null`. A child reads it without anybody having to write (and without SIGPIPE).
int rushes_input_file(const void *bytes, size_t count, int *descriptor);

/// The file at `path`, for reading; never waits for the other end of a pipe.
int rushes_open_input(const char *path, int *descriptor);

/// An event counter that another thread may raise: see `rushes_raise`.
int rushes_counter(int *descriptor);

/// Makes a counter readable.
void rushes_raise(int descriptor);

/// Starts the program at `path` in a process group of its own, with default signal handlers, an
/// empty signal mask, the three descriptors as its standard ones, and no other descriptor open.
///
/// `environment` may be null (this process's own) and `directory` may be null (this process's own).
/// `pidfd` becomes readable when the program has ended. The child must be reaped by its pid.
int rushes_spawn(
  const char *path, char *const *arguments, char *const *environment, const char *directory,
  int input, int output, int error, int niceness, pid_t *pid, int *pidfd);
