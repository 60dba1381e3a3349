import '../../styles/history.css'
import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { download, fileNameOf } from '../export/download.ts'
import type { Waiting } from '../export/snapshot.ts'
import { fetchFiles } from '../files/fetch-files.ts'
import { createImages } from '../scene/images.ts'
import { createPast, type Past, scratchBoard } from '../sync/past.ts'
import type { BoardApp } from '../ui/board-app.ts'
import { whyNot } from '../ui/why-not.ts'
import type { PanelProps } from '../ui/dialogs.tsx'
import { animate } from './animate.ts'
import { HistoryList, momentsOf } from './history-list.tsx'
import { mountPast, type PastStage } from './past-stage.ts'
import { film } from './film.ts'
import { filmExtension, filmFormat, record } from './record.ts'
import { createTimeMachine, type TimeMachine } from './time-machine.ts'
import { useWords } from '../words/use-words.ts'

const SPEEDS = [1, 2, 4, 16, 64]

/** What a board was: to look at, play back, restore, name, copy, compare and film. */
export function Panel({ app, open }: PanelProps) {
  const t = useWords()
  const shown = useMemo(() => scratchBoard(), [])
  const past = useMemo(() => createPast(app.session), [app])
  const machine = useMemo(() => createTimeMachine(past, shown), [past, shown])
  const host = useRef<HTMLDivElement>(null)
  const stage = useRef<PastStage>(null)
  useEffect(() => {
    if (!host.current) return undefined
    const mounted = (stage.current = mountPast(host.current, app, shown))
    return () => mounted.dispose()
  }, [app, shown])
  useEffect(() => {
    void machine.refresh()
    return () => machine.dispose()
  }, [machine])
  return (
    <div
      class="history"
      data-history={machine.busy.value ? 'busy' : machine.playing.value ? 'playing' : 'ready'}
      data-seq={machine.seq.value}
    >
      <div class="history-view">
        <div ref={host} class="history-stage" role="img" aria-label={t('The board at that moment')} />
        <Legend machine={machine} />
        <p class="history-problem" role="alert">
          {whyNot(t, machine.problem.value)}
        </p>
      </div>
      <Transport machine={machine} past={past} app={app} stage={stage} />
      <Actions machine={machine} past={past} app={app} onDone={() => (open.value = false)} />
      <HistoryList machine={machine} past={past} />
    </div>
  )
}

interface MachineProps {
  readonly machine: TimeMachine
}

function Legend({ machine }: MachineProps) {
  const t = useWords()
  const found = machine.compared.value
  if (!found) return null
  const { added, changed, gone } = found
  return (
    <output class="history-legend island">
      <span data-what="added">{t('{count} added', { count: added })}</span>
      <span data-what="changed">{t('{count} changed', { count: changed })}</span>
      <span data-what="gone">{t('{count} gone', { count: gone })}</span>
    </output>
  )
}

function Transport({ machine, past, app, stage }: MachineProps & TransportProps) {
  const t = useWords()
  const { history, seq, playing } = machine
  const { earliest = 0, newest = 0 } = history.value ?? {}
  const speed = useSignal(SPEEDS[2] ?? 1)
  const filming = useSignal<AbortController | null>(null)
  machine.speed = speed.value
  const toggle = () => (playing.peek() ? machine.stop() : void machine.play())
  const stop = useSignal<AbortController | null>(null)
  const done = useSignal(0)
  useEffect(
    () => () => {
      stop.peek()?.abort()
      filming.peek()?.abort()
    },
    [stop, filming],
  )
  const animation = async () => {
    stop.value = new AbortController()
    done.value = 0
    const waiting = { signal: stop.value.signal, onProgress: (share: number) => (done.value = share) }
    await saveAnimation(machine, past, app, waiting).finally(() => (stop.value = null))
  }
  const shoot = async () => {
    filming.value = new AbortController()
    await saveFilm(machine, app, stage.current, filming.value.signal).finally(() => (filming.value = null))
  }
  return (
    <div class="history-transport">
      <button type="button" class="button primary" onClick={toggle} disabled={newest === earliest}>
        <Steady words={playing.value ? t('Pause') : t('Play')} others={[t('Pause'), t('Play')]} />
      </button>
      <input
        type="range"
        aria-label={t('Moment')}
        aria-valuetext={t('After change {seq} of {newest}', { seq: String(seq.value), newest: String(newest) })}
        min={earliest}
        max={newest}
        value={seq.value}
        onChange={({ currentTarget }) => void machine.goTo(currentTarget.valueAsNumber)}
      />
      <output>
        <Steady words={`${seq.value} / ${newest}`} others={[`${newest} / ${newest}`]} />
      </output>
      <select
        aria-label={t('Speed')}
        value={speed.value}
        onChange={({ currentTarget }) => (speed.value = Number(currentTarget.value))}
      >
        {SPEEDS.map((times) => (
          <option key={times} value={times}>
            {times}×
          </option>
        ))}
      </select>
      {filmFormat() !== undefined && (
        <button type="button" class="button" onClick={() => (filming.value ? filming.value.abort() : void shoot())}>
          <Steady
            words={filming.value ? t('Stop filming ({share} %)', { share: shareOf(machine) }) : t('Save as film')}
            others={[t('Stop filming ({share} %)', { share: 100 }), t('Save as film')]}
          />
        </button>
      )}
      <button type="button" class="button" onClick={() => (stop.value ? stop.value.abort() : void animation())}>
        <Steady
          words={
            stop.value ? t('Stop drawing ({share} %)', { share: Math.round(100 * done.value) }) : t('Save as animation')
          }
          others={[t('Stop drawing ({share} %)', { share: 100 }), t('Save as animation')]}
        />
      </button>
    </div>
  )
}

