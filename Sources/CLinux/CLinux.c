#include "CLinux.h"

#include <malloc.h>

void rushes_memory_one_heap(void) {
    // What is refused changes nothing but the memory in use.
    (void)mallopt(M_ARENA_MAX, 1);
}
