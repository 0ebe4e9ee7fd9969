#define _GNU_SOURCE
#include "include/CLinuxSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// A standard descriptor that was closed in this process would otherwise be handed out as a pipe's
// end, and the child's own standard descriptors would then overwrite it.
static int above_standard(int *descriptor) {
  if (*descriptor > STDERR_FILENO) return 0;
  int moved = fcntl(*descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  int problem = moved < 0 ? errno : 0;
  close(*descriptor);
  *descriptor = moved;
  return problem;
}

int rushes_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) return errno;
  int problem = above_standard(&ends[0]);
  int second = above_standard(&ends[1]);
  if (!problem) problem = second;
  if (!problem && fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) problem = errno;
  if (problem) {
    if (ends[0] >= 0) close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
    return problem;
  }
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}

static int write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes += written;
    count -= (size_t)written;
  }
  return lseek(descriptor, 0, SEEK_SET) < 0 ? errno : 0;
}

int rushes_input_file(const void *bytes, size_t count, int *descriptor) {
  int file = count == 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC)
                        : memfd_create("input", MFD_CLOEXEC);
  if (file < 0) return errno;
  int problem = above_standard(&file);
  if (!problem && count > 0) problem = write_all(file, bytes, count);
  if (problem) {
    if (file >= 0) close(file);
    return problem;
  }
  *descriptor = file;
  return 0;
}

int rushes_open_input(const char *path, int *descriptor) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) return errno;
  int problem = above_standard(&file);
  if (!problem) *descriptor = file;
  return problem;
}

int rushes_counter(int *descriptor) {
  int counter = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (counter < 0) return errno;
  int problem = above_standard(&counter);
  if (!problem) *descriptor = counter;
  return problem;
}

void rushes_raise(int descriptor) {
  uint64_t one = 1;
  // The only failure is a counter that is full already, which is readable all the same.
  ssize_t ignored = write(descriptor, &one, sizeof one);
  (void)ignored;
}

static int set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int problem = posix_spawnattr_setsigmask(attributes, &none);
  if (!problem) problem = posix_spawnattr_setsigdefault(attributes, &all);
  if (!problem) problem = posix_spawnattr_setpgroup(attributes, 0);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
  if (!problem) problem = posix_spawnattr_setflags(attributes, flags);
  return problem;
}

static int set_actions(
  posix_spawn_file_actions_t *actions, const char *directory, int input, int output, int error) {
  int problem = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
  if (!problem) problem = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
  if (!problem) problem = posix_spawn_file_actions_adddup2(actions, error, STDERR_FILENO);
  if (!problem) problem = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
  if (!problem && directory) problem = posix_spawn_file_actions_addchdir_np(actions, directory);
  return problem;
}

// Somebody may have started this process with SIGCHLD ignored: children would then vanish together
// with their exit status.
static void keep_exit_statuses(void) {
  struct sigaction action;
  if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN) {
    signal(SIGCHLD, SIG_DFL);
  }
}

// A child that cannot be watched is of no use: it is ended and reaped here.
static int watch(pid_t child, int *pidfd) {
  *pidfd = (int)syscall(SYS_pidfd_open, child, 0);
  if (*pidfd >= 0) return 0;
  int problem = errno;
  kill(-child, SIGKILL);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
  return problem;
}

int rushes_spawn(
  const char *path, char *const *arguments, char *const *environment, const char *directory,
  int input, int output, int error, int niceness, pid_t *pid, int *pidfd) {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  int problem = posix_spawnattr_init(&attributes);
  if (problem) return problem;
  problem = posix_spawn_file_actions_init(&actions);
  if (!problem) {
    problem = set_attributes(&attributes);
    if (!problem) problem = set_actions(&actions, directory, input, output, error);
    keep_exit_statuses();
    pid_t child = 0;
    if (!problem) {
      char *const *chosen = environment ? environment : environ;
      problem = posix_spawn(&child, path, &actions, &attributes, arguments, chosen);
    }
    if (!problem) {
      // Politeness only: a child that may not be made nicer runs as it is.
      if (niceness) setpriority(PRIO_PROCESS, (id_t)child, niceness);
      *pid = child;
      problem = watch(child, pidfd);
    }
    posix_spawn_file_actions_destroy(&actions);
  }
  posix_spawnattr_destroy(&attributes);
  return problem;
}
