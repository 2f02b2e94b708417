import { STATUS_CODES } from "node:http"

/** Why Keto does not answer a question or store a tuple, in the words that Keto 0.13 was seen to use. */
export class Refusal extends Error {
  override readonly name = "Refusal"
  readonly status: number

  constructor(status: 400 | 404, message: string) {
    super(message)
    this.status = status
  }

  get body() {
    return { error: { code: this.status, status: STATUS_CODES[this.status], message: this.message } }
  }
}
