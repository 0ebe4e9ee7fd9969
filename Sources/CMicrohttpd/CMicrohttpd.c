#define _GNU_SOURCE

#include "CMicrohttpd.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// A connection that sends nothing for this many seconds is closed.
#define RUSHES_MHD_SILENCE 120u
// Bytes for one connection's headers and read buffer: long links and large bodies go faster.
#define RUSHES_MHD_CONNECTION_MEMORY ((size_t)256 * 1024)

struct rushes_mhd_server {
  struct MHD_Daemon *daemon;
  rushes_mhd_handler handler;
  rushes_mhd_pauser pauser;
  void *context;
  size_t body_limit;
  uint16_t port;
};

struct rushes_mhd_request {
  struct rushes_mhd_server *server;
  struct MHD_Connection *connection;
  const char *method;
  const char *path;
  uint8_t *body;
  size_t length;
  size_t capacity;
  bool was_cut;
  bool was_suspended;
  enum MHD_Result result;
  void *value;
  void (*release)(void *value);
};

// The library's own types are reached through one opaque name in the header.
#define RESPONSE(pointer) ((struct MHD_Response *)(pointer))

static struct {
  __typeof__(&MHD_start_daemon) start_daemon;
  __typeof__(&MHD_stop_daemon) stop_daemon;
  __typeof__(&MHD_get_daemon_info) get_daemon_info;
  __typeof__(&MHD_lookup_connection_value) lookup_connection_value;
  __typeof__(&MHD_get_connection_values) get_connection_values;
  __typeof__(&MHD_create_response_from_buffer) create_response_from_buffer;
  __typeof__(&MHD_create_response_from_fd_at_offset64) create_response_from_fd;
  __typeof__(&MHD_create_response_from_callback) create_response_from_callback;
  __typeof__(&MHD_suspend_connection) suspend_connection;
  __typeof__(&MHD_resume_connection) resume_connection;
  __typeof__(&MHD_add_response_header) add_response_header;
  __typeof__(&MHD_queue_response) queue_response;
  __typeof__(&MHD_destroy_response) destroy_response;
  __typeof__(&gnutls_hmac_fast) hmac_fast;
} api;

static pthread_once_t opened = PTHREAD_ONCE_INIT;
static const char *open_failure;
static char open_failure_text[512];

static bool find(void *library, const char *name, void *place) {
  void *symbol = dlsym(library, name);
  if (symbol == NULL) {
    const char *reason = dlerror();
    strncpy(open_failure_text, reason ? reason : name, sizeof open_failure_text - 1);
    open_failure = open_failure_text;
    return false;
  }
  memcpy(place, &symbol, sizeof symbol);
  return true;
}

static void *load(const char *name) {
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    const char *reason = dlerror();
    strncpy(open_failure_text, reason ? reason : name, sizeof open_failure_text - 1);
    open_failure = open_failure_text;
  }
  return library;
}

static void open_libraries(void) {
  void *mhd = load("libmicrohttpd.so.12");
  void *tls = mhd ? load("libgnutls.so.30") : NULL;
  if (mhd == NULL || tls == NULL) return;
  (void)(find(mhd, "MHD_start_daemon", &api.start_daemon)
         && find(mhd, "MHD_stop_daemon", &api.stop_daemon)
         && find(mhd, "MHD_get_daemon_info", &api.get_daemon_info)
         && find(mhd, "MHD_lookup_connection_value", &api.lookup_connection_value)
         && find(mhd, "MHD_get_connection_values", &api.get_connection_values)
         && find(mhd, "MHD_create_response_from_buffer", &api.create_response_from_buffer)
         && find(mhd, "MHD_create_response_from_fd_at_offset64", &api.create_response_from_fd)
         && find(
             mhd, "MHD_create_response_from_callback", &api.create_response_from_callback)
         && find(mhd, "MHD_suspend_connection", &api.suspend_connection)
         && find(mhd, "MHD_resume_connection", &api.resume_connection)
         && find(mhd, "MHD_add_response_header", &api.add_response_header)
         && find(mhd, "MHD_queue_response", &api.queue_response)
         && find(mhd, "MHD_destroy_response", &api.destroy_response)
         && find(tls, "gnutls_hmac_fast", &api.hmac_fast));
}

const char *rushes_mhd_open(void) {
  pthread_once(&opened, open_libraries);
  return open_failure;
}

