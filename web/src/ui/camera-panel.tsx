import '../../styles/board-camera.css'
import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { middleOfView } from '../input/image-input.ts'
import { openCamera, stopCamera, takePicture, whyNoCamera, type Camera } from './device-camera.ts'
import type { PanelProps } from './dialogs.tsx'
import { useWords } from '../words/use-words.ts'

/** What a camera of this device sees; a click puts it on the board. */
export function Panel({ open, app: { editor, pictures, toasts } }: PanelProps) {
  const t = useWords()
  const { camera, problem, choose } = useCamera()
  const take = (video: HTMLVideoElement) => {
    void takePicture(video).then(
      (picture) => pictures.take([picture], middleOfView(editor)),
      () => toasts.say(t('The picture could not be taken')),
    )
    open.value = false
  }
  if (problem.value !== null) return <Problem words={problem.value} onRetry={() => choose(undefined)} />
  return <Viewfinder camera={camera.value} onChoose={choose} onTake={take} />
}

interface UsedCamera {
  /** Null until there is one. */
  readonly camera: Signal<Camera | null>
  /** Why there is none, in words. */
  readonly problem: Signal<string | null>
  readonly choose: (device: string | undefined) => void
}

/** A camera that is on as long as whoever uses it is there. */
function useCamera(): UsedCamera {
  const camera = useSignal<Camera | null>(null)
  const problem = useSignal<string | null>(null)
  /** Counts what was asked for: only the last answer matters. */
  const asked = useRef(0)
  const off = () => {
    if (camera.peek()) stopCamera(camera.peek() as Camera)
    camera.value = null
  }
  const choose = (device: string | undefined) => {
    const mine = ++asked.current
    off()
    problem.value = null
    const isWanted = () => mine === asked.current
    openCamera(device).then(
      (opened) => void (isWanted() ? (camera.value = opened) : stopCamera(opened)),
      (error: unknown) => void (isWanted() && (problem.value = whyNoCamera(error))),
    )
  }
  useEffect(() => {
    choose(undefined)
    return () => {
      asked.current++
      off()
    }
  }, [])
  return { camera, problem, choose }
}

const Problem = ({ words, onRetry }: { readonly words: string; readonly onRetry: () => void }) => {
  const t = useWords()
  return (
    <div class="camera">
      <p role="alert">{t(words)}</p>
      <div class="camera-line">
        <button type="button" class="button" onClick={onRetry}>
          {t('Try again')}
        </button>
      </div>
    </div>
  )
}

interface ViewfinderProps {
  readonly camera: Camera | null
  readonly onChoose: (device: string) => void
  readonly onTake: (video: HTMLVideoElement) => void
}

function Viewfinder({ camera, onChoose, onTake }: ViewfinderProps) {
  const t = useWords()
  const video = useRef<HTMLVideoElement>(null)
  /** What is seen. */
  const seen = useSignal<MediaProvider | null>(null)
  const isReady = camera !== null && seen.value === camera.stream
  useEffect(() => {
    if (video.current) video.current.srcObject = camera?.stream ?? null
  }, [camera])
  return (
    <div class="camera">
      <video
        ref={video}
        aria-label={t('What the camera sees')}
        autoPlay
        muted
        playsInline
        onLoadedData={({ currentTarget }) => (seen.value = currentTarget.srcObject)}
      />
      <p role="status">
        {isReady ? '' : t('Waiting for the camera. Your browser may ask whether this page may use it.')}
      </p>
      <div class="camera-line">
        {camera && camera.devices.length > 1 && (
          <label>
            {t('Camera')}
            <select class="field" value={camera.device} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
              {camera.devices.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <button
          type="button"
          class="button primary"
          disabled={!isReady}
          onClick={() => video.current && onTake(video.current)}
        >
          {t('Take the picture')}
        </button>
      </div>
    </div>
  )
}
