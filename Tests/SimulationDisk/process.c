// One process: its VFS, its faults and its death.
#include "disk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static simulated_process *of(sqlite3_vfs *vfs) { return vfs->pAppData; }

// MARK: Faults and death

bool process_faults(simulated_process *process, enum simulated_fault fault) {
  if (process->is_dead) return true;
  if (process->is_quiet || process->fault_count == 0 || process->fault != fault) return false;
  if (process->fault_after > 0) {
    process->fault_after--;
    return false;
  }
  process->fault_count--;
  return true;
}

// What a dead process does to shared memory while its calls unwind did not happen.
static void save_memory(simulated_process *process) {
  for (struct handle *handle = process->handles; handle; handle = handle->next_of_process) {
    struct shared_memory *memory = handle->memory;
    if (!memory || memory->living == 0 || process->saved_count == 8) continue;
    bool is_saved = false;
    for (int i = 0; i < process->saved_count; i++) is_saved |= process->saved[i].memory == memory;
    if (is_saved) continue;
    struct saved *saved = &process->saved[process->saved_count++];
    *saved = (struct saved){.memory = memory, .blocks = memory->blocks};
    saved->bytes = malloc((size_t)memory->blocks * block + 1);
    for (int i = 0; i < memory->blocks; i++) {
      memcpy(saved->bytes + (size_t)i * block, memory->block[i], block);
    }
    memory->users++;
  }
}

static void drop_saved(simulated_process *process, bool restores) {
  for (int i = 0; i < process->saved_count; i++) {
    struct saved *saved = &process->saved[i];
    struct shared_memory *memory = saved->memory;
    for (int b = 0; restores && memory->living > 0 && b < saved->blocks; b++) {
      memcpy(memory->block[b], saved->bytes + (size_t)b * block, block);
    }
    free(saved->bytes);
    if (--memory->users > 0) continue;
    for (int b = 0; b < memory->blocks; b++) free(memory->block[b]);
    free(memory);
  }
  process->saved_count = 0;
}

void simulated_process_kill(simulated_process *process) {
  if (process->is_dead) return;
  process->is_dead = true;
  for (struct handle *handle = process->handles; handle; handle = handle->next_of_process) {
    handle->lock = SQLITE_LOCK_NONE;
    handle->shared = handle->exclusive = 0;
    struct shared_memory *memory = handle->memory;
    if (memory && --memory->living == 0) handle->file->memory = NULL;
  }
  save_memory(process);
}

void simulated_process_settle(simulated_process *process) { drop_saved(process, true); }

void simulated_process_prepare_to_free(simulated_process *process) {
  drop_saved(process, false);
  if (process->is_dead) save_memory(process);
}

bool simulated_process_is_dead(const simulated_process *process) { return process->is_dead; }

void simulated_process_die_at(simulated_process *process, int64_t step) {
  process->dies_at = step > 0 ? process->steps + step : 0;
}

bool simulated_process_steps(simulated_process *process) {
  if (process->is_dead) return false;
  if (process->is_quiet) return true;
  process->steps++;
  if (process->steps == process->dies_at) simulated_process_kill(process);
  return !process->is_dead;
}

int64_t simulated_process_step_count(const simulated_process *process) { return process->steps; }

void simulated_process_fault(
    simulated_process *process, enum simulated_fault fault, int64_t after, int64_t count) {
  process->fault = fault;
  process->fault_after = after;
  process->fault_count = count;
}

void process_hears(
    simulated_process *process, enum simulated_moment moment, int64_t microseconds) {
  if (process->is_dead || process->is_quiet || !process->listener) return;
  process->listener(process->context, moment, microseconds);
  if (!process->is_dead) return;
  // It was killed meanwhile, and others have gone on: what counts is the memory as it is now.
  drop_saved(process, false);
  save_memory(process);
}

// MARK: The VFS

