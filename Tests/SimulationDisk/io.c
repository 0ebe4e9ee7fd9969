// SQLite's calls on open files. Every call of a dead process is refused.
#include "disk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct handle *of(sqlite3_file *base) { return (struct handle *)base; }

static int refused(simulated_process *process, int code, int result) {
  process->error = code;
  return result;
}

static int simulated_close(sqlite3_file *base) {
  struct handle *handle = of(base);
  memory_leave(handle);
  for (struct handle **place = &handle->file->handles; *place; place = &(*place)->next_of_file) {
    if (*place == handle) {
      *place = handle->next_of_file;
      break;
    }
  }
  for (struct handle **place = &handle->process->handles; *place;
       place = &(*place)->next_of_process) {
    if (*place == handle) {
      *place = handle->next_of_process;
      break;
    }
  }
  struct file *file = handle->file;
  file->users--;
  if (file->goes_on_close && file->users == 0) file->is_there = false;
  disk_release(handle->process->disk, file);
  return SQLITE_OK;
}

static int simulated_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
  struct handle *handle = of(base);
  // A read that ends early within a file is read on by the system's VFS: it is an error or whole.
  if (process_faults(handle->process, SIMULATED_IO_ERROR)) {
    return refused(handle->process, EIO, SQLITE_IOERR_READ);
  }
  int64_t there = handle->file->size - offset;
  if (there > count) there = count;
  if (there > 0) memcpy(bytes, handle->file->bytes + offset, (size_t)there);
  if (there < 0) there = 0;
  if (there == count) return SQLITE_OK;
  memset((char *)bytes + there, 0, (size_t)(count - there));
  return SQLITE_IOERR_SHORT_READ;
}

static int simulated_write(
    sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
  struct handle *handle = of(base);
  simulated_process *process = handle->process;
  if (!handle->file->path) {
    if (process->is_dead) return SQLITE_IOERR_WRITE;
    file_write(handle->file, bytes, count, offset);
    return SQLITE_OK;
  }
  if (process_faults(process, SIMULATED_IO_ERROR)) return refused(process, EIO, SQLITE_IOERR_WRITE);
  if (process_faults(process, SIMULATED_FULL)) {
    if (!process->is_dead) file_write(handle->file, bytes, count / 2, offset);
    return refused(process, ENOSPC, SQLITE_FULL);
  }
  bool was_alive = !process->is_dead;
  if (!simulated_process_steps(process)) {
    // Half of it has gone out when the process dies of this very write.
    if (was_alive) file_write(handle->file, bytes, count / 2, offset);
    return SQLITE_IOERR_WRITE;
  }
  file_write(handle->file, bytes, count, offset);
  process->disk->changes++;
  return SQLITE_OK;
}

static int simulated_truncate(sqlite3_file *base, sqlite3_int64 size) {
  struct handle *handle = of(base);
  if (process_faults(handle->process, SIMULATED_IO_ERROR)) {
    return refused(handle->process, EIO, SQLITE_IOERR_TRUNCATE);
  }
  if (!simulated_process_steps(handle->process)) return SQLITE_IOERR_TRUNCATE;
  file_truncate(handle->file, size);
  handle->process->disk->changes++;
  return SQLITE_OK;
}

static int simulated_sync(sqlite3_file *base, int flags) {
  (void)flags;
  struct handle *handle = of(base);
  process_hears(handle->process, SIMULATED_BEFORE_SYNC, 0);
  if (process_faults(handle->process, SIMULATED_IO_ERROR)) {
    return refused(handle->process, EIO, SQLITE_IOERR_FSYNC);
  }
  if (!simulated_process_steps(handle->process)) return SQLITE_IOERR_FSYNC;
  file_sync(handle->file);
  // The system's VFS syncs the folder with the first sync of a journal or a log that it has made.
  if (handle->file->path && !handle->file->is_durable) {
    disk_sync_folder(handle->process->disk);
  }
  return SQLITE_OK;
}

static int simulated_file_size(sqlite3_file *base, sqlite3_int64 *size) {
  if (of(base)->process->is_dead) return SQLITE_IOERR_FSTAT;
  *size = of(base)->file->size;
  return SQLITE_OK;
}

// MARK: Locks of the file

static bool others_hold(struct handle *handle, int level) {
  for (struct handle *other = handle->file->handles; other; other = other->next_of_file) {
    if (other != handle && !other->process->is_dead && other->lock >= level) return true;
  }
  return false;
}

