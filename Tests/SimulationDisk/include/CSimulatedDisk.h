#pragma once
#include <stdbool.h>
#include <stdint.h>

/// The disk of a simulated machine, as SQLite sees it: files in memory, each with what is durable
/// and what was written since the last sync.
///
/// Sources of the model: sqlite.org/vfs.html, sqlite.org/atomiccommit.html §9 (what may be lost),
/// sqlite.org/walformat.html §2 (locks and shared memory). Not for several threads at once.
typedef struct simulated_disk simulated_disk;

/// One process on that machine: its connections go through a VFS of its own, so that they can be
/// refused everything when it dies.
typedef struct simulated_process simulated_process;

/// Makes an empty disk; `seed` decides what a power cut keeps.
simulated_disk *simulated_disk_make(uint64_t seed);

/// Frees a disk that no process uses any more.
void simulated_disk_free(simulated_disk *disk);

/// Puts a file there, durable as it is.
void simulated_disk_put(simulated_disk *disk, const char *path, const void *bytes, int64_t count);

/// The present size of a file in bytes; -1 when there is none.
int64_t simulated_disk_size(simulated_disk *disk, const char *path);

/// How many calls have changed anything so far.
uint64_t simulated_disk_changes(const simulated_disk *disk);

/// What becomes of bytes that were not synced when the power fails.
enum simulated_loss {
  SIMULATED_LOSS_ALL,
  SIMULATED_LOSS_NONE,
  /// Each sector's writes up to one that the seed chooses.
  SIMULATED_LOSS_SECTORS,
};

/// Cuts the power; every process must be dead.
void simulated_disk_cut_power(simulated_disk *disk, enum simulated_loss loss);

/// Whether a text stands anywhere on the disk, durable or not.
bool simulated_disk_holds(const simulated_disk *disk, const char *text);

/// What happens within a call of a process, told before it is done.
enum simulated_moment {
  /// It is about to take the lock under which a transaction writes.
  SIMULATED_BEFORE_WRITING,
  /// It is about to make a transaction durable, and holds that lock.
  SIMULATED_BEFORE_SYNC,
  /// It waits for another's lock; `microseconds` says how long.
  SIMULATED_SLEEP,
};

/// Hears of a moment; other processes may run meanwhile, also for long.
typedef void simulated_listener(void *context, enum simulated_moment moment, int64_t microseconds);

/// Starts a process; `vfs` is the name of its VFS, which no other has.
simulated_process *simulated_process_start(
    simulated_disk *disk, const char *vfs, simulated_listener *listener, void *context);

/// Undoes what the last calls of a dead process have done to memory that it shared; told when they
/// are over, before anybody else goes on.
void simulated_process_settle(simulated_process *process);

/// Told before the connections of a dead process are closed: what that does to shared memory is
/// undone by `simulated_process_free`, before which nobody else goes on.
void simulated_process_prepare_to_free(simulated_process *process);

/// Ends a process whose connections are all closed.
void simulated_process_free(simulated_process *process);

/// Kills a process: nothing that it calls from now on has any effect. What was written stays.
void simulated_process_kill(simulated_process *process);

bool simulated_process_is_dead(const simulated_process *process);

/// Kills the process at its `step`th change to the disk from now (1 is the next); 0 for never.
void simulated_process_die_at(simulated_process *process, int64_t step);

/// Counts a change that the process makes to another disk; false when it is dead, or dies of it.
bool simulated_process_steps(simulated_process *process);

/// How many changes it has made to disks.
int64_t simulated_process_step_count(const simulated_process *process);

/// What goes wrong with calls to the disk.
enum simulated_fault {
  SIMULATED_IO_ERROR,
  /// The disk is full: writes are refused, a first one after half of its bytes.
  SIMULATED_FULL,
  /// Another program holds the lock.
  SIMULATED_LOCKED,
};

/// Lets `count` calls fail that are open to this fault, after `after` others; 0 for none.
void simulated_process_fault(
    simulated_process *process, enum simulated_fault fault, int64_t after, int64_t count);

/// Looks at the tasks of a store through a connection of the process; faults do not touch it.
typedef struct simulated_audit simulated_audit;

/// One task as it stands in the store; texts live until the next call, and are never null.
struct simulated_row {
  int64_t id;
  const char *profile;
  const char *status;
  const char *download;
  const char *remote_id;
  const char *link;
  const char *file;
  /// The words of its story in order, without those that a power cut may cost.
  const char *story;
  /// Whether a claim, a lease of the poll and one of the download stand, by anybody.
  bool is_claimed;
};

/// Opens a look at the store; null when the store cannot be read yet.
simulated_audit *simulated_audit_open(simulated_process *process, const char *path);

void simulated_audit_close(simulated_audit *audit);

/// Hears of every task that is not as it was at the last look; at the first one, of all.
/// Returns an SQLite result code: 0 when all were looked at.
int simulated_audit_look(
    simulated_audit *audit, void (*hear)(void *context, const struct simulated_row *row),
    void *context);

/// How many tasks there are; -1 when the store cannot be read.
int64_t simulated_audit_count(simulated_audit *audit);

/// Checks the whole file; true when SQLite finds it in order.
bool simulated_audit_is_sound(simulated_audit *audit);

/// Copies the log into the file as another program might, as far as it can now.
void simulated_audit_checkpoint(simulated_audit *audit);
