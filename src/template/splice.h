#ifndef PH_TEMPLATE_SPLICE_H
#define PH_TEMPLATE_SPLICE_H

/*
 * Small additions to the edits of one match.
 *
 * The edits stay ascending and never touch each other: an addition at the border of an edit
 * becomes part of it. An edit that only deletes has taken blanks with it; where code comes
 * in its place, it gives those before it back and takes those behind it.
 */

#include "template/rewrite.h"

typedef struct PhSplice {
    PhArena *arena;
    PhBytes source;
    PhEditVec *edits;
    size_t first; /* edits before it belong to other matches */
} PhSplice;

/* A parenthesis right before or right behind code that stays at `offset`. */
void ph_splice_open(PhSplice *splice, uint32_t offset);
void ph_splice_close(PhSplice *splice, uint32_t offset);

/* Text right behind code that stays, before whatever comes there. */
void ph_splice_follow(PhSplice *splice, uint32_t offset, PhBytes text);

/* Parentheses around everything that comes in place of `span`. */
void ph_splice_wrap(PhSplice *splice, PhSpan span);

/* Lets the edits around code that stays take its first and last byte too. Nothing happens
 * where there is no edit on both sides. */
void ph_splice_peel(PhSplice *splice, PhSpan span);

/* Replaces bytes that no edit has. */
void ph_splice_replace(PhSplice *splice, PhSpan span, PhBytes text);

/* True if an edit ends or begins at a border of `span`. */
bool ph_splice_touches(const PhSplice *splice, PhSpan span);

/* True if an edit replaces the byte at `offset`. */
bool ph_splice_covers(const PhSplice *splice, uint32_t offset);

#endif
