import { Fault, type Unavailable } from "@offshoot/core"
import { Effect, Option, Predicate } from "effect"
import { cannotTell } from "./cannot-tell.ts"
import { ExchangeFailed } from "./exchange-failed.ts"

/** One exchange with a service of ours: what is asked, and what of an answer is understood. */
export interface Question {
  /** Named in errors, as is the operation. */
  readonly dependency: string
  readonly operation: string
  readonly url: URL
  readonly method?: "GET" | "POST"
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The statuses that the asker understands; every other one is a fault of the service, or of our set-up, whatever its body. */
  readonly understood: ReadonlyArray<number>
  /** For the whole exchange, to the last byte of the answer. */
  readonly timeoutMs: number
  readonly maxBodyBytes: number
}

export interface Answer {
  readonly status: number
  /** What the body says as JSON; undefined if it is none, which only that of another status than 200 may be. */
  readonly body: unknown
}

/**
 * Asks a service once. It cannot tell now (`Unavailable`) when it does not answer in time, is overloaded (429) or broken
 * (5xx), or answers what is no JSON or too much of it. It says that our set-up is wrong (`Fault`) with any other status
 * that is not understood, redirects too: they are not followed. No error quotes what was sent or received.
 *
 * A question must be one that may be asked again: if its connection is cut, it is, once, on another one. So a service that
 * was restarted, and cut all the connections that were kept, is found again by the very next question.
 */
export const ask = (question: Question): Effect.Effect<Answer, Unavailable | Fault> => {
  const { dependency, operation, timeoutMs, understood } = question
  return Effect.tryPromise({ try: (signal) => exchange(question, signal), catch: exchangeFailed }).pipe(
    Effect.retry({ times: 1, while: ({ message }) => cuts.includes(message) }),
    Effect.mapError(({ message }) => cannotTell(question, message)),
    Effect.timeoutOrElse({
      duration: timeoutMs,
      orElse: () => Effect.fail(cannotTell(question, `no answer within ${timeoutMs} ms`))
    }),
    Effect.flatMap(({ status, text }): Effect.Effect<Answer, Unavailable | Fault> => {
      const message = `${question.url.origin}${question.url.pathname} answered ${status}`
      if (status >= 500 || status === 429) return Effect.fail(cannotTell(question, message))
      if (!understood.includes(status)) {
        return Effect.fail(new Fault({ dependency, operation, cause: new ExchangeFailed({ message }) }))
      }
      const body = parsed(text)
      return status === 200 && Option.isNone(body)
        ? Effect.fail(cannotTell(question, "the answer is not JSON"))
        : Effect.succeed({ status, body: Option.getOrUndefined(body) })
    })
  )
}

/** What JSON.parse throws quotes the text. */
const parsed = Option.liftThrowable((text: string): unknown => JSON.parse(text))

const exchange = async (question: Question, signal: AbortSignal): Promise<{ status: number; text: string }> => {
  const { body, headers, maxBodyBytes, method = "GET", understood, url } = question
  const response = await fetch(url, {
    method,
    redirect: "manual",
    signal,
    headers: { accept: "application/json", ...headers },
    ...(body === undefined ? {} : { body })
  })
  if (understood.includes(response.status)) {
    return { status: response.status, text: await textOf(response, maxBodyBytes) }
  }
  await response.body?.cancel()
  return { status: response.status, text: "" }
}

const textOf = async (response: Response, maxBytes: number): Promise<string> => {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let bytes = 0
  let text = ""
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new ExchangeFailed({ message: `the answer has more than ${maxBytes} bytes` })
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** How fetch says that the service, or what is between, closed a connection in the middle of an exchange. */
const cuts: ReadonlyArray<string> = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]

const exchangeFailed = (cause: unknown) =>
  cause instanceof ExchangeFailed ? cause : new ExchangeFailed({ message: codeOf(cause) })

/** What went wrong on the way, like ECONNREFUSED; messages may quote what was sent. */
const codeOf = (error: unknown): string => {
  if (Predicate.hasProperty(error, "code") && Predicate.isString(error.code)) return error.code
  if (Predicate.hasProperty(error, "cause")) return codeOf(error.cause)
  return error instanceof Error ? error.name : "the exchange failed"
}
