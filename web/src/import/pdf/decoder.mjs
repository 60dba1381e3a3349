/**
 * A decoder of pictures as PDF.js's worker imports it: it adds the name of the one that it means to this module's address. Served as it is, as
 * only the build knows the addresses of the decoders; they come in the same address.
 */
const asked = new URL(import.meta.url).searchParams
const name = asked.get('of')?.includes('jbig2') ? 'jbig2' : 'openjpeg'
const { default: decoder } = await import(/* @vite-ignore */ new URL(asked.get(name) ?? '', location.origin).href)

// oxlint-disable-next-line import/no-default-export -- that is what the package asks for
export default decoder
