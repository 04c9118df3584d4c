/*
 * exit_closes: does the call make an object whose `with` does nothing but close it?
 *
 * Its __enter__ returns the object, its __exit__ calls close() whatever happened and lets
 * exceptions pass. Each row was read in the source of CPython 3.11: io.IOBase, codecs.py,
 * gzip.py, bz2.py, lzma.py, os.py, tempfile.py, zipfile.py, socket.py, urllib/response.py,
 * http/client.py, mmapmodule.c, shelve.py, posixmodule.c, wave.py. Refuted are those whose
 * `with` does something else: a connection of sqlite3 commits and stays open, a tarfile
 * is not finished after an error, a pool is terminated.
 *
 * Unknown in a file that names some `open` in a string, as `patch(__name__ + ".open")`
 * does: the `with` of a mock gives another mock.
 */

#include "facts/flow.h"
#include "facts/made_by.h"

static const char *const k_closing[] = {
    "open",
    "io.open",
    "codecs.open",
    "gzip.open",
    "bz2.open",
    "lzma.open",
    "os.fdopen",
    "os.scandir",
    "tempfile.TemporaryFile",
    "tempfile.NamedTemporaryFile",
    "tempfile.SpooledTemporaryFile",
    "zipfile.ZipFile",
    "socket.socket",
    "socket.create_connection",
    "urllib.request.urlopen",
    "mmap.mmap",
    "shelve.open",
    "wave.open",
};

static const char *const k_others[] = {
    "sqlite3.connect",
    "tarfile.open",
    "tarfile.TarFile",
    "multiprocessing.Pool",
    "multiprocessing.pool.ThreadPool",
    "subprocess.Popen",
    "smtplib.SMTP",
    "smtplib.SMTP_SSL",
    "ftplib.FTP",
    "imaplib.IMAP4",
};

static bool has_open_by_text(PhFacts *facts)
{
    PhBytes text = facts->tree->text;
    if (facts->has_open_by_text == PH_ASKED_NEVER) {
        bool is_there = memmem(text.ptr, text.len, ".open\"", 6) != NULL ||
                        memmem(text.ptr, text.len, ".open'", 6) != NULL;
        facts->has_open_by_text = ph_asked(is_there);
    }
    return facts->has_open_by_text == PH_ASKED_YES;
}

PhAnswer ph_fact_exit_closes(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    size_t which;
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    if (ph_calls_one_of(query->facts, node, k_closing, PH_COUNT_OF(k_closing), &which)) {
        return has_open_by_text(query->facts)
                   ? ph_flow_answer(PH_UNKNOWN, node,
                                    PH_BYTES("may be replaced by its name"))
                   : ph_answer(PH_PROVED);
    }
    if (ph_calls_one_of(query->facts, node, k_others, PH_COUNT_OF(k_others), &which)) {
        return ph_flow_answer(PH_REFUTED, node, PH_BYTES("its with does not close it"));
    }
    return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("the result of a call"));
}
