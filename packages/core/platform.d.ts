// All that core sees of the platform it runs on. There is no fetch, no timer, no process and no console here,
// so a rule that reaches outside does not compile.

/** Secure randomness and digests (Web Crypto): touched by one file of core. */
declare var crypto: Crypto
interface Crypto {
  readonly subtle: {
    digest(algorithm: "SHA-1" | "SHA-256", data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  }
  getRandomValues<A extends Uint8Array<ArrayBuffer>>(array: A): A
}
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}

// Named in Effect's signatures, of no use to core: empty on purpose.
interface AbortSignal {}
interface Blob {}
interface CryptoKey {}
interface File {}
interface FormData {}
interface JsonWebKey {}
interface QueuingStrategy<_A = unknown> {}
interface ReadableStream<_A = unknown> {}
interface Storage {}
interface TextDecoder {}
interface TextDecoderOptions {}
interface TransformStream<_I = unknown, _O = unknown> {}
interface URL {}
interface URLSearchParams {}
interface WritableStream<_A = unknown> {}
declare var Blob: new () => Blob
declare var File: new () => File
declare var FormData: new () => FormData
declare var TextDecoder: new (label?: string, options?: TextDecoderOptions) => TextDecoder
declare var URL: new (url: string) => URL
declare var URLSearchParams: new () => URLSearchParams
