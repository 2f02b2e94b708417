/** Sends a request, the body as JSON unless it is a form, and answers what comes back as JSON; any status but 2xx rejects. */
export const answered = async (
  url: string | URL,
  {
    body,
    headers,
    method
  }: {
    readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  } = {}
) => {
  const isForm = body instanceof URLSearchParams
  const response = await fetch(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { accept: "application/json", ...(isForm ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) })
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`)
  return text === "" ? undefined : JSON.parse(text)
}
