#include "CLinuxClock.h"

#include <errno.h>
#include <time.h>

static int64_t now(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0) return 0;
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t rushes_clock_boottime(void) { return now(CLOCK_BOOTTIME); }

int64_t rushes_clock_realtime(void) { return now(CLOCK_REALTIME); }

int rushes_local_time_of(int64_t seconds, struct rushes_local_time *result) {
    time_t time = seconds;
    struct tm parts;
    if (localtime_r(&time, &parts) == NULL) return -errno;
    result->year = parts.tm_year + 1900;
    result->month = parts.tm_mon + 1;
    result->day = parts.tm_mday;
    result->hour = parts.tm_hour;
    result->minute = parts.tm_min;
    result->second = parts.tm_sec;
    result->weekday = parts.tm_wday;
    result->utc_offset = (int32_t)parts.tm_gmtoff;
    return 0;
}

int64_t rushes_seconds_of_local_time(const struct rushes_local_time *local) {
    struct tm parts = {
        .tm_year = local->year - 1900,
        .tm_mon = local->month - 1,
        .tm_mday = local->day,
        .tm_hour = local->hour,
        .tm_min = local->minute,
        .tm_sec = local->second,
        .tm_isdst = -1,
    };
    return mktime(&parts);
}
