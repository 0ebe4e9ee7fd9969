// libmicrohttpd, opened at first use, and the one function of GnuTLS that signing needs.
//
// The library costs start-up time and memory, and only the sandbox uses it: nothing links to it.
// `MHD_start_daemon` and `dlsym` are out of Swift's reach (variadic; untyped pointers), so the
// daemon, the gathering of a request's body and the answers are wrapped here.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rushes_mhd_server;
struct rushes_mhd_request;
struct rushes_mhd_response;

/// Called once for each request, when its body is whole, on one of the server's threads.
/// It must call rushes_mhd_send; without it the connection is closed.
typedef void (*rushes_mhd_handler)(void *context, struct rushes_mhd_request *request);

/// Called once for each query parameter; `value` is NULL where there is no equals sign.
typedef void (*rushes_mhd_visitor)(void *context, const char *name, const char *value);

/// Called when a request is to be held for some milliseconds: in the middle of an answer that comes in
/// pieces. It must call rushes_mhd_suspend, and returns false where it did not.
typedef bool (*rushes_mhd_pauser)(
    void *context, struct rushes_mhd_request *request, uint32_t milliseconds);

/// Opens the libraries. Returns NULL when they are ready, else what the loader said.
const char *rushes_mhd_open(void);

/// Starts a server on 127.0.0.1; port 0 takes a free one. Bodies are kept up to `body_limit` bytes.
/// Returns NULL with `error` set to an errno value when it cannot be started.
struct rushes_mhd_server *rushes_mhd_start(
    uint16_t port, unsigned threads, size_t body_limit, rushes_mhd_handler handler,
    rushes_mhd_pauser pauser, void *context, int *error);

/// The port that the server listens on.
uint16_t rushes_mhd_port(const struct rushes_mhd_server *server);

/// Closes every connection, joins the threads, and frees the server.
void rushes_mhd_stop(struct rushes_mhd_server *server);

const char *rushes_mhd_method(const struct rushes_mhd_request *request);
/// The path, percent-decoded, without the query.
const char *rushes_mhd_path(const struct rushes_mhd_request *request);
/// A header's value, or NULL. The name's case does not matter.
const char *rushes_mhd_header(const struct rushes_mhd_request *request, const char *name);
void rushes_mhd_query(
    const struct rushes_mhd_request *request, rushes_mhd_visitor visitor, void *context);
const uint8_t *rushes_mhd_body(const struct rushes_mhd_request *request);
size_t rushes_mhd_body_length(const struct rushes_mhd_request *request);
/// Whether the body was longer than the limit, and what is kept is not all of it.
bool rushes_mhd_body_was_cut(const struct rushes_mhd_request *request);

/// An answer with these bytes, which are copied.
struct rushes_mhd_response *rushes_mhd_response_bytes(const uint8_t *bytes, size_t length);
/// An answer that streams `length` bytes of a file from `offset`; owns the descriptor.
struct rushes_mhd_response *rushes_mhd_response_file(
    int descriptor, uint64_t offset, uint64_t length);
/// A file without a name that holds these bytes; -1 when the system gives none.
int rushes_mhd_memory_file(const uint8_t *bytes, size_t length);
/// An answer from a file of which only `sent` bytes come, whatever length is stated (UINT64_MAX states
/// none); then the connection is closed. With `piece` above 0 there is a pause after each that many
/// bytes. Owns the descriptor.
struct rushes_mhd_response *rushes_mhd_response_stream(
    struct rushes_mhd_request *request, int descriptor, uint64_t offset, uint64_t stated,
    uint64_t sent, uint64_t piece, uint32_t pause_milliseconds);
void rushes_mhd_response_header(
    struct rushes_mhd_response *response, const char *name, const char *value);
/// Queues the answer and gives it up; the response must not be used afterwards.
void rushes_mhd_send(
    struct rushes_mhd_request *request, unsigned status, struct rushes_mhd_response *response);

/// Holds a request: the handler, or the answer's next piece, is asked for again after
/// rushes_mhd_resume, which any thread may call. All must be resumed before rushes_mhd_stop.
void rushes_mhd_suspend(struct rushes_mhd_request *request);
void rushes_mhd_resume(struct rushes_mhd_request *request);

/// Leaves a value with the request; `release` is called on it when the request ends without
/// rushes_mhd_take having been called.
void rushes_mhd_leave(
    struct rushes_mhd_request *request, void *value, void (*release)(void *value));
/// What was left with the request, given back once; else NULL.
void *rushes_mhd_take(struct rushes_mhd_request *request);

/// HMAC-SHA256, 32 bytes into `digest`. False when the library could not do it.
bool rushes_mhd_hmac_sha256(
    const uint8_t *key, size_t key_length, const uint8_t *text, size_t text_length,
    uint8_t *digest);
