import type { Command } from '../editor/command.ts'
import { croppableOf } from '../editor/cropping.ts'
import type { Editor } from '../editor/editor.ts'
import { askForImages, middleOfView } from '../input/image-input.ts'
import type { BoardApp } from './board-app.ts'

const mayEdit = (editor: Editor) => !editor.readonly
const hasPicture = (editor: Editor) => croppableOf(editor) !== undefined

/** A phone has an app for its camera; others get a dialog. */
const hasCameraApp = () => matchMedia('(pointer: coarse)').matches

/** What is done with pictures beside what a board does by itself: files come in, words are typed. */
export function pictureCommands({ pictures, dialogs }: Pick<BoardApp, 'pictures' | 'dialogs'>): readonly Command[] {
  return [
    {
      id: 'insert-picture',
      label: 'Insert a picture',
      shortcuts: ['Mod+u'],
      enabled: mayEdit,
      run: (editor) => editor.pickImages(),
    },
    {
      id: 'camera',
      label: 'Take a picture with the camera',
      shortcuts: [],
      enabled: mayEdit,
      run(editor) {
        if (!hasCameraApp()) dialogs.camera.value = true
        else askForImages({ camera: true }, (taken) => pictures.take(taken, middleOfView(editor)))
      },
    },
    {
      id: 'replace-picture',
      label: 'Replace the picture',
      shortcuts: [],
      enabled: hasPicture,
      run(editor) {
        const id = croppableOf(editor)?.element.id
        askForImages({}, ([file]) => file && id !== undefined && pictures.replace(id, file))
      },
    },
    {
      id: 'alt-text',
      label: 'Alternative text',
      shortcuts: [],
      enabled: hasPicture,
      run: () => (dialogs.alt.value = true),
    },
  ]
}
