// Files in memory, and what a power cut leaves of them.
#define _GNU_SOURCE
#include "disk.h"

#include <stdlib.h>
#include <string.h>

uint64_t disk_random(simulated_disk *disk) {
  uint64_t mixed = disk->random += 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

simulated_disk *simulated_disk_make(uint64_t seed) {
  simulated_disk *disk = calloc(1, sizeof *disk);
  disk->random = seed;
  return disk;
}

static void forget_changes(struct file *file) {
  for (int64_t i = 0; i < file->change_count; i++) free(file->changes[i].bytes);
  file->change_count = 0;
}

static void file_free(struct file *file) {
  forget_changes(file);
  free(file->changes);
  free(file->bytes);
  free(file->durable);
  free(file->path);
  free(file);
}

void simulated_disk_free(simulated_disk *disk) {
  for (struct file *file = disk->files, *next; file; file = next) {
    next = file->next;
    file_free(file);
  }
  free(disk);
}

uint64_t simulated_disk_changes(const simulated_disk *disk) { return disk->changes; }

struct file *disk_find(simulated_disk *disk, const char *path) {
  for (struct file *file = disk->files; file; file = file->next) {
    if (file->is_there && file->path && strcmp(file->path, path) == 0) return file;
  }
  return NULL;
}

struct file *disk_create(simulated_disk *disk, const char *path) {
  struct file *file = calloc(1, sizeof *file);
  file->path = path ? strdup(path) : NULL;
  file->is_there = true;
  file->next = disk->files;
  disk->files = file;
  return file;
}

// Frees a file that nobody has open and that no power cut can bring back.
void disk_release(simulated_disk *disk, struct file *file) {
  if (file->users > 0 || file->is_there || file->is_durable) return;
  for (struct file **place = &disk->files; *place; place = &(*place)->next) {
    if (*place != file) continue;
    *place = file->next;
    file_free(file);
    return;
  }
}

// Makes every name that was given or taken away durable.
void disk_sync_folder(simulated_disk *disk) {
  for (struct file *file = disk->files, *next; file; file = next) {
    next = file->next;
    file->is_durable = file->is_there && file->path;
    disk_release(disk, file);
  }
}

static void resize(struct file *file, int64_t size) {
  if (size > file->room) {
    file->room = size < 4096 ? 4096 : size + size / 2;
    file->bytes = realloc(file->bytes, (size_t)file->room);
  }
  if (size > file->size) memset(file->bytes + file->size, 0, (size_t)(size - file->size));
  file->size = size;
}

static void note(struct file *file, int64_t offset, int64_t count, const void *bytes) {
  if (file->change_count == file->change_room) {
    file->change_room = file->change_room ? 2 * file->change_room : 16;
    file->changes = realloc(file->changes, (size_t)file->change_room * sizeof *file->changes);
  }
  struct change *change = &file->changes[file->change_count++];
  *change = (struct change){.offset = offset, .count = count};
  if (!bytes) return;
  change->bytes = malloc((size_t)count);
  memcpy(change->bytes, bytes, (size_t)count);
}

static void place(struct file *file, const void *bytes, int64_t count, int64_t offset) {
  if (offset + count > file->size) resize(file, offset + count);
  memcpy(file->bytes + offset, bytes, (size_t)count);
}

void file_write(struct file *file, const void *bytes, int64_t count, int64_t offset) {
  if (count <= 0) return;
  place(file, bytes, count, offset);
  if (file->path) note(file, offset, count, bytes);
}

void file_truncate(struct file *file, int64_t size) {
  resize(file, size);
  if (file->path) note(file, size, 0, NULL);
}

static void make_durable(struct file *file, int64_t from, int64_t to) {
  if (file->size > file->durable_room) {
    file->durable_room = file->size + file->size / 2;
    file->durable = realloc(file->durable, (size_t)file->durable_room);
  }
  if (to > from) memcpy(file->durable + from, file->bytes + from, (size_t)(to - from));
  file->durable_size = file->size;
  forget_changes(file);
}

void file_sync(struct file *file) {
  if (file->change_count == 0) return;
  // Only what was written since the last time is copied: logs are synced at every commit.
  int64_t from = file->durable_size, to = 0;
  for (int64_t i = 0; i < file->change_count; i++) {
    struct change *change = &file->changes[i];
    if (change->offset < from) from = change->offset;
    int64_t end = change->bytes ? change->offset + change->count : file->size;
    if (end > to) to = end;
  }
  make_durable(file, from, to < file->size ? to : file->size);
}

void simulated_disk_put(simulated_disk *disk, const char *path, const void *bytes, int64_t count) {
  struct file *file = disk_create(disk, path);
  file_write(file, bytes, count, 0);
  file_sync(file);
  file->is_durable = true;
}

int64_t simulated_disk_size(simulated_disk *disk, const char *path) {
  struct file *file = disk_find(disk, path);
  return file ? file->size : -1;
}

// Writes of one sector reach the disk in their order; sectors know nothing of each other.
static void keep_some(simulated_disk *disk, struct file *file, struct change *changes,
                      int64_t count, int64_t last) {
  int64_t sectors = last / sector + 1;
  int64_t *kept = malloc((size_t)sectors * sizeof *kept);
  for (int64_t i = 0; i < sectors; i++) {
    kept[i] = (int64_t)(disk_random(disk) % (uint64_t)(count + 1));
  }
  int64_t cuts = (int64_t)(disk_random(disk) % (uint64_t)(count + 1));
  for (int64_t i = 0; i < count; i++) {
    struct change *change = &changes[i];
    if (!change->bytes) {
      if (i < cuts) resize(file, change->offset);
      continue;
    }
    int64_t from = change->offset, end = change->offset + change->count;
    while (from < end) {
      int64_t to = (from / sector + 1) * sector;
      if (to > end) to = end;
      if (i < kept[from / sector]) {
        place(file, change->bytes + (from - change->offset), to - from, from);
      }
      from = to;
    }
  }
  free(kept);
}

static void cut_file(simulated_disk *disk, struct file *file, enum simulated_loss loss) {
  int64_t last = 0;
  for (int64_t i = 0; i < file->change_count; i++) {
    int64_t end = file->changes[i].offset + file->changes[i].count;
    if (end > last) last = end;
  }
  // A name that was given or taken away lately is as likely to have reached the disk as not.
  bool keeps = loss == SIMULATED_LOSS_NONE ||
               (loss == SIMULATED_LOSS_SECTORS && (disk_random(disk) & 1) == 0);
  if (file->is_there != file->is_durable && !keeps) file->is_there = file->is_durable;
  file->is_durable = file->is_there;
  if (loss != SIMULATED_LOSS_NONE) {
    struct change *changes = file->changes;
    int64_t count = file->change_count;
    file->changes = NULL;
    file->change_count = file->change_room = 0;
    resize(file, 0);
    place(file, file->durable ? file->durable : (void *)"", file->durable_size, 0);
    if (loss == SIMULATED_LOSS_SECTORS) keep_some(disk, file, changes, count, last);
    for (int64_t i = 0; i < count; i++) free(changes[i].bytes);
    free(changes);
  }
  make_durable(file, 0, file->size);
}

void simulated_disk_cut_power(simulated_disk *disk, enum simulated_loss loss) {
  disk->changes++;
  for (struct file *file = disk->files, *next; file; file = next) {
    next = file->next;
    if (file->path) {
      cut_file(disk, file, loss);
    } else {
      file->is_there = false;
    }
    disk_release(disk, file);
  }
}

bool simulated_disk_holds(const simulated_disk *disk, const char *text) {
  size_t length = strlen(text);
  for (struct file *file = disk->files; file; file = file->next) {
    if (file->size > 0 && memmem(file->bytes, (size_t)file->size, text, length)) return true;
    if (file->durable_size > 0 &&
        memmem(file->durable, (size_t)file->durable_size, text, length)) {
      return true;
    }
  }
  return false;
}
