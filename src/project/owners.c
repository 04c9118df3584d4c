#include "project/owners.h"

#include "base/glob.h"

typedef struct PhOwnerLine {
    PhBytes pattern; /* without slashes at its ends */
    bool is_anchored;
    bool is_for_folders;
    bool is_direct; /* "docs/" and a star: files of that folder, not of those below it */
    PhBytes owners;
} PhOwnerLine;

struct PhOwners {
    PH_VEC(PhOwnerLine) lines;
};

static bool parse_line(PhBytes line, PhOwnerLine *out)
{
    line = ph_bytes_trim(line);
    size_t comment = 0;
    while (comment < line.len && line.ptr[comment] != '#') {
        comment += line.ptr[comment] == '\\' ? 2 : 1;
    }
    line = ph_bytes_trim(ph_bytes_slice(line, 0, comment < line.len ? comment : line.len));
    size_t end = 0;
    while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != '\t') {
        end += line.ptr[end] == '\\' && end + 1 < line.len ? 2 : 1;
    }
    PhBytes pattern = ph_bytes_slice(line, 0, end);
    *out = (PhOwnerLine){.owners = ph_bytes_trim(ph_bytes_slice(line, end, line.len))};
    if (pattern.len == 0 || pattern.ptr[0] == '[') { /* a heading of GitLab's */
        return false;
    }
    out->is_direct = ph_bytes_ends_with(pattern, PH_BYTES("/*"));
    if (ph_bytes_ends_with(pattern, PH_BYTES("/"))) {
        out->is_for_folders = true;
        pattern.len--;
    }
    out->is_anchored = ph_bytes_find(pattern, PH_BYTES("/"), 0) != PH_NOT_FOUND;
    if (ph_bytes_starts_with(pattern, PH_BYTES("/"))) {
        pattern = ph_bytes_slice(pattern, 1, pattern.len);
    }
    out->pattern = pattern;
    return true;
}

PhOwners *ph_owners_read(PhArena *arena, PhBytes text)
{
    PhOwners *owners = PH_NEW(arena, PhOwners);
    PhBytes line;
    while (ph_bytes_next_line(&text, &line)) {
        PhOwnerLine parsed;
        if (parse_line(line, &parsed)) {
            PH_VEC_PUSH(arena, &owners->lines, parsed);
        }
    }
    return owners;
}

/* Matches the path itself, or a folder that it lies in. */
static bool matches(const PhOwnerLine *line, PhBytes path)
{
    for (size_t end = path.len; end > 0;) {
        bool is_whole = end == path.len;
        PhBytes part = ph_bytes_slice(path, 0, end);
        size_t name = end;
        while (name > 0 && path.ptr[name - 1] != '/') {
            name--;
        }
        PhBytes tested = line->is_anchored ? part : ph_bytes_slice(path, name, end);
        if (!(is_whole && line->is_for_folders) && !(!is_whole && line->is_direct) &&
            ph_glob_matches(line->pattern, tested, false)) {
            return true;
        }
        end = name > 0 ? name - 1 : 0;
    }
    return line->pattern.len == 0;
}

PhBytes ph_owners_of(const PhOwners *owners, PhBytes path)
{
    for (size_t i = owners->lines.count; i > 0; i--) {
        if (matches(&owners->lines.items[i - 1], path)) {
            return owners->lines.items[i - 1].owners;
        }
    }
    return PH_BYTES("");
}
