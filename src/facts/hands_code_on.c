/* hands_code_on: does the file name something that runs the code it is given, at another
 * time? Without that nothing in it is a task, a thread or a job of a pool. */

#include "facts/background.h"

PhAnswer ph_fact_hands_code_on(const PhFactQuery *query)
{
    return ph_answer(ph_file_hands_code_on(query->facts) ? PH_PROVED : PH_REFUTED);
}
