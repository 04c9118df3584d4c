"""Views whose names say what pyheap makes of them: `changed_..`, or `kept_..`."""
import asyncio

from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from warehouse import fetch_rows, follow_rows, get_session

app = FastAPI()
router = APIRouter()
context = {}
results = {}
tasks = set()


@router.get("/changed_lines")
def changed_lines():
    lines = ["id,name,text\n"]
    for row in fetch_rows():
        lines.append(",".join(row) + "\n")
    return Response(content="".join(lines), media_type="text/csv", headers={"X-Kind": "export"})


@router.get("/changed_async")
async def changed_async(prefix: str = "p"):
    text = ""
    async for row in follow_rows():
        if row[0].endswith("7"):
            continue
        text += f"{prefix} {row[1]}\n"
    return Response(text, status_code=203, media_type="text/plain")


@router.get("/changed_plain")
async def changed_plain():
    parts = []
    for row in fetch_rows():
        parts.append(row[2] + "\n")
    return PlainTextResponse("".join(parts))


@router.get("/changed_named")
def changed_named():
    lines: list[str] = []
    for row in fetch_rows():
        lines.append(row[1])
    response = Response(content="".join(lines))
    response.headers["X-Kind"] = "named"
    return response


@router.get("/kept_session")
def kept_session(session: dict = Depends(get_session)):
    lines = []
    for row in fetch_rows(10):
        lines.append("%s %s\n" % (row[0], session["open"]))
    return Response(content="".join(lines))


@router.get("/kept_try")
def kept_try():
    lines = []
    try:
        for row in fetch_rows(10):
            lines.append(row[9])
    except IndexError:
        lines.append("no such column")
    return Response(content="".join(lines))


@router.get("/kept_joined")
def kept_joined():
    lines = []
    for row in fetch_rows(10):
        lines.append(row[0])
    return Response(content="\n".join(lines))  # <- streaming-response


@router.get("/kept_context")
async def kept_context(request: Request):
    context[request.url.path] = request.headers.get("host")  # <- request-scoped-global
    return {"paths": sorted(context)}


def work(key, size):
    results[key] = [0] * size  # <- background-results


@router.get("/kept_job")
async def kept_job(background: BackgroundTasks):
    background.add_task(work, "job", 10)
    task = asyncio.create_task(asyncio.sleep(0))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    return {"job": "job"}


app.include_router(router)