interface SteadyProps {
  readonly words: string
  /** What is said there at other times: there is room for it already. */
  readonly others: readonly string[]
}

/** Words that change while the board is filmed: nothing moves for that, or the film would change its size. */
const Steady = ({ words, others }: SteadyProps) => (
  <span class="history-steady">
    <span>{words}</span>
    {others.map((other) => (
      <span key={other} aria-hidden="true">
        {other}
      </span>
    ))}
  </span>
)

/** Draws all of it as fast as it can, for a file that is played everywhere; the board that is shown stays as it is. */
async function saveAnimation(machine: TimeMachine, past: Past, app: BoardApp, waiting: Waiting): Promise<void> {
  const { t } = app.words
  const history = machine.history.peek()
  if (!history) return
  const files = fetchFiles(app.session)
  const images = createImages(files)
  const { theme, editor } = app
  const look = {
    theme: theme.dark.peek() ? 'dark' : 'light',
    measure: editor.measure,
    images,
    speed: machine.speed,
  } as const
  try {
    download(await animate(past, history, look, waiting), fileNameOf(app.title.peek(), 'webp'))
    app.toasts.say(t('The animation is in your downloads.'))
  } catch (error) {
    if (waiting.signal?.aborted) return
    app.toasts.say(t('Could not draw it: {reason}', { reason: whyNot(t, error) }))
  } finally {
    images.dispose()
    files.dispose()
  }
}

interface TransportProps {
  readonly past: Past
  readonly app: BoardApp
  readonly stage: RefObject<PastStage | null>
}

function shareOf({ history, seq }: TimeMachine): number {
  const { earliest = 0, newest = 0 } = history.value ?? {}
  return Math.round((100 * (seq.value - earliest)) / Math.max(1, newest - earliest))
}

/** Plays all of it and films what is seen; what was filmed until it is stopped is thrown away. */
async function saveFilm(
  machine: TimeMachine,
  app: BoardApp,
  stage: PastStage | null,
  signal: AbortSignal,
): Promise<void> {
  const { t } = app.words
  const format = filmFormat()
  const canvas = stage?.canvas
  if (!canvas || format === undefined) return
  signal.addEventListener('abort', () => machine.stop())
  const taken = await film(machine, {
    settled: () => stage.settled(),
    record: () => record(canvas, format, signal),
    signal,
  }).catch((error: unknown) => {
    reportError(error)
    return 'failed' as const
  })
  if (taken === 'failed') app.toasts.say(t('This browser could not film all of it. Save it as an animation instead.'))
  if (typeof taken === 'string') return
  download(taken, fileNameOf(app.title.peek(), filmExtension(format)))
  app.toasts.say(t('The film is in your downloads.'))
}

interface ActionsProps extends MachineProps {
  readonly past: Past
  readonly app: BoardApp
  readonly onDone: () => void
}

function Actions({ machine, past, app, onDone }: ActionsProps) {
  const t = useWords()
  const { seq, history, busy } = machine
  const name = useSignal('')
  const newest = history.value?.newest ?? 0
  const doing = (work: () => Promise<void>) => () =>
    void work().catch((error: unknown) => app.toasts.say(whyNot(t, error)))
  const restore = doing(async () => {
    await past.restore(String(seq.peek()))
    app.toasts.say(t('Restored. What was there before is in the history.'))
    onDone()
  })
  const copy = doing(async () => {
    // Opened by the click itself: browsers let nothing else open one.
    const tab = window.open('', '_blank')
    const link = await past.copy(String(seq.peek()))
    if (tab) tab.location.href = link
    else location.href = link
  })
  const keep = doing(async () => {
    await past.name(String(seq.peek()), name.peek())
    name.value = ''
    await machine.refresh()
  })
  return (
    <div class="history-actions">
      <button type="button" class="button primary" disabled={busy.value || seq.value === newest} onClick={restore}>
        {t('Restore this moment')}
      </button>
      <button type="button" class="button" onClick={copy}>
        {t('Copy as a new board')}
      </button>
      <CompareWith machine={machine} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          keep()
        }}
      >
        <input
          aria-label={t('Name of this moment')}
          placeholder={t('Name this moment')}
          maxLength={80}
          required
          value={name.value}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
        <button type="submit" class="button">
          {t('Keep')}
        </button>
      </form>
    </div>
  )
}

function CompareWith({ machine }: MachineProps) {
  const t = useWords()
  const { history, compared, seq } = machine
  const chosen = useSignal('')
  const compare = (version: string) => {
    chosen.value = version
    void (version === '' ? machine.goTo(seq.peek()) : machine.compareWith(version))
  }
  return (
    <select
      aria-label={t('Compare with')}
      value={compared.value ? chosen.value : ''}
      onChange={({ currentTarget }) => compare(currentTarget.value)}
    >
      <option value="">{t('Compare with…')}</option>
      {history.value &&
        momentsOf(history.value, t).map(([version, label]) => (
          <option key={`${version} ${label}`} value={version}>
            {t('Compare with {label}', { label })}
          </option>
        ))}
    </select>
  )
}
