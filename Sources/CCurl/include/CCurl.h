// libcurl, opened at first use. The official headers give types and constants; every call goes
// through a function below, because the library is not linked (it costs 5 ms at start) and because
// Swift cannot call variadic functions.
#pragma once

#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

/// Opens libcurl once for the whole process; safe from any thread. NULL when it is ready, else a
/// sentence that says what is missing and how to get it (lives for ever). No other function here
/// may be called before this one has returned NULL.
const char *_Nullable rushes_curl_open(void);

/// What rushes_curl_open would say if libcurl had this name; changes nothing. For tests of the
/// sentence, which lives until the next call on the same thread.
const char *_Nullable rushes_curl_problem_with(const char *_Nonnull library);

CURL *_Nullable rushes_curl_easy_init(void);
void rushes_curl_easy_cleanup(CURL *_Nonnull easy);
void rushes_curl_easy_reset(CURL *_Nonnull easy);
const char *_Nonnull rushes_curl_easy_strerror(CURLcode code);

CURLcode rushes_curl_set_long(CURL *_Nonnull easy, CURLoption option, long value);
CURLcode rushes_curl_set_offset(CURL *_Nonnull easy, CURLoption option, curl_off_t value);
/// Strings are copied by libcurl.
CURLcode rushes_curl_set_string(
    CURL *_Nonnull easy, CURLoption option, const char *_Nullable value);
/// Pointers are kept by libcurl and must outlive the transfer.
CURLcode rushes_curl_set_pointer(CURL *_Nonnull easy, CURLoption option, void *_Nullable value);
CURLcode rushes_curl_set_data_function(
    CURL *_Nonnull easy, CURLoption option, curl_write_callback _Nonnull function);
CURLcode rushes_curl_set_prereq_function(
    CURL *_Nonnull easy, curl_prereq_callback _Nonnull function);

CURLcode rushes_curl_get_offset(
    CURL *_Nonnull easy, CURLINFO info, curl_off_t *_Nonnull value);
CURLcode rushes_curl_get_pointer(
    CURL *_Nonnull easy, CURLINFO info, void *_Nullable *_Nonnull value);

struct curl_slist *_Nullable rushes_curl_slist_append(
    struct curl_slist *_Nullable list, const char *_Nonnull text);
void rushes_curl_slist_free(struct curl_slist *_Nullable list);

CURLM *_Nullable rushes_curl_multi_init(void);
void rushes_curl_multi_cleanup(CURLM *_Nonnull multi);
CURLMcode rushes_curl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value);
CURLMcode rushes_curl_multi_add(CURLM *_Nonnull multi, CURL *_Nonnull easy);
CURLMcode rushes_curl_multi_remove(CURLM *_Nonnull multi, CURL *_Nonnull easy);
CURLMcode rushes_curl_multi_perform(CURLM *_Nonnull multi, int *_Nonnull running);
CURLMcode rushes_curl_multi_poll(CURLM *_Nonnull multi, int milliseconds);
/// The one call that other threads may make on a multi handle that is in use.
CURLMcode rushes_curl_multi_wakeup(CURLM *_Nonnull multi);
/// The next transfer that ended, or NULL; its result is stored in `result`.
CURL *_Nullable rushes_curl_multi_next_ended(CURLM *_Nonnull multi, CURLcode *_Nonnull result);

CURLU *_Nullable rushes_curl_url_init(void);
void rushes_curl_url_cleanup(CURLU *_Nonnull url);
CURLUcode rushes_curl_url_set(
    CURLU *_Nonnull url, CURLUPart part, const char *_Nonnull text, unsigned int flags);
/// `text` is to be given to rushes_curl_free.
CURLUcode rushes_curl_url_get(
    CURLU *_Nonnull url, CURLUPart part, char *_Nullable *_Nonnull text, unsigned int flags);
void rushes_curl_free(void *_Nullable memory);