static int simulated_open(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags) {
  simulated_process *process = of(vfs);
  struct handle *handle = (struct handle *)base;
  memset(handle, 0, sizeof *handle);
  if (process_faults(process, SIMULATED_IO_ERROR)) {
    process->error = EIO;
    return SQLITE_CANTOPEN;
  }
  struct file *file = path ? disk_find(process->disk, path) : NULL;
  if (!file) {
    if (!(flags & SQLITE_OPEN_CREATE)) {
      process->error = ENOENT;
      return SQLITE_CANTOPEN;
    }
    if (path && !simulated_process_steps(process)) return SQLITE_CANTOPEN;
    file = disk_create(process->disk, path);
  }
  if (flags & SQLITE_OPEN_DELETEONCLOSE) file->goes_on_close = true;
  file->users++;
  handle->file = file;
  handle->process = process;
  handle->next_of_file = file->handles;
  file->handles = handle;
  handle->next_of_process = process->handles;
  process->handles = handle;
  handle->base.pMethods = &simulated_io;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

static int simulated_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
  simulated_process *process = of(vfs);
  if (process_faults(process, SIMULATED_IO_ERROR)) {
    process->error = EIO;
    return SQLITE_IOERR_DELETE;
  }
  struct file *file = disk_find(process->disk, path);
  if (!file) return SQLITE_IOERR_DELETE_NOENT;
  if (!simulated_process_steps(process)) return SQLITE_IOERR_DELETE;
  file->is_there = false;
  process->disk->changes++;
  if (syncs_folder) {
    disk_sync_folder(process->disk);
  } else {
    disk_release(process->disk, file);
  }
  return SQLITE_OK;
}

static int simulated_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
  (void)flags;
  if (of(vfs)->is_dead) return SQLITE_IOERR_ACCESS;
  struct file *file = disk_find(of(vfs)->disk, path);
  // An empty journal counts as none, as the system's VFS has it.
  *result = file && (flags != SQLITE_ACCESS_EXISTS || file->size > 0);
  return SQLITE_OK;
}

static int simulated_full_path(sqlite3_vfs *vfs, const char *path, int room, char *result) {
  (void)vfs;
  if (strlen(path) >= (size_t)room) return SQLITE_CANTOPEN;
  strcpy(result, path);
  return SQLITE_OK;
}

static int simulated_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
  for (int i = 0; i < count; i++) bytes[i] = (char)disk_random(of(vfs)->disk);
  return count;
}

static int simulated_sleep(sqlite3_vfs *vfs, int microseconds) {
  process_hears(of(vfs), SIMULATED_SLEEP, microseconds);
  return microseconds;
}

// Nothing asks SQLite for the time.
static int simulated_time(sqlite3_vfs *vfs, sqlite3_int64 *now) {
  (void)vfs;
  *now = 0;
  return SQLITE_OK;
}

static int simulated_last_error(sqlite3_vfs *vfs, int room, char *words) {
  (void)room, (void)words;
  return of(vfs)->error;
}

simulated_process *simulated_process_start(
    simulated_disk *disk, const char *name, simulated_listener *listener, void *context) {
  simulated_process *process = calloc(1, sizeof *process);
  process->disk = disk;
  process->listener = listener;
  process->context = context;
  process->name = strdup(name);
  process->vfs = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = sizeof(struct handle),
      .mxPathname = 512,
      .zName = process->name,
      .pAppData = process,
      .xOpen = simulated_open,
      .xDelete = simulated_delete,
      .xAccess = simulated_access,
      .xFullPathname = simulated_full_path,
      .xRandomness = simulated_randomness,
      .xSleep = simulated_sleep,
      .xGetLastError = simulated_last_error,
      .xCurrentTimeInt64 = simulated_time,
  };
  sqlite3_vfs_register(&process->vfs, 0);
  return process;
}

void simulated_process_free(simulated_process *process) {
  drop_saved(process, true);
  sqlite3_vfs_unregister(&process->vfs);
  free(process->name);
  free(process);
}
