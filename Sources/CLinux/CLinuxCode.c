#include "CLinuxCode.h"

// The linker puts the code of a key between these two. They are never called; each has a body of its own,
// so that they are not taken for one.
__attribute__((used, noinline, section(".text.rushes_key_code_begin"))) void
rushes_key_code_begin(void) {
    __asm__ volatile("nop");
}

__attribute__((used, noinline, section(".text.rushes_key_code_end"))) void rushes_key_code_end(void) {
    __asm__ volatile("nop\n\tnop");
}

void rushes_key_code_fetch(void) {
    const char *begin = (const char *)rushes_key_code_begin, *end = (const char *)rushes_key_code_end;
    // Without the list they stand anywhere.
    const long most = 512 * 1024;
    if (end - begin > most) return;
    for (const char *line = begin; line < end; line += 64) __builtin_prefetch(line, 0, 2);
}
