#pragma once

/// Locks on whole files that belong to an open file description (`F_OFD_SETLK`, fcntl_locking(2)).
///
/// The system gives such a lock back when the descriptor is closed, however the process ends. Unlike
/// the older kind it is not lost when another descriptor of the same file is closed. Every function
/// answers a negative `errno` when it fails. `fcntl` is variadic, which Swift cannot call.

/// Makes a lock file that must not exist yet (mode 0600, closed in children); the descriptor.
int rushes_lock_create(const char *path);

/// Opens a lock file that exists; the descriptor.
int rushes_lock_open(const char *path);

/// Takes the exclusive lock without waiting; 0, or `-EAGAIN` while another holds it.
int rushes_lock_try(int descriptor);

/// Opens a lock file, and makes it (mode 0600) where there is none; the descriptor.
int rushes_lock_open_or_create(const char *path);

/// Takes a lock that others may take too, without waiting; 0, or `-EAGAIN` while another holds the
/// exclusive one.
int rushes_lock_share(int descriptor);

/// Whether anybody but this descriptor holds the lock: 1 or 0.
int rushes_lock_has_others(int descriptor);

/// Whether the file still has a name: 1, or 0 after somebody has removed it.
int rushes_lock_is_linked(int descriptor);

/// Whether anybody holds the lock: 1, or 0 when nobody does or there is no such file.
int rushes_lock_is_held(const char *path);

/// Gives the lock back and closes the descriptor.
void rushes_lock_release(int descriptor);

/// Whether the file system of `path` belongs to another machine (NFS, SMB, …): 1 or 0.
int rushes_is_network_folder(const char *path);

/// Opens a folder, to sync the names in it; the descriptor.
int rushes_folder_open(const char *path);
