#pragma once

/// Tells a service manager something, as sd_notify(3) does: one datagram to the socket that
/// `NOTIFY_SOCKET` names. `place` is its path, or a name that begins with `@` and is no file.
/// Waits some seconds at most; 0, or a negative `errno`.
int rushes_service_tell(const char *place, const char *message);
