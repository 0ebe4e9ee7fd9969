#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

// 7.85.0 has CURLOPT_PROTOCOLS_STR; 7.80.0 has CURLOPT_PREREQFUNCTION.
#define OLDEST_VERSION 0x075500

#define FUNCTIONS(X)        \
    X(curl_global_init)     \
    X(curl_version_info)    \
    X(curl_easy_init)       \
    X(curl_easy_cleanup)    \
    X(curl_easy_reset)      \
    X(curl_easy_strerror)   \
    X(curl_easy_setopt)     \
    X(curl_easy_getinfo)    \
    X(curl_slist_append)    \
    X(curl_slist_free_all)  \
    X(curl_multi_init)      \
    X(curl_multi_cleanup)   \
    X(curl_multi_setopt)    \
    X(curl_multi_add_handle)    \
    X(curl_multi_remove_handle) \
    X(curl_multi_perform)   \
    X(curl_multi_poll)      \
    X(curl_multi_wakeup)    \
    X(curl_multi_info_read) \
    X(curl_url)             \
    X(curl_url_cleanup)     \
    X(curl_url_set)         \
    X(curl_url_get)         \
    X(curl_free)

struct functions {
#define FIELD(name) __typeof__(name) *name;
    FUNCTIONS(FIELD)
#undef FIELD
};

static struct functions curl;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *problem;
static char sentence[512];

#define FIX "Install libcurl 7.85 or newer (Debian, Ubuntu: apt install libcurl4)."

// Fills `table` from `library`; NULL, or a sentence in `text`.
static const char *load(
    const char *library, struct functions *table, char *text, size_t size) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        snprintf(text, size, "The library %s cannot be opened. " FIX, library);
        return text;
    }
#define LOOKUP(name)                                                                   \
    *(void **)&table->name = dlsym(handle, #name);                                     \
    if (table->name == NULL) {                                                         \
        snprintf(text, size, "The library %s has no %s. " FIX, library, #name);        \
        dlclose(handle);                                                               \
        return text;                                                                   \
    }
    FUNCTIONS(LOOKUP)
#undef LOOKUP
    const curl_version_info_data *version = table->curl_version_info(CURLVERSION_NOW);
    if (version->version_num < OLDEST_VERSION) {
        snprintf(text, size, "The library %s is version %s. " FIX, library, version->version);
        dlclose(handle);
        return text;
    }
    return NULL;
}

static void open_once(void) {
    struct functions found;
    problem = load("libcurl.so.4", &found, sentence, sizeof sentence);
    if (problem != NULL) {
        // Debian's other build of the same library, with the same interface.
        char other[sizeof sentence];
        if (load("libcurl-gnutls.so.4", &found, other, sizeof other) != NULL) return;
        problem = NULL;
    }
    curl = found;
    if (curl.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        problem = "The library libcurl cannot start. " FIX;
    }
}

const char *rushes_curl_open(void) {
    pthread_once(&once, open_once);
    return problem;
}

const char *rushes_curl_problem_with(const char *library) {
    static _Thread_local char text[512];
    struct functions unused;
    return load(library, &unused, text, sizeof text);
}

CURL *rushes_curl_easy_init(void) { return curl.curl_easy_init(); }
void rushes_curl_easy_cleanup(CURL *easy) { curl.curl_easy_cleanup(easy); }
void rushes_curl_easy_reset(CURL *easy) { curl.curl_easy_reset(easy); }
const char *rushes_curl_easy_strerror(CURLcode code) { return curl.curl_easy_strerror(code); }

CURLcode rushes_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl.curl_easy_setopt(easy, option, value);
}

CURLcode rushes_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl.curl_easy_setopt(easy, option, value);
}

CURLcode rushes_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl.curl_easy_setopt(easy, option, value);
}

CURLcode rushes_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl.curl_easy_setopt(easy, option, value);
}

CURLcode rushes_curl_set_data_function(
    CURL *easy, CURLoption option, curl_write_callback function) {
    return curl.curl_easy_setopt(easy, option, function);
}

CURLcode rushes_curl_set_prereq_function(CURL *easy, curl_prereq_callback function) {
    return curl.curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
}

CURLcode rushes_curl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl.curl_easy_getinfo(easy, info, value);
}

CURLcode rushes_curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl.curl_easy_getinfo(easy, info, value);
}

struct curl_slist *rushes_curl_slist_append(struct curl_slist *list, const char *text) {
    return curl.curl_slist_append(list, text);
}

void rushes_curl_slist_free(struct curl_slist *list) { curl.curl_slist_free_all(list); }

CURLM *rushes_curl_multi_init(void) { return curl.curl_multi_init(); }
void rushes_curl_multi_cleanup(CURLM *multi) { curl.curl_multi_cleanup(multi); }

CURLMcode rushes_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl.curl_multi_setopt(multi, option, value);
}

CURLMcode rushes_curl_multi_add(CURLM *multi, CURL *easy) {
    return curl.curl_multi_add_handle(multi, easy);
}

CURLMcode rushes_curl_multi_remove(CURLM *multi, CURL *easy) {
    return curl.curl_multi_remove_handle(multi, easy);
}

CURLMcode rushes_curl_multi_perform(CURLM *multi, int *running) {
    return curl.curl_multi_perform(multi, running);
}

CURLMcode rushes_curl_multi_poll(CURLM *multi, int milliseconds) {
    return curl.curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}

CURLMcode rushes_curl_multi_wakeup(CURLM *multi) { return curl.curl_multi_wakeup(multi); }

CURL *rushes_curl_multi_next_ended(CURLM *multi, CURLcode *result) {
    int left;
    CURLMsg *message;
    while ((message = curl.curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}

CURLU *rushes_curl_url_init(void) { return curl.curl_url(); }
void rushes_curl_url_cleanup(CURLU *url) { curl.curl_url_cleanup(url); }

CURLUcode rushes_curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
    return curl.curl_url_set(url, part, text, flags);
}

CURLUcode rushes_curl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags) {
    return curl.curl_url_get(url, part, text, flags);
}

void rushes_curl_free(void *memory) { curl.curl_free(memory); }
