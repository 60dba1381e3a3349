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

const words = (text) => text.trim().split(/\s+/)

/**
 * Methods that no board calls of classes that it needs: they write and read SVG and JSON, copy objects and make pictures of them,
 * animate, clip and centre them, order them and tell what overlaps. The board's canvas paints ground and overlay by itself and is moved
 * by its matrix alone; its objects paint themselves, are never in a group, and hear of nothing from Fabric.
 */
const UNUSED_METHODS = {
  Collection: words(`
    sendObjectToBack bringObjectToFront sendObjectBackwards bringObjectForward moveObjectTo findNewLowerIndex findNewUpperIndex
    collectObjects`),
  'canvas/StaticCanvas': words(`
    toSVG _setSVGPreamble _setSVGHeader createSVGClipPathMarkup createSVGRefElementsMarkup createSVGFontFacesMarkup _setSVGObjects
    _setSVGObject _setSVGBgOverlayImage _setSVGBgOverlayColor toJSON toObject toDatalessJSON toDatalessObject _toObjectMethod _toObject
    __serializeBgOverlay loadFromJSON clone cloneWithoutData toDataURL toBlob toCanvasElement drawClipPathOnCanvas
    _renderBackgroundOrOverlay _renderBackground _renderOverlay centerObject centerObjectH centerObjectV viewportCenterObject
    viewportCenterObjectH viewportCenterObjectV getVpCenter _centerObject getCenterPoint getElement getWidth getHeight zoomToPoint setZoom
    absolutePan relativePan`),
  'controls/Control': words(`
    getTransformAnchorPoint getActionHandler getMouseDownHandler getMouseUpHandler cursorStyleHandler getActionName setVisibility`),
  'shapes/Object/Object': words(`
    toJSON toObject toDatalessObject _removeDefaultValues _fromObject fromObject clone cloneAsImage toCanvasElement toDataURL toBlob
    animate _animate isDescendantOf getAncestors findCommonAncestors hasCommonAncestors isInFrontOf
    render drawObject _render _renderPaintInOrder _renderFill _renderStroke _renderBackground drawSelectionBackground isNotVisible
    _setupCompositeOperation _setOpacity _setStrokeStyles _setFillStyles _setShadow _removeShadow willDrawShadow getObjectOpacity
    shouldCache needsItsOwnCache isCacheDirty renderCache drawCacheOnCanvas _createCacheCanvas _removeCacheCanvas _updateCacheCanvas
    _limitCacheSize _getCacheCanvasDimensions getObjectScaling getTotalObjectScaling hasFill hasStroke transform
    createClipPathLayer _drawClipPath drawClipPathOnCache _setClippingProperties
    _applyPatternGradientTransform _applyPatternForTransformedGradient
    _findCenterFromElement complexity isType rotate setOnGroup`),
  'shapes/Object/ObjectGeometry': words(`
    intersectsWithObject isContainedWithinObject isContainedWithinRect isOverlapping isPartiallyOnScreen scaleToWidth scaleToHeight
    intersectsWithRect containsPoint isOnScreen getBoundingRect getScaledWidth getScaledHeight scale
    getX setX getY setY getRelativeX setRelativeX getRelativeY setRelativeY getXY setXY getRelativeXY setRelativeXY`),
  'shapes/Object/InteractiveObject': words(`
    _updateCacheCanvas getActiveControl drawSelectionBackground clearContextTop onDeselect onSelect shouldStartDragging onDragStart
    canDrop renderDragSourceEffect renderDropTargetEffect`),
  Intersection: words(`
    intersectSegmentLine intersectLinePolygon intersectSegmentPolygon intersectPolygonPolygon intersectPolygonRectangle`),
  Point: words(`
    addEquals scalarAddEquals subtractEquals scalarSubtract scalarSubtractEquals scalarMultiplyEquals scalarDivide scalarDivideEquals
    lt lte gt gte distanceFrom midPointFrom swap`),
}

const PART = /\/fabric\/dist\/src\/(.+)\.min\.mjs$/

/** A module's code without those methods of its class. `parse` answers an ESTree. */
function without(methods, code, parse) {
  const found = new Set()
  const ranges = []
  const look = (node) => {
    if (node === null || typeof node !== 'object') return
    if (node.type === 'MethodDefinition' && methods.includes(node.key.name)) {
      found.add(node.key.name)
      ranges.push(node)
    } else for (const child of Object.values(node)) look(child)
  }
  look(parse(code))
  const missing = methods.filter((name) => !found.has(name))
  if (missing.length > 0) throw new Error(`Fabric has no method ${missing.join(', ')} any more`)
  let at = 0
  const kept = ranges.map(({ start, end }) => {
    const piece = code.slice(at, start)
    at = end
    return piece
  })
  return kept.join('') + code.slice(at)
}

/** Leaves those parts out of what browsers load. */
export function lessOfFabric() {
  return {
    name: 'drawbridge:less-of-fabric',
    enforce: 'pre',
    load(id) {
      const [, part] = PART.exec(id) ?? []
      return part === undefined ? undefined : UNUSED[part]
    },
    transform(code, id) {
      const methods = UNUSED_METHODS[PART.exec(id)?.[1]]
      return methods && { code: without(methods, code, (text) => this.parse(text)), map: { mappings: '' } }
    },
    buildEnd() {
      const parts = new Set([...this.getModuleIds()].map((id) => PART.exec(id)?.[1]))
      const gone = Object.keys(UNUSED).filter((part) => !parts.has(part))
      if (parts.size > 1 && gone.length > 0) this.error(`Fabric has no part ${gone.join(', ')} any more`)
    },
  }
}
