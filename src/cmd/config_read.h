#ifndef PH_CMD_CONFIG_READ_H
#define PH_CMD_CONFIG_READ_H

/* From the values of a TOML table to the fields of a PhConfig. */

#include "cmd/config.h"

typedef struct PhConfigReader {
    PhArena *arena;
    const PhConfigSetup *setup;
    PhDiags *diags;
    bool has_failed;
} PhConfigReader;

/* Reads the table of pyheap's settings into *config, whose path and lines are set. */
void ph_config_read(PhConfigReader *reader, const PhToml *table, PhConfig *config);

/* Sets the two defaults that a pyproject.toml gives; `root` is its whole table. */
void ph_config_read_defaults(const PhToml *root, PhConfig *config);

/* The minor version of the least Python 3 that a PEP 440 specifier admits. */
uint32_t ph_config_lower_bound(PhBytes specifier);

/* True if `version` ("0.1.0") satisfies the specifier; *is_valid_out: it is one. */
bool ph_config_version_fits(PhBytes version, PhBytes specifier, bool *is_valid_out);

#endif
