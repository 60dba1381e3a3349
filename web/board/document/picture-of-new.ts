import { readBelonging } from '../elements/belonging.ts'
import { readProps, wordsOfNew } from '../elements/read.ts'
import { FIRST_Z } from '../elements/z-order.ts'
import type { MeasureText } from '../render/fonts.ts'
import { pictureOf, type Picture, type PictureChoice } from '../render/picture.ts'
import type { NewElement } from './element.ts'

/** What elements look like that are on no board yet, with no margin unless one is asked for. What is written later lies above. */
export function pictureOfNew(
  elements: readonly NewElement[],
  measure: MeasureText,
  choice: PictureChoice = {},
): Picture {
  const depicted = elements.map((element, i) => {
    const { id = String(i).padStart(12, '0'), kind } = element
    const born = { ...element, id }
    return {
      id,
      kind,
      z: `${FIRST_Z}${String(i).padStart(6, '0')}`,
      props: readProps(born, undefined, wordsOfNew(element)),
      belonging: readBelonging(born, undefined),
    }
  })
  return pictureOf(depicted, measure, { margin: 0, ...choice })
}
