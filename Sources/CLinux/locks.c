#define _GNU_SOURCE
#include "CLinuxLocks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

// Older kernel headers lack some of the names.
#ifndef CIFS_SUPER_MAGIC
#define CIFS_SUPER_MAGIC 0xFF534D42
#endif
#ifndef SMB2_SUPER_MAGIC
#define SMB2_SUPER_MAGIC 0xFE534D42
#endif

static int opened(const char *path, int flags) {
  int descriptor;
  do {
    descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor < 0 ? -errno : descriptor;
}

// The pid must be 0 for locks of this kind.
static struct flock whole_file(void) {
  struct flock lock = {0};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

int rushes_lock_create(const char *path) { return opened(path, O_RDWR | O_CREAT | O_EXCL); }

int rushes_lock_open(const char *path) { return opened(path, O_RDWR); }

int rushes_lock_open_or_create(const char *path) { return opened(path, O_RDWR | O_CREAT); }

static int taken(int descriptor, struct flock lock) {
  if (fcntl(descriptor, F_OFD_SETLK, &lock) == 0) return 0;
  return errno == EACCES ? -EAGAIN : -errno;
}

int rushes_lock_try(int descriptor) { return taken(descriptor, whole_file()); }

int rushes_lock_share(int descriptor) {
  struct flock lock = whole_file();
  lock.l_type = F_RDLCK;
  return taken(descriptor, lock);
}

// Locks of the same open file never stand in their own way.
int rushes_lock_has_others(int descriptor) {
  struct flock lock = whole_file();
  return fcntl(descriptor, F_OFD_GETLK, &lock) == 0 ? lock.l_type != F_UNLCK : -errno;
}

int rushes_lock_is_linked(int descriptor) {
  struct stat facts;
  if (fstat(descriptor, &facts) != 0) return -errno;
  return facts.st_nlink > 0;
}

int rushes_lock_is_held(const char *path) {
  int descriptor = opened(path, O_RDONLY);
  if (descriptor == -ENOENT || descriptor == -ENOTDIR) return 0;
  if (descriptor < 0) return descriptor;
  int answer = rushes_lock_has_others(descriptor);
  close(descriptor);
  return answer;
}

void rushes_lock_release(int descriptor) { close(descriptor); }

int rushes_is_network_folder(const char *path) {
  struct statfs facts;
  if (statfs(path, &facts) != 0) return -errno;
  switch ((unsigned int)facts.f_type) {
  case NFS_SUPER_MAGIC:
  case SMB_SUPER_MAGIC:
  case CIFS_SUPER_MAGIC:
  case SMB2_SUPER_MAGIC:
  case AFS_SUPER_MAGIC:
  case V9FS_MAGIC:
    return 1;
  default:
    return 0;
  }
}

int rushes_folder_open(const char *path) {
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}
