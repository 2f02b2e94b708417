import { Effect, Layer, Redacted } from "effect"
import { FetchHttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient, HttpApiMiddleware } from "effect/http-api"
import { OffshootApi } from "./api/api.ts"
import { Authentication } from "./authentication.ts"

/** A client of a served Offshoot, derived from its definitions: one method for each operation, which fails with its problems. */
export const makeClient = ({ baseUrl, token }: { readonly baseUrl: string; readonly token: Redacted.Redacted }) =>
  HttpApiClient.make(OffshootApi, { baseUrl }).pipe(
    Effect.provide(
      HttpApiMiddleware.layerClient(Authentication, ({ next, request }) =>
        next(HttpClientRequest.bearerToken(request, Redacted.value(token)))
      ).pipe(Layer.provideMerge(FetchHttpClient.layer))
    )
  )
