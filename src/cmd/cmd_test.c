#include "cmd/cmd.h"
int ph_cmd_test(const PhCommandLine *line)
{
    (void)line;
    return 0;
}
