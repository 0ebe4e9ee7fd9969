#define _GNU_SOURCE
#include "CLinuxService.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int rushes_service_tell(const char *place, const char *message) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  size_t length = strlen(place);
  if (length < 2 || (place[0] != '/' && place[0] != '@')) return -EAFNOSUPPORT;
  if (length >= sizeof address.sun_path) return -E2BIG;
  memcpy(address.sun_path, place, length);
  if (place[0] == '@') address.sun_path[0] = 0;
  int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  // A manager that does not read must not stop the program.
  struct timeval patience = {.tv_sec = 2};
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
  ssize_t sent;
  do {
    sent = sendto(descriptor, message, strlen(message), MSG_NOSIGNAL,
                  (struct sockaddr *)&address, size);
  } while (sent < 0 && errno == EINTR);
  int result = sent < 0 ? -errno : 0;
  close(descriptor);
  return result;
}
