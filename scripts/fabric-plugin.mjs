/** A module of functions that nobody calls. */
function never(...names) {
  const list = names.map((name) => `unused as ${name}`).join(', ')
  return `const unused = () => { throw new Error('no board uses this part of Fabric') }; export { ${list} }`
}

/**
 * Parts of Fabric that no board uses, by what they export: a board's objects cast no shadows, are neither animated nor written as
 * SVG or JSON, need no WebGL, and their handles are our own. What is called all the same fails.
 */
const UNUSED = {
  Shadow: 'export class Shadow {}',
  'controls/commonControls': `
    export const createObjectDefaultControls = () => ({})
    export const createResizeControls = () => ({})
    export const createTextboxDefaultControls = () => ({})`,
  'shapes/Object/FabricObjectSVGExportMixin': 'export class FabricObjectSVGExportMixin {}',
  'filters/GLProbes/WebGLProbe': 'export class WebGLProbe {}',
  'util/animation/animate': never('animate', 'animateColor'),
  'util/lang_string': `${never('escapeXml', 'graphemeSplit')}; export const lang_string_exports = {}`,
  'util/misc/objectEnlive': never('enlivenObjectEnlivables', 'enlivenObjects', 'loadImage'),
}

const PART = /\/fabric\/dist\/src\/(.+)\.min\.mjs$/

/** Leaves those parts out of what browsers load. */
export function lessOfFabric() {
  return {
    name: 'drawbridge:less-of-fabric',
    enforce: 'pre',
    load(id) {
      const [, part] = PART.exec(id) ?? []
      return part === undefined ? undefined : UNUSED[part]
    },
    buildEnd() {
      const parts = new Set([...this.getModuleIds()].map((id) => PART.exec(id)?.[1]))
      const gone = Object.keys(UNUSED).filter((part) => !parts.has(part))
      if (parts.size > 1 && gone.length > 0) this.error(`Fabric has no part ${gone.join(', ')} any more`)
    },
  }
}
