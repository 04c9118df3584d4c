/*
 * made_to_close: does the call make an object that is closed by close(), and that has no
 * `with`, or one that does something else?
 *
 * Proved for functions of the library whose results were looked at in CPython 3.11: a
 * connection of sqlite3 commits and stays open, a cursor of it has no `with`, a tarfile is
 * not finished after an error, a pool is terminated, an HTTPConnection and an event loop
 * have none, and drivers of databases commit or give back, as sqlite3 does. What closes by
 * its `with` is left to exit_closes.
 */

#include "facts/flow.h"
#include "facts/made_by.h"

static const char *const k_makers[] = {
    "sqlite3.connect",
    "tarfile.open",
    "tarfile.TarFile",
    "multiprocessing.Pool",
    "multiprocessing.pool.ThreadPool",
    "http.client.HTTPConnection",
    "http.client.HTTPSConnection",
    "asyncio.new_event_loop",
    "asyncio.SelectorEventLoop",
    "psycopg2.connect",
    "MySQLdb.connect",
    "pymysql.connect",
    "cx_Oracle.connect",
    "oracledb.connect",
};

PhAnswer ph_fact_made_to_close(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    size_t which;
    if (node != PH_NODE_NONE &&
        ph_calls_one_of(query->facts, node, k_makers, PH_COUNT_OF(k_makers), &which)) {
        return ph_answer(PH_PROVED);
    }
    return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("the result of a call"));
}
