/** Which button of a pointer has changed, `PointerEvent.button`. https://www.w3.org/TR/pointerevents3/#the-button-property */
export const MAIN_BUTTON = 0
export const MIDDLE_BUTTON = 1
export const RIGHT_BUTTON = 2
/** The other end of a stylus. */
export const ERASER_BUTTON = 5
