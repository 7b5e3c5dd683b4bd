"""The application: pages put on their addresses, and what a person sees when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from corpus.errors import CorpusError, SearchQueryEmpty, StoreBusy
from models.errors import ModelsError
from review.access import Access, Session
from review.codebook_saving import finish_saving, record_found
from review.codebooks import CodebookShelf
from review.desk import Desk
from review.guard import Guard
from review.language import N_, Catalogues, load_catalogues
from review.office import Office
from review.pages import Needs, Page
from review.pictures.gallery import Gallery
from review.rendering import STATIC, Renderer
from review.routes import PAGES, TABS
from review.visit import PageMissing, Visit

_log: Final = logging.getLogger(__name__)

_KEEP: Final = "private, max-age=31536000, immutable"  # their address changes when the file does


def make_app(desk: Desk, access: Access, catalogues: Catalogues | None = None) -> ASGIApp:
    """The application for a study. Raises nothing about the study: its pages say what is wrong with it."""
    office = Office(
        desk,
        access,
        CodebookShelf(desk.codebook_path),
        Renderer(catalogues or load_catalogues()),
        Gallery(desk.blobs),
        TABS,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette):  # type: ignore[no-untyped-def]  # Starlette's own type is longer than this
        await run_in_threadpool(office.gallery.start)
        await run_in_threadpool(_settle_codebook, office)
        yield
        office.workshop.stop()
        office.gallery.stop()

    routes = [Route(page.path, _make_endpoint(office, page), methods=[page.method]) for page in PAGES]
    files = Mount("/static", _KeptFiles(directory=STATIC))
    app = Starlette(
        routes=[*routes, files],
        lifespan=lifespan,
        exception_handlers={HTTPException: _make_refusal(office)},
    )
    return Guard(app, access.doors)


def _settle_codebook(office: Office) -> None:
    """Finish what a crash broke off, and know the codebook; its pages say what is wrong with it."""
    try:
        finish_saving(office.desk, office.shelf)
        record_found(office.desk, office.shelf)
    except (CorpusError, ModelsError, OSError, UnicodeDecodeError) as error:
        _log.warning("The codebook could not be looked at: %s", error)


class _KeptFiles(StaticFiles):
    """Static files that a browser may keep."""

    def file_response(self, *given: object, **named: object) -> Response:
        response = super().file_response(*given, **named)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = _KEEP
        return response


def _make_endpoint(office: Office, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        form = await request.form() if page.method == "POST" else FormData()
        return await run_in_threadpool(_answer, office, page, request, form)

    return endpoint


def _make_refusal(office: Office) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def refuse(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        page = Page("", _show_missing, needs=Needs.SESSION)
        answer = await run_in_threadpool(_answer, office, page, request, FormData())
        answer.status_code = status if answer.status_code != 403 else 403
        return answer

    return refuse


def _show_missing(visit: Visit) -> Response:
    raise PageMissing(N_("There is no such page."))


def _answer(office: Office, page: Page, request: Request, form: FormData) -> Response:
    session = office.access.find_session(request.cookies.get(office.access.cookie, ""))
    visit = Visit(
        office=office,
        path=request.path_params,
        query=request.query_params,
        form=form,
        session=session or Session(),
        known=None,
        here=request.url.path,
        cookies=request.cookies,
        root=f"{request.url.scheme}://{request.url.netloc}",  # one that the guard lets through
    )
    if session is None and page.needs is not Needs.NOBODY:
        if office.access.doors.login and page.method == "GET":
            return visit.redirect("login")
        return visit.render("outside.html", 403, used=False)
    try:
        visit = _recognise(visit)
        if visit.known is None and page.needs is Needs.REVIEWER:
            return RedirectResponse("/who", 303)
        return page.view(visit)
    except (PageMissing, SearchQueryEmpty) as missing:
        return _say_wrong(visit, 404, visit.say(_name_missing(missing)))
    except StoreBusy:
        return _say_wrong(visit, 503, visit.say(_BUSY))
    except (CorpusError, ModelsError) as error:  # their texts are written for people
        return _say_wrong(visit, 500, visit.say(str(error)))
    except Exception:
        _log.exception("A page could not be made: %s", request.url.path)
        return _say_wrong(visit, 500, visit.say(_FAULT))


def _name_missing(missing: PageMissing | SearchQueryEmpty) -> str:
    """What is not there; a search without words is an address that was cut off."""
    return N_("There is no such queue.") if isinstance(missing, SearchQueryEmpty) else str(missing)


def _recognise(visit: Visit) -> Visit:
    """The visit with the person whom its session belongs to, unless they were put out."""
    name = visit.session.reviewer
    if name is None:
        return visit
    with visit.reviewing() as reader:
        known = reader.find_reviewer(name)
    return replace(visit, known=known) if known is not None and known.active else visit


_BUSY: Final = N_(
    "The study's database is busy with another command, such as a crawl. Nothing was lost: wait a moment and "
    "try again."
)
_FAULT: Final = N_(
    "Something went wrong in the program. Nothing that was saved is lost; what happened stands in the window "
    "where samverkan review was started."
)


def _say_wrong(visit: Visit, status: int, text: str) -> Response:
    return visit.render("wrong.html", status, text=text)
