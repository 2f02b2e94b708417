import { Authenticator, type Caller, InvalidToken, MissingCredentials } from "@offshoot/core"
import { Context, Effect, Layer, Predicate, Redacted } from "effect"
import { HttpServerRequest } from "effect/http"
import { HttpApiMiddleware, HttpApiSecurity } from "effect/http-api"
import { failWithProblem } from "./problems/fail-with-problem.ts"
import { problemsOf } from "./problems/problem.ts"

/** Who sent this request. */
export class CurrentCaller extends Context.Service<CurrentCaller, Caller>()("@offshoot/http/CurrentCaller") {}

/** Finds out who is calling before anything else of the request is judged. */
export class Authentication extends HttpApiMiddleware.Service<Authentication, { provides: CurrentCaller }>()(
  "@offshoot/http/Authentication",
  {
    error: problemsOf(
      "MissingCredentials",
      "InvalidToken",
      "InsufficientUserAuthentication",
      "InsufficientScope",
      "Unavailable",
      "Fault"
    ),
    requiredForClient: true,
    security: { HTTPBearer: HttpApiSecurity.bearer }
  }
) {
  /** Asks the core's `Authenticator`. */
  static readonly layer = Layer.effect(
    Authentication,
    Effect.map(Authenticator, ({ authenticate }) =>
      Authentication.of({
        HTTPBearer: Effect.fnUntraced(function* (answer) {
          const caller = yield* bearerToken.pipe(Effect.flatMap(authenticate), Effect.catch(failWithProblem))
          return yield* Effect.provideService(answer, CurrentCaller, caller)
        })
      })
    )
  )
}

/**
 * The token of the one `Authorization` header (RFC 6750): the scheme in any case, spaces, a token68, and nothing after it.
 * No header, or another scheme, is `MissingCredentials`; everything else is `InvalidToken`.
 */
export const bearerToken = Effect.gen(function* () {
  const request = yield* HttpServerRequest.HttpServerRequest
  const { authorization } = request.headers
  if (countOf("authorization", request.source) > 1) {
    return yield* new InvalidToken({ reason: "There is more than one Authorization header" })
  }
  if (authorization === undefined || !/^bearer(?![\w!#$%&'*+.^`|~-])/i.test(authorization)) {
    return yield* new MissingCredentials()
  }
  const [, token] = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization) ?? []
  return token === undefined
    ? yield* new InvalidToken({ reason: "The Authorization header is not Bearer and one token" })
    : Redacted.make(token)
})

/** How often Node received a header of which it keeps only the first; fetch joins them instead. */
const countOf = (name: string, source: unknown): number => {
  if (!Predicate.hasProperty(source, "rawHeaders") || !Array.isArray(source.rawHeaders)) return 0
  let count = 0
  // Names and values take turns.
  for (let at = 0; at < source.rawHeaders.length; at += 2) {
    const one: unknown = source.rawHeaders[at]
    if (typeof one === "string" && one.length === name.length && one.toLowerCase() === name) count++
  }
  return count
}
