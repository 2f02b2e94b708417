/** A browser, as far as Hydra needs one: it keeps cookies. A visit answers where it is sent on to. */
export const newVisit = () => {
  const cookies = new Map<string, string>()
  return async (url: URL): Promise<URL> => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ")
    const response = await fetch(url, { redirect: "manual", headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split(/=(.*)/s)
      cookies.set(name, value)
    }
    const location = response.headers.get("location")
    if (location === null) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
    await response.body?.cancel()
    return new URL(location, url)
  }
}
