import jbig2Url from 'pdfjs-dist/wasm/jbig2_nowasm_fallback.js?url'
import openjpegUrl from 'pdfjs-dist/wasm/openjpeg_nowasm_fallback.js?url'
import decoderUrl from './decoder.mjs?url'

/** Read of the package's own folders when a file needs one of them: letters that it names and does not bring, and what its codes mean. */
const addresses = (files: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(files).map(([path, address]) => [path.slice(path.lastIndexOf('/') + 1), String(address)]))

const FILES: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  standardFontDataUrl: addresses(
    import.meta.glob('/../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
      query: '?url',
      import: 'default',
      eager: true,
    }),
  ),
  cMapUrl: addresses(
    import.meta.glob('/../node_modules/pdfjs-dist/cmaps/*.bcmap', { query: '?url', import: 'default', eager: true }),
  ),
}

/**
 * Where decoders of pictures are, in plain JavaScript: the content security policy lets nobody compile anything. Ends as the package wants
 * it; what it adds is which one it means.
 */
export function decodersAddress(): string {
  const address = new URL(decoderUrl, location.href)
  for (const [name, url] of Object.entries({ jbig2: jbig2Url, openjpeg: openjpegUrl }))
    address.searchParams.set(name, new URL(url, location.href).pathname)
  return `${address.href}&of=/`
}

/** What PDF.js asks for beside the document, from our own server. */
export class OwnFiles {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const address = FILES[kind]?.get(filename)
    const response = address === undefined ? undefined : await fetch(address)
    if (response?.ok !== true) throw new Error(`There is no ${filename}.`)
    return new Uint8Array(await response.arrayBuffer())
  }
}
