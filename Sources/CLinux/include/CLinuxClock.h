#pragma once
#include <stdint.h>

/// A moment as this machine's own time zone shows it.
struct rushes_local_time {
    int32_t year;
    /// 1 to 12.
    int32_t month;
    /// 1 to 31.
    int32_t day;
    int32_t hour;
    int32_t minute;
    /// 0 to 60.
    int32_t second;
    /// 0 is Sunday.
    int32_t weekday;
    /// Seconds east of Greenwich.
    int32_t utc_offset;
};

/// Nanoseconds since the machine started, time asleep included (CLOCK_BOOTTIME).
int64_t rushes_clock_boottime(void);

/// Nanoseconds since 1970-01-01 UTC (CLOCK_REALTIME).
int64_t rushes_clock_realtime(void);

/// Breaks `seconds` since 1970 down in the local time zone. Returns 0, or -errno.
int rushes_local_time_of(int64_t seconds, struct rushes_local_time *result);

/// Seconds since 1970 of the local year, month, day, hour, minute and second; other members are
/// not looked at, and members out of range are carried over. Returns -1 if there is none.
int64_t rushes_seconds_of_local_time(const struct rushes_local_time *local);
