"""Log in and out, saved searches, and for admins: accounts and what was exported."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.errors import UsageError
from sayso.web.accounts import SHORTEST_PASSWORD, DeskStore
from sayso.web.limits import LOGINS, RateLimits
from sayso.web.people import Person, Role, need
from sayso.web.rendering import page
from sayso.web.security import from_own_page

router = APIRouter()

Name = Annotated[str, Form(max_length=100)]
Password = Annotated[str, Form(max_length=500)]
Reader = Annotated[Person, Depends(need(Role.READER))]
Admin = Annotated[Person, Depends(need(Role.ADMIN))]
_CHECKED = [Depends(from_own_page)]


def store_of(request: Request) -> DeskStore:
    """Return the desk's own database."""
    store: DeskStore = request.app.state.store
    return store


def limits_of(request: Request) -> RateLimits:
    """Return what counts how often somebody does something."""
    limits: RateLimits = request.app.state.limits
    return limits


Store = Annotated[DeskStore, Depends(store_of)]


def export_noted(request: Request, store: Store, reader: Reader) -> None:
    """Write down that somebody exports a list."""
    store.note(reader.name, "export", f"{request.url.path}{'?' if request.url.query else ''}{request.url.query}"[:2000])


@router.get("/login", response_class=HTMLResponse, tags=["people"])
def login_form(request: Request, to: str = "/") -> HTMLResponse:
    """Show the form."""
    return page(request, "login.html", {"to": _own_address(to), "problem": None})


@router.post("/login", tags=["people"], dependencies=_CHECKED, response_model=None)
def login(
    request: Request,
    store: Store,
    limits: Annotated[RateLimits, Depends(limits_of)],
    name: Name,
    password: Password,
    to: Annotated[str, Form(max_length=3000)] = "/",
) -> HTMLResponse | RedirectResponse:
    """Begin a session."""
    keys = [f"login of {name}", f"login from {request.client.host if request.client else ''}"]
    allowed = [limits.allows(key, LOGINS) for key in keys]
    if not all(allowed):
        raise HTTPException(429, "Too many tries. Wait a quarter of an hour.")
    account = store.checked(name, password)
    if account is None:
        store.note(name, "login failed")
        shown = {"to": _own_address(to), "problem": "Name or password is wrong."}
        return page(request, "login.html", shown, 401)
    for key in keys:
        limits.forget(key)
    request.session.clear()
    request.session.update({"name": account.name, "generation": account.generation})
    store.note(account.name, "login")
    return RedirectResponse(_own_address(to), 303)


def _own_address(to: str) -> str:
    """Return where to go after logging in: a page of this desk, whatever a link says."""
    parts = urlsplit(to)
    is_own = not parts.scheme and not parts.netloc and to.startswith("/") and not to.startswith(("//", "/\\"))
    return to if is_own and to.isprintable() else "/"


@router.post("/logout", tags=["people"], dependencies=_CHECKED)
def logout(request: Request) -> RedirectResponse:
    """End this session."""
    request.session.clear()
    return RedirectResponse("/login", 303)


@router.get("/account", response_class=HTMLResponse, tags=["people"])
def account(request: Request, store: Store, reader: Reader) -> HTMLResponse:
    """Show somebody's own searches, and a form for a new password."""
    return _account(request, store, reader, None)


def _account(request: Request, store: DeskStore, reader: Person, problem: str | None) -> HTMLResponse:
    shown = {"searches": store.searches(reader.name), "shortest": SHORTEST_PASSWORD, "problem": problem}
    shown["has_password"] = store.account(reader.name) is not None and request.app.state.is_team
    return page(request, "account.html", shown, 422 if problem else 200)


@router.post("/account/password", tags=["people"], dependencies=_CHECKED, response_model=None)
def new_password(
    request: Request, store: Store, reader: Reader, old: Password, new: Password
) -> RedirectResponse | HTMLResponse:
    """Change one's own password, which ends all other sessions."""
    if store.checked(reader.name, old) is None:
        return _account(request, store, reader, "The old password is wrong.")
    try:
        store.change(reader.name, password=new)
    except UsageError as error:
        return _account(request, store, reader, str(error))
    store.note(reader.name, "password changed")
    changed = store.account(reader.name)
    request.session["generation"] = changed.generation if changed else 0
    return RedirectResponse("/account", 303)


@router.post("/saved", tags=["people"], dependencies=_CHECKED)
def save_search(
    store: Store,
    reader: Reader,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    query: Annotated[str, Form(max_length=4000, pattern=r"^(\?.*)?$")] = "",
) -> RedirectResponse:
    """Keep a search under a name."""
    store.save_search(reader.name, name, query)
    return RedirectResponse(f"/{query}", 303)


@router.post("/saved/{search_id}/forget", tags=["people"], dependencies=_CHECKED)
def forget_search(store: Store, reader: Reader, search_id: int) -> RedirectResponse:
    """Drop one of one's own searches."""
    store.forget_search(reader.name, search_id)
    return RedirectResponse("/account", 303)


@router.get("/people", response_class=HTMLResponse, tags=["people"])
def people(request: Request, store: Store, admin: Admin) -> HTMLResponse:
    """Show accounts, and what was exported and changed."""
    return _people(request, store, None)


def _people(request: Request, store: DeskStore, problem: str | None) -> HTMLResponse:
    shown = {"accounts": store.accounts(), "audit": store.audit(), "roles": list(Role), "problem": problem}
    return page(request, "people.html", shown | {"shortest": SHORTEST_PASSWORD}, 422 if problem else 200)


@router.post("/people", tags=["people"], dependencies=_CHECKED, response_model=None)
def change_people(
    request: Request,
    store: Store,
    admin: Admin,
    name: Name,
    action: Annotated[str, Form(pattern="^(add|role|password|remove)$")],
    role: Annotated[str, Form(pattern="^(READER|CODER|EDITOR|ADMIN)$")] = "READER",
    password: Password = "",
) -> RedirectResponse | HTMLResponse:
    """Add an account, change its role or password, or remove it."""
    try:
        if action == "add":
            store.add_account(name, Role[role], password)
        elif action == "remove":
            store.remove(name)
        elif action == "role":
            store.change(name, role=Role[role])
        else:
            store.change(name, password=password)
    except UsageError as error:
        return _people(request, store, str(error))
    store.note(admin.name, f"account: {action}", f"{name}{f' {role.lower()}' if action in ('add', 'role') else ''}")
    return RedirectResponse("/people", 303)
