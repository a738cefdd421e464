"""The REST API's one way in: who asks, how often, with what, and what is answered."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from sandbox.discord.acts.files import Upload
from sandbox.discord.core import Core
from sandbox.discord.errors import (
    INVALID_FORM_BODY,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    TOO_MANY_REQUESTS,
    UNAUTHORIZED,
    ApiError,
    Refusal,
    SlowDown,
)
from sandbox.discord.limits import RateLimiter, Scope, Verdict, whole_seconds
from sandbox.discord.rest.body import read_body
from sandbox.discord.rest.endpoint import Answer, Call, Endpoint, Router
from sandbox.discord.schema import Schema
from sandbox.discord.snowflakes import read_snowflake
from sandbox.faults import Fault, suffer

JSON_TYPE = "application/json"
VIA = "1.1 google"
TOP_LEVEL = ("channel_id", "guild_id", "webhook_id", "interaction_id")
COUNTED_AS_INVALID = frozenset({401, 403, 429})


class Api:
    """Answers every request below `/api/v10`."""

    def __init__(self, core: Core, endpoints: Sequence[Endpoint], schema: Schema | None) -> None:
        self._core = core
        self._router = Router(endpoints)
        self._schema = schema
        self.limiter = RateLimiter(core.limits)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, unless a fault waits for it."""
        fault = self._core.faults.take(request.method, request.path)
        if fault is None:
            return await self._answer(request)
        if fault.effect == "status":
            return await self._status_fault(request, fault)
        return await suffer(fault, request, self._answer, self._core.clock)

    async def _status_fault(self, request: web.Request, fault: Fault) -> web.Response:
        await request.read()
        self._record(request, None, fault.status)
        if fault.status == 429:
            return self._too_many(Verdict({}, fault.seconds or 1.0, "user"))
        message = f"{fault.status}: answered so on demand"
        return _respond(Answer({"message": message, "code": 0}, fault.status), {})

    async def _answer(self, request: web.Request) -> web.Response:
        now = self._core.clock.time()
        banned_for = self.limiter.banned_for(now)
        if banned_for is not None:
            return _shut_out(banned_for)
        response, body = await self._pipeline(request, now)
        self._record(request, body, response.status)
        if response.status in COUNTED_AS_INVALID and response.headers.get("X-RateLimit-Scope") != "shared":
            self.limiter.note_invalid(now)
        return response

    async def _pipeline(self, request: web.Request, now: float) -> tuple[web.Response, Any]:
        body: Any = None
        headers: Mapping[str, str] = {}
        try:
            endpoint, params = self._find(request)
            if not endpoint.token:
                self._authorise(request)
            body, uploads = await read_body(request)
            if not endpoint.unlimited:
                resource = _resource(params)
                verdict = self.limiter.take(endpoint.bucket_name, resource, now, exempt=endpoint.token)
                if verdict.retry_after is not None:
                    return self._too_many(verdict), body
                headers = verdict.headers
            answer = self._run(endpoint, request, params, body, uploads)
        except SlowDown as error:
            scope: Scope = "shared" if error.shared else "user"
            return self._too_many(Verdict({}, error.retry_after, scope), error.refusal), body
        except ApiError as error:
            answer = Answer(error.body(), error.refusal.status)
            if error.problem is not None:
                self._core.journal.problem(f"{request.method} {request.path}: {error.problem}")
        return _respond(answer, headers), body

    def _run(
        self,
        endpoint: Endpoint,
        request: web.Request,
        params: Mapping[str, str],
        body: Any,
        uploads: Sequence[Upload],
    ) -> Answer:
        unknown = request.query.keys() - endpoint.queries
        if unknown:
            problem = f"unknown query {', '.join(sorted(unknown))}"
            raise ApiError(INVALID_FORM_BODY, problem=problem)
        if self._schema is not None:
            self._note(
                endpoint, "request", self._schema.request_problem(endpoint.method, endpoint.path, body)
            )
        call = Call(self._core, params, request.query, body, uploads)
        try:
            with self._blaming_itself(endpoint):
                given = endpoint.handler(call)
            answer = given if isinstance(given, Answer) else Answer(given)
        except ApiError as error:
            self._check(endpoint, Answer(error.body(), error.refusal.status))
            raise
        self._check(endpoint, answer)
        return answer

    @contextmanager
    def _blaming_itself(self, endpoint: Endpoint) -> Iterator[None]:
        """Note a problem when the handler fails in any way that is not an answer."""
        failed = True
        try:
            yield
            failed = False
        except (ApiError, SlowDown):
            failed = False
            raise
        finally:
            if failed:
                self._note(endpoint, "answer", "the sandbox itself has failed")

    def _check(self, endpoint: Endpoint, answer: Answer) -> None:
        if self._schema is not None:
            problem = self._schema.answer_problem(endpoint.method, endpoint.path, answer.status, answer.body)
            self._note(endpoint, f"answer {answer.status}", problem)

    def _note(self, endpoint: Endpoint, part: str, problem: str | None) -> None:
        if problem is not None:
            self._core.journal.problem(f"{part} of {endpoint.method} {endpoint.path}: {problem}")

    def _find(self, request: web.Request) -> tuple[Endpoint, dict[str, str]]:
        steps = [unquote(step) for step in request.match_info["path"].split("/")]
        try:
            found = self._router.find(request.method, steps)
        except KeyError:
            raise ApiError(METHOD_NOT_ALLOWED, problem="this method is not known here") from None
        if found is None:
            raise ApiError(NOT_FOUND, problem="unknown route")
        for name, value in found[1].items():
            if name.endswith("_id") and read_snowflake(value) is None:
                message = f'Value "{value}" is not snowflake.'
                errors = {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE", "message": message}]}}
                raise ApiError(INVALID_FORM_BODY, errors=errors)
        return found

    def _authorise(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bot {self._core.state.application.token}":
            raise ApiError(UNAUTHORIZED)

    @staticmethod
    def _too_many(verdict: Verdict, refusal: Refusal = TOO_MANY_REQUESTS) -> web.Response:
        retry_after = round(verdict.retry_after or 0.0, 3)
        body: dict[str, Any] = {
            "message": refusal.message,
            "retry_after": retry_after,
            "global": verdict.scope == "global",
            "code": refusal.code,
        }
        headers = {
            **verdict.headers,
            "Retry-After": whole_seconds(retry_after),
            "X-RateLimit-Scope": verdict.scope,
        }
        return _respond(Answer(body, 429), headers)

    def _record(self, request: web.Request, body: Any, status: int) -> None:
        self._core.journal.record(
            at=self._core.clock.time(),
            method=request.method,
            path=request.path,
            query=request.query_string,
            body=body,
            status=status,
        )


def _resource(params: Mapping[str, str]) -> str:
    """The top-level resource that a rate limit is kept for: with a token, that belongs to it."""
    for name in TOP_LEVEL:
        if name in params:
            token = params.get("webhook_token") or params.get("interaction_token") or ""
            return params[name] + token
    return ""


def _respond(answer: Answer, headers: Mapping[str, str]) -> web.Response:
    # discord.py reads the body as text unless the header is exactly this: no charset may follow. And it
    # takes a 429 without Via for a ban by Cloudflare.
    if answer.status == 204:
        return web.Response(status=204, headers={**headers, "Via": VIA})
    content = json.dumps(answer.body, separators=(",", ":"), ensure_ascii=False).encode()
    headers = {**headers, "Via": VIA, "Content-Type": JSON_TYPE}
    return web.Response(body=content, status=answer.status, headers=headers)


def _shut_out(seconds: float) -> web.Response:
    """What Cloudflare answers to an address that made too many invalid requests."""
    headers = {"Retry-After": whole_seconds(seconds), "Content-Type": "text/plain; charset=UTF-8"}
    return web.Response(status=429, body=b"error code: 1015", headers=headers)
