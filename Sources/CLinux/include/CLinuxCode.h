#pragma once

/// Fetches the code of a key from memory into the processor's cache, as far as it lies side by side (see
/// `Sources/functions.order`); does nothing where it does not. About 10 microseconds when it is not there.
void rushes_key_code_fetch(void);
