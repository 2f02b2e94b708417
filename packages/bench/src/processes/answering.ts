/** In a child of the runner: answers each message of the runner with what comes of it; ends when the runner does. */
export const answering = <Message>(answer: (message: Message) => Promise<unknown>): void => {
  process.on("message", (message) => {
    answer(message as Message).then(
      (value) => process.send?.({ value }),
      (cause) => process.send?.({ error: cause instanceof Error ? `${cause.stack}` : `${cause}` })
    )
  })
  process.on("disconnect", () => process.exit())
}
