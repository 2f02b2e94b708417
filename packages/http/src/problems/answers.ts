import { Fault } from "@offshoot/core"
import { ByteSize, Effect, Layer, type Types } from "effect"
import { HttpIncomingMessage, HttpServerError } from "effect/http"
import { type HttpApiEndpoint, HttpApiError, HttpApiMiddleware } from "effect/http-api"
import { withRequestId } from "../request-id.ts"
import { failWithProblem } from "./fail-with-problem.ts"
import { invalidRequest } from "./invalid-request.ts"
import { type Problem, problemsOf } from "./problem.ts"
import { InvalidRequest, PayloadTooLarge, UnsupportedMediaType } from "./request-errors.ts"

/** What can go wrong outside of the handlers. */
const outside = ["InvalidRequest", "PayloadTooLarge", "UnsupportedMediaType", "Fault"] as const

/** The largest body that is read, in bytes. */
const maximumBytes = 1024 ** 2

/** Gives the request its id, and answers what goes wrong outside of the handlers as a problem too. */
export class ProblemAnswers extends HttpApiMiddleware.Service<ProblemAnswers>()("@offshoot/http/ProblemAnswers", {
  error: problemsOf(...outside)
}) {
  static readonly layer = Layer.succeed(ProblemAnswers, (answer, { endpoint }) =>
    answer.pipe(
      Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maximumBytes)),
      // The handlers of this API never answer 415: it is the body's decoder that does, without a problem.
      Effect.filterOrElse(
        ({ status }) => status !== 415,
        () => failWithProblem(new UnsupportedMediaType())
      ),
      Effect.catch(
        (error): Effect.Effect<never, Types.unhandled | Problem<(typeof outside)[number]>> =>
          HttpApiError.HttpApiSchemaError.is(error)
            ? failWithProblem(failureOf(endpoint.identifier, error))
            : Effect.fail(error)
      ),
      Effect.catchDefect((defect) => failWithProblem(failureOfDefect(endpoint, defect))),
      withRequestId
    )
  )
}

/** What does not decode is the client's mistake, what does not encode is ours; a value is never logged, only its place. */
const failureOf = (operation: string, error: HttpApiError.HttpApiSchemaError) =>
  error.kind === "Body" || error.kind === "ResponseHeaders"
    ? faultOf(
        operation,
        invalidRequest(error)
          .issues.map(({ loc }) => loc.join("."))
          .join(", ")
      )
    : invalidRequest(error)

const failureOfDefect = ({ identifier, payload }: HttpApiEndpoint.Top, defect: unknown) => {
  if (isTooLarge(defect)) return new PayloadTooLarge({ bytes: maximumBytes })
  // Only a body that is nested thousands deep exhausts the stack of its decoder.
  return payload.size > 0 && defect instanceof RangeError
    ? new InvalidRequest({ issues: [{ loc: ["body"], msg: "The body is nested too deep", type: "recursion_loop" }] })
    : faultOf(identifier, defect)
}

const faultOf = (operation: string, cause: unknown) => new Fault({ dependency: "http", operation, cause })

const isTooLarge = (defect: unknown): boolean =>
  HttpServerError.isHttpServerError(defect) &&
  defect.reason._tag === "RequestParseError" &&
  defect.reason.reason === "BodyTooLarge"
