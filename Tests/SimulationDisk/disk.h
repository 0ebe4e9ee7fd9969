#pragma once
#include "CSimulatedDisk.h"

#include <sqlite3.h>
#include <stddef.h>

enum { sector = 512, block = 32768, most_blocks = 64 };

// A write that is not durable yet; without bytes it cuts the file to `offset`.
struct change {
  int64_t offset;
  int64_t count;
  unsigned char *bytes;
};

// The shared memory of one log. Dead processes keep it until they are cleared away, so that nothing
// dangles; the living forget it when the last of them is gone.
struct shared_memory {
  int users;
  int living;
  int blocks;
  unsigned char *block[most_blocks];
};

struct handle;

struct file {
  struct file *next;
  char *path;
  unsigned char *bytes;
  int64_t size;
  int64_t room;
  unsigned char *durable;
  int64_t durable_size;
  int64_t durable_room;
  struct change *changes;
  int64_t change_count;
  int64_t change_room;
  // Whether its name is in the folder on the disk; whether it is in the folder as programs see it.
  bool is_durable;
  bool is_there;
  bool goes_on_close;
  int users;
  struct handle *handles;
  struct shared_memory *memory;
};

struct simulated_disk {
  struct file *files;
  uint64_t random;
  uint64_t changes;
};

struct saved {
  struct shared_memory *memory;
  unsigned char *bytes;
  int blocks;
};

struct simulated_process {
  sqlite3_vfs vfs;
  char *name;
  simulated_disk *disk;
  simulated_listener *listener;
  void *context;
  struct handle *handles;
  bool is_dead;
  // The audit's own calls: no faults, no steps, nobody hears of them.
  bool is_quiet;
  int64_t steps;
  int64_t dies_at;
  enum simulated_fault fault;
  int64_t fault_after;
  int64_t fault_count;
  int error;
  struct saved saved[8];
  int saved_count;
};

struct handle {
  sqlite3_file base;
  struct file *file;
  simulated_process *process;
  struct handle *next_of_file;
  struct handle *next_of_process;
  struct shared_memory *memory;
  int lock;
  unsigned shared;
  unsigned exclusive;
};

extern const sqlite3_io_methods simulated_io;

struct file *disk_find(simulated_disk *disk, const char *path);
struct file *disk_create(simulated_disk *disk, const char *path);
void disk_release(simulated_disk *disk, struct file *file);
void disk_sync_folder(simulated_disk *disk);
void file_write(struct file *file, const void *bytes, int64_t count, int64_t offset);
void file_truncate(struct file *file, int64_t size);
void file_sync(struct file *file);
uint64_t disk_random(simulated_disk *disk);

bool process_faults(simulated_process *process, enum simulated_fault fault);
void process_hears(simulated_process *process, enum simulated_moment moment, int64_t microseconds);
void memory_leave(struct handle *handle);