static void keep(struct rushes_mhd_request *request, const char *data, size_t size, size_t limit) {
  size_t room = limit - request->length;
  if (size > room) {
    // The rest is read and dropped: an answer in the middle of an upload would be lost.
    request->was_cut = true;
    size = room;
  }
  if (request->length + size > request->capacity) {
    size_t wanted = request->capacity ? request->capacity * 2 : 64 * 1024;
    while (wanted < request->length + size) wanted *= 2;
    uint8_t *larger = realloc(request->body, wanted);
    if (larger == NULL) {
      request->was_cut = true;
      return;
    }
    request->body = larger;
    request->capacity = wanted;
  }
  memcpy(request->body + request->length, data, size);
  request->length += size;
}

static enum MHD_Result accept_request(
    void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *upload_data, size_t *upload_data_size, void **state) {
  (void)version;
  struct rushes_mhd_server *server = context;
  struct rushes_mhd_request *request = *state;
  if (request == NULL) {
    *state = calloc(1, sizeof *request);
    return *state ? MHD_YES : MHD_NO;
  }
  if (*upload_data_size > 0) {
    keep(request, upload_data, *upload_data_size, server->body_limit);
    *upload_data_size = 0;
    return MHD_YES;
  }
  request->server = server;
  request->connection = connection;
  request->method = method;
  request->path = url;
  request->result = MHD_NO;
  request->was_suspended = false;
  server->handler(server->context, request);
  // A request that is held has no answer yet, and its connection must stay.
  return request->was_suspended ? MHD_YES : request->result;
}

static void complete_request(
    void *context, struct MHD_Connection *connection, void **state,
    enum MHD_RequestTerminationCode code) {
  (void)context, (void)connection, (void)code;
  struct rushes_mhd_request *request = *state;
  if (request == NULL) return;
  if (request->value) request->release(request->value);
  free(request->body);
  free(request);
  *state = NULL;
}

struct rushes_mhd_server *rushes_mhd_start(
    uint16_t port, unsigned threads, size_t body_limit, rushes_mhd_handler handler,
    rushes_mhd_pauser pauser, void *context, int *error) {
  struct rushes_mhd_server *server = calloc(1, sizeof *server);
  if (server == NULL) {
    *error = ENOMEM;
    return NULL;
  }
  server->handler = handler;
  server->pauser = pauser;
  server->context = context;
  server->body_limit = body_limit;

  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

  // The library's threads take no signals: those belong to whoever waits for them.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  errno = 0;
  server->daemon = api.start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, port, NULL, NULL, accept_request, server,
      MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_THREAD_POOL_SIZE, threads,
      MHD_OPTION_CONNECTION_TIMEOUT, RUSHES_MHD_SILENCE, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      RUSHES_MHD_CONNECTION_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, complete_request, NULL,
      MHD_OPTION_END);
  int reason = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);

  const union MHD_DaemonInfo *info =
      server->daemon ? api.get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
  if (info == NULL) {
    if (server->daemon) api.stop_daemon(server->daemon);
    free(server);
    *error = reason ? reason : EIO;
    return NULL;
  }
  server->port = info->port;
  return server;
}

uint16_t rushes_mhd_port(const struct rushes_mhd_server *server) { return server->port; }

void rushes_mhd_stop(struct rushes_mhd_server *server) {
  api.stop_daemon(server->daemon);
  free(server);
}

const char *rushes_mhd_method(const struct rushes_mhd_request *request) {
  return request->method;
}

const char *rushes_mhd_path(const struct rushes_mhd_request *request) { return request->path; }

