#pragma once
// gettext as the C library has it: https://www.gnu.org/software/gettext/manual/
#include <libintl.h>
#include <locale.h>
#include <stdint.h>

// A locale that has only messages, so that the process's own locale, and with it the words of the
// C library's errors, stays as it is; 0 when the system has none of this name. It lives as long as
// the process.
static inline uintptr_t rushes_messages_locale(const char *name) {
    return (uintptr_t)newlocale(LC_MESSAGES_MASK, name, (locale_t)0);
}

// What a text is in the catalogue of a domain; the text itself when it is not there.
static inline const char *rushes_look_up(uintptr_t locale, const char *domain, const char *text) {
    locale_t before = uselocale((locale_t)locale);
    const char *found = dgettext(domain, text);
    uselocale(before);
    return found;
}

// The same for a count.
static inline const char *rushes_look_up_count(
    uintptr_t locale, const char *domain, const char *one, const char *other, unsigned long count) {
    locale_t before = uselocale((locale_t)locale);
    const char *found = dngettext(domain, one, other, count);
    uselocale(before);
    return found;
}