static int simulated_lock(sqlite3_file *base, int level) {
  struct handle *handle = of(base);
  if (handle->process->is_dead) return SQLITE_IOERR_LOCK;
  if (handle->lock >= level) return SQLITE_OK;
  if (process_faults(handle->process, SIMULATED_LOCKED)) return SQLITE_BUSY;
  switch (level) {
  case SQLITE_LOCK_SHARED:
    if (others_hold(handle, SQLITE_LOCK_PENDING)) return SQLITE_BUSY;
    break;
  case SQLITE_LOCK_RESERVED:
    if (others_hold(handle, SQLITE_LOCK_RESERVED)) return SQLITE_BUSY;
    break;
  default:
    if (others_hold(handle, SQLITE_LOCK_RESERVED)) return SQLITE_BUSY;
    if (others_hold(handle, SQLITE_LOCK_SHARED)) {
      handle->lock = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
  }
  handle->lock = level;
  return SQLITE_OK;
}

static int simulated_unlock(sqlite3_file *base, int level) {
  if (of(base)->lock > level) of(base)->lock = level;
  return SQLITE_OK;
}

static int simulated_check_reserved(sqlite3_file *base, int *result) {
  *result = of(base)->lock >= SQLITE_LOCK_RESERVED || others_hold(of(base), SQLITE_LOCK_RESERVED);
  return SQLITE_OK;
}

static int simulated_control(sqlite3_file *base, int operation, void *argument) {
  (void)base, (void)operation, (void)argument;
  return SQLITE_NOTFOUND;
}

static int simulated_sector_size(sqlite3_file *base) {
  (void)base;
  return 4096;
}

// As the system's VFS says: a write leaves the bytes beside it in its sector alone.
static int simulated_characteristics(sqlite3_file *base) {
  (void)base;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// MARK: Shared memory of the log

static int simulated_shm_map(
    sqlite3_file *base, int number, int size, int extends, void volatile **result) {
  struct handle *handle = of(base);
  *result = NULL;
  if (handle->process->is_dead || size != block || number >= most_blocks) return SQLITE_IOERR;
  if (process_faults(handle->process, SIMULATED_IO_ERROR)) {
    return refused(handle->process, EIO, SQLITE_IOERR_SHMMAP);
  }
  if (!handle->memory) {
    if (!handle->file->memory) handle->file->memory = calloc(1, sizeof(struct shared_memory));
    handle->memory = handle->file->memory;
    handle->memory->users++;
    handle->memory->living++;
  }
  struct shared_memory *memory = handle->memory;
  if (number >= memory->blocks && !extends) return SQLITE_OK;
  while (memory->blocks <= number) memory->block[memory->blocks++] = calloc(1, block);
  *result = memory->block[number];
  return SQLITE_OK;
}

static int simulated_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
  struct handle *handle = of(base);
  unsigned mask = ((1u << count) - 1) << offset;
  if (flags & SQLITE_SHM_UNLOCK) {
    handle->shared &= ~mask;
    handle->exclusive &= ~mask;
    return SQLITE_OK;
  }
  bool is_exclusive = flags & SQLITE_SHM_EXCLUSIVE;
  if (is_exclusive && offset == 0 && count == 1) {
    process_hears(handle->process, SIMULATED_BEFORE_WRITING, 0);
    if (process_faults(handle->process, SIMULATED_LOCKED)) return SQLITE_BUSY;
  }
  if (handle->process->is_dead) return SQLITE_IOERR_SHMLOCK;
  for (struct handle *other = handle->file->handles; other; other = other->next_of_file) {
    if (other == handle || other->process->is_dead) continue;
    if (other->exclusive & mask) return SQLITE_BUSY;
    if (is_exclusive && (other->shared & mask)) return SQLITE_BUSY;
  }
  if (is_exclusive) {
    handle->exclusive |= mask;
  } else {
    handle->shared |= mask;
  }
  return SQLITE_OK;
}

static void simulated_shm_barrier(sqlite3_file *base) { (void)base; }

static int simulated_shm_unmap(sqlite3_file *base, int deletes) {
  (void)deletes;
  memory_leave(of(base));
  return SQLITE_OK;
}

void memory_leave(struct handle *handle) {
  struct shared_memory *memory = handle->memory;
  handle->shared = handle->exclusive = 0;
  if (!memory) return;
  handle->memory = NULL;
  if (!handle->process->is_dead && --memory->living == 0) handle->file->memory = NULL;
  if (--memory->users > 0) return;
  for (int i = 0; i < memory->blocks; i++) free(memory->block[i]);
  free(memory);
}

const sqlite3_io_methods simulated_io = {
    .iVersion = 2,
    .xClose = simulated_close,
    .xRead = simulated_read,
    .xWrite = simulated_write,
    .xTruncate = simulated_truncate,
    .xSync = simulated_sync,
    .xFileSize = simulated_file_size,
    .xLock = simulated_lock,
    .xUnlock = simulated_unlock,
    .xCheckReservedLock = simulated_check_reserved,
    .xFileControl = simulated_control,
    .xSectorSize = simulated_sector_size,
    .xDeviceCharacteristics = simulated_characteristics,
    .xShmMap = simulated_shm_map,
    .xShmLock = simulated_shm_lock,
    .xShmBarrier = simulated_shm_barrier,
    .xShmUnmap = simulated_shm_unmap,
};