const char *rushes_mhd_header(const struct rushes_mhd_request *request, const char *name) {
  return api.lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

struct visit {
  rushes_mhd_visitor visitor;
  void *context;
};

static enum MHD_Result visit_value(
    void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
  (void)kind;
  struct visit *visit = context;
  visit->visitor(visit->context, name, value);
  return MHD_YES;
}

void rushes_mhd_query(
    const struct rushes_mhd_request *request, rushes_mhd_visitor visitor, void *context) {
  struct visit visit = {.visitor = visitor, .context = context};
  api.get_connection_values(
      request->connection, MHD_GET_ARGUMENT_KIND, visit_value, &visit);
}

const uint8_t *rushes_mhd_body(const struct rushes_mhd_request *request) { return request->body; }

size_t rushes_mhd_body_length(const struct rushes_mhd_request *request) {
  return request->length;
}

bool rushes_mhd_body_was_cut(const struct rushes_mhd_request *request) {
  return request->was_cut;
}

struct rushes_mhd_response *rushes_mhd_response_bytes(const uint8_t *bytes, size_t length) {
  // The library's parameter is not const, and MUST_COPY never writes to it.
  return (struct rushes_mhd_response *)api.create_response_from_buffer(
      length, (void *)bytes, MHD_RESPMEM_MUST_COPY);
}

struct rushes_mhd_response *rushes_mhd_response_file(
    int descriptor, uint64_t offset, uint64_t length) {
  struct MHD_Response *response = api.create_response_from_fd(length, descriptor, offset);
  if (response == NULL) close(descriptor);
  return (struct rushes_mhd_response *)response;
}

int rushes_mhd_memory_file(const uint8_t *bytes, size_t length) {
  int descriptor = memfd_create("answer", MFD_CLOEXEC);
  if (descriptor < 0) return -1;
  while (length > 0) {
    ssize_t count = write(descriptor, bytes, length);
    if (count <= 0) {
      close(descriptor);
      return -1;
    }
    bytes += count;
    length -= (size_t)count;
  }
  return descriptor;
}

struct stream {
  struct rushes_mhd_request *request;
  int descriptor;
  uint64_t offset;
  uint64_t sent;
  bool ends_well;
  uint64_t piece;
  uint64_t left_in_piece;
  uint32_t pause;
};

static ssize_t read_stream(void *context, uint64_t position, char *buffer, size_t room) {
  struct stream *stream = context;
  if (position >= stream->sent) {
    return stream->ends_well ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
  }
  if (stream->piece > 0 && stream->left_in_piece == 0) {
    stream->left_in_piece = stream->piece;
    struct rushes_mhd_request *request = stream->request;
    bool is_held =
        request->server->pauser(request->server->context, request, stream->pause);
    return is_held ? 0 : MHD_CONTENT_READER_END_WITH_ERROR;
  }
  uint64_t count = stream->sent - position;
  if (count > room) count = room;
  if (stream->piece > 0 && count > stream->left_in_piece) count = stream->left_in_piece;
  ssize_t got = pread(stream->descriptor, buffer, count, (off_t)(stream->offset + position));
  if (got <= 0) return MHD_CONTENT_READER_END_WITH_ERROR;
  if (stream->piece > 0) stream->left_in_piece -= (uint64_t)got;
  return got;
}

static void end_stream(void *context) {
  struct stream *stream = context;
  close(stream->descriptor);
  free(stream);
}

struct rushes_mhd_response *rushes_mhd_response_stream(
    struct rushes_mhd_request *request, int descriptor, uint64_t offset, uint64_t stated,
    uint64_t sent, uint64_t piece, uint32_t pause_milliseconds) {
  struct stream *stream = calloc(1, sizeof *stream);
  if (stream == NULL) {
    close(descriptor);
    return NULL;
  }
  *stream = (struct stream){
      .request = request, .descriptor = descriptor, .offset = offset, .sent = sent,
      .ends_well = stated == UINT64_MAX, .piece = piece, .left_in_piece = piece,
      .pause = pause_milliseconds};
  struct MHD_Response *response = api.create_response_from_callback(
      stated == UINT64_MAX ? MHD_SIZE_UNKNOWN : stated, 32 * 1024, read_stream, stream, end_stream);
  if (response == NULL) end_stream(stream);
  return (struct rushes_mhd_response *)response;
}

void rushes_mhd_response_header(
    struct rushes_mhd_response *response, const char *name, const char *value) {
  if (response) api.add_response_header(RESPONSE(response), name, value);
}

void rushes_mhd_send(
    struct rushes_mhd_request *request, unsigned status, struct rushes_mhd_response *response) {
  if (response == NULL) return;
  request->result = api.queue_response(request->connection, status, RESPONSE(response));
  api.destroy_response(RESPONSE(response));
}

void rushes_mhd_suspend(struct rushes_mhd_request *request) {
  request->was_suspended = true;
  api.suspend_connection(request->connection);
}

void rushes_mhd_resume(struct rushes_mhd_request *request) {
  api.resume_connection(request->connection);
}

void rushes_mhd_leave(
    struct rushes_mhd_request *request, void *value, void (*release)(void *value)) {
  request->value = value;
  request->release = release;
}

void *rushes_mhd_take(struct rushes_mhd_request *request) {
  void *value = request->value;
  request->value = NULL;
  return value;
}

bool rushes_mhd_hmac_sha256(
    const uint8_t *key, size_t key_length, const uint8_t *text, size_t text_length,
    uint8_t *digest) {
  return api.hmac_fast(GNUTLS_MAC_SHA256, key, key_length, text, text_length, digest) == 0;
}
