#pragma once

/// Gives all threads one heap; call it before there are any. Each heap of a thread's own holds memory
/// that nobody uses.
void rushes_memory_one_heap(void);
