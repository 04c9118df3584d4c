#ifndef PH_CMD_CONFIG_H
#define PH_CMD_CONFIG_H

/*
 * Settings from files: `[tool.pyheap]` of a pyproject.toml, or a pyheap.toml, whose top
 * level is the same table and which wins over a pyproject.toml beside it.
 *
 * A folder has the settings of the nearest folder, itself included, that holds either; they
 * are never merged. Two defaults come from the nearest pyproject.toml even if it says
 * nothing about pyheap: target-version from the lower bound of `[project] requires-python`,
 * line-length from `[tool.ruff]` or `[tool.black]`. Without any, 3.8 and 88 hold; bounds
 * outside of 3.8 to 3.14 count as the nearer end.
 *
 * Results are kept per folder. Not for several threads at once: ask before they start.
 */

#include "apply/exclude.h"
#include "edit/finding.h"
#include "source/diag.h"
#include "syntax/toml.h"

enum {
    PH_TARGET_OLDEST = 8, /* minor versions of Python 3 */
    PH_TARGET_NEWEST = 14,
};

typedef struct PhConfig {
    PhBytes path;    /* of the file, as found or named; empty: built-in values */
    PhBytes folder;  /* of the file, absolute; what exclude patterns are relative to */
    bool has_select; /* `select = []` selects nothing, no `select` the default */
    PhBytesVec select;
    PhBytesVec ignore;
    PhBytesVec extend_select;
    PhBytesVec exclude;
    PhBytesVec extend_exclude;
    uint32_t target_minor; /* 8 to 14 */
    bool unsafe_fixes;
    bool trusts_annotations;
    bool is_closed_world;
    PhBenefit min_benefit; /* PH_BENEFIT_SMALL unless set */
    uint32_t line_length;
    const PhToml *rules;  /* table of tables by rule id, or NULL */
    const PhLines *lines; /* of the file, for ph_config_error() */
    PhExcludes excludes;  /* both lists and those of the command line */

    bool has_target;         /* set here, rather than by a default below */
    bool has_default_target; /* the project says it by requires-python */
    bool has_line_length;
    uint32_t default_target;
    uint32_t default_line_length;
} PhConfig;

typedef struct PhConfigSetup {
    const char *const *rules; /* the known ids */
    size_t rule_count;
    PhBytes override;          /* --config, or empty */
    PhBytes working_folder;    /* absolute, without symbolic links */
    PhBytes top;               /* files above this folder have no say; or empty */
    const PhBytesVec *exclude; /* --exclude: instead of `exclude`; may be NULL */
    const PhBytesVec *extend_exclude;
} PhConfigSetup;

typedef struct PhConfigs PhConfigs;

/* `setup` and all it points to are borrowed for the life of `arena`. */
PhConfigs *ph_configs_new(PhArena *arena, const PhConfigSetup *setup, PhDiags *diags);

/*
 * The settings for files in `folder`, absolute and without symbolic links.
 *
 * Each wrong key or value leaves one record with line and column, once a file; the rest of
 * its settings hold. Whether there was any: ph_configs_failed().
 */
const PhConfig *ph_configs_find(PhConfigs *configs, PhBytes folder);

bool ph_configs_failed(const PhConfigs *configs);

/* For PhWalkOptions.excludes_of; `configs` is a PhConfigs. */
const PhExcludes *ph_configs_excludes(void *configs, PhBytes folder);

/* `[rules.<rule>]`, or NULL. */
const PhToml *ph_config_rule(const PhConfig *config, const char *rule);

/* Adds an error at `span` of the configuration file; for a rule that reads its options. */
void ph_config_error(const PhConfig *config, PhSpan span, PhBytes message, PhDiags *diags);

/* True if `selector` is "ALL", a rule's id, or the beginning of one. */
bool ph_config_is_selector(PhBytes selector, const char *const *rules, size_t count);

#endif
