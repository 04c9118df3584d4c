#include <stdio.h>
#include <stdlib.h>
#include "edit/rounds.h"
#include "template/engine.h"
typedef struct C { const PhDispatch *d; PhArena *scratch; } C;
static void find(void *c, PhArena *a, const PhParsedFile *f, PhFindingVec *out){ C*x=c; PhFacts *facts=ph_facts_new(a,f->source,&f->tree,(PhFactOptions){0}); ph_engine_find(x->d,facts,x->scratch,out);}
static bool want(void *c, const PhFinding *f){(void)c; return f->level==PH_LEVEL_SAFE;}
int main(int argc, char **argv)
{
    ph_parse_set_up();
    PhArena *program = ph_arena_new();
    const PhGrammar *g = ph_grammar_new(program, PH_LANGUAGE_PYTHON);
    PhDiags d = {.arena = program}; PhTransformSet *set;
    PhStatus st = ph_transforms_load(program, g, NULL, &d, &set);
    for (size_t i=0;i<d.records.count;i++) printf("%.*s:%u %.*s\n",(int)d.records.items[i].path.len,d.records.items[i].path.ptr,d.records.items[i].line,(int)d.records.items[i].message.len,d.records.items[i].message.ptr);
    if (st) return 2;
    bool all[64]; for(int i=0;i<64;i++) all[i]=true;
    C c = {ph_dispatch_new(program,set,all,14), ph_arena_new()};
    PhArena *a = ph_arena_new();
    for (int i = 1; i < argc; i++) {
        PhDiags d2 = {.arena = a}; PhBytes b; PhParsedFile f;
        if (ph_file_read(a, ph_bytes_of(argv[i]), 64u<<20, &d2, &b) == PH_OK && ph_file_parse(g,a, ph_bytes_of(argv[i]), b, &d2, &f) == PH_OK) {
            PhFindingVec v={0}; find(&c,a,&f,&v);
            for(size_t k=0;k<v.count;k++){ PhFinding *q=&v.items[k]; PhPlace pl=ph_source_place(f.source,q->span.start); printf("%s:%u:%u %s [%s] %.*s (%s)",argv[i],pl.line,pl.column,q->rule,ph_level_name(q->level),(int)q->message.len,q->message.ptr, ph_benefit_name(q->benefit)); for(size_t m=0;m<q->reason_count;m++) printf(" because %.*s",(int)q->reasons[m].text.len,q->reasons[m].text.ptr); puts(""); }
            if(getenv("FIX")){ PhRounds r={a,g,&d2,find,want,&c}; PhRoundsResult o; ph_rounds_run(&r,&f,&v,&o); fwrite(o.text.ptr,1,o.text.len,stdout);}
        }
        for (size_t k=0;k<d2.records.count;k++) printf("! %s %.*s\n",argv[i],(int)d2.records.items[k].message.len,d2.records.items[k].message.ptr);
        ph_arena_reset(a, 16<<20);
    }
}
