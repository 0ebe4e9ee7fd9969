#define _GNU_SOURCE
#include "CDrawing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Read by every thread that writes anything.
static _Atomic int drawing = -1;
// What was written since it was cleared; the stream, and what it tells when it is flushed.
static FILE *stream;
static char *kept;
static size_t kept_length;

// A program that is linked without --wrap=write has no such function, and does not come to be.
ssize_t __real_write(int descriptor, const void *bytes, size_t length);

ssize_t __wrap_write(int descriptor, const void *bytes, size_t length) {
    if (descriptor < 0 || descriptor != atomic_load_explicit(&drawing, memory_order_relaxed))
        return __real_write(descriptor, bytes, length);
    return fwrite_unlocked(bytes, 1, length, stream) == length ? (ssize_t)length : -1;
}

// What was made of a program, that is the same pointer, and its parameters.
enum { parameter_count = 9, longest_text = 23, slot_count = 512 };

static struct result {
    const char *program;
    int count;
    int parameters[parameter_count];
    char text[longest_text + 1];
} results[slot_count];

char *__real__nc_tiparm(int count, const char *program, ...);

// Whether a program stores or reads a variable that outlives it (%PA, %gA), as a few old terminals' do.
static int has_memory(const char *program) {
    for (const char *at = strchr(program, '%'); at != NULL; at = strchr(at + 1, '%')) {
        if (at[1] == '%') at++;
        else if ((at[1] == 'P' || at[1] == 'g') && at[2] >= 'A' && at[2] <= 'Z') return 1;
    }
    return 0;
}

char *__wrap__nc_tiparm(int count, const char *program, ...) {
    int all[parameter_count] = {0};
    va_list given;
    va_start(given, program);
    for (int i = 0; i < count && i < parameter_count; i++) all[i] = va_arg(given, int);
    va_end(given);
    uint64_t hash = (uintptr_t)program;
    for (int i = 0; i < parameter_count; i++) hash = (hash + (unsigned)all[i]) * 0x9E3779B97F4A7C15u;
    struct result *result = &results[hash >> 55];
    if (program != NULL && result->program == program && result->count == count
        && memcmp(result->parameters, all, sizeof all) == 0)
        return result->text;
    char *made = __real__nc_tiparm(
        count, program, all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8]);
    if (made == NULL || strlen(made) > longest_text || has_memory(program)) return made;
    result->program = program;
    result->count = count;
    memcpy(result->parameters, all, sizeof all);
    strcpy(result->text, made);
    return result->text;
}

int rushes_drawing_open(int terminal) {
    // This terminal's description may lie where another one's did.
    memset(results, 0, sizeof results);
    int descriptor = fcntl(terminal, F_DUPFD_CLOEXEC, 3);
    return descriptor < 0 ? -errno : descriptor;
}

int rushes_drawing_divert(int descriptor) {
    // ncurses would change the terminal's modes through it.
    int nothing = memfd_create("rushes-frame", MFD_CLOEXEC);
    if (nothing < 0) return -errno;
    int result = dup3(nothing, descriptor, O_CLOEXEC) < 0 ? -errno : 0;
    close(nothing);
    if (result == 0 && (stream = open_memstream(&kept, &kept_length)) == NULL) result = -errno;
    if (result == 0) drawing = descriptor;
    return result;
}

const unsigned char *rushes_drawing_bytes(size_t *length) {
    *length = stream != NULL && fflush(stream) == 0 ? kept_length : 0;
    return (const unsigned char *)kept;
}

void rushes_drawing_clear(void) {
    if (stream != NULL) rewind(stream);
}

void rushes_drawing_end(void) {
    drawing = -1;
    if (stream != NULL) fclose(stream);
    free(kept);
    stream = NULL;
    kept = NULL;
}
