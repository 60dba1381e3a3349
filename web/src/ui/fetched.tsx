import { type Signal, signal } from '@preact/signals'
import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { loadLater } from '../load-later.ts'
import type { Toasts } from './toasts.tsx'
import { useWords } from '../words/use-words.ts'

/** The code of a part of the page that it doesn't wait for: `() => import(...)` of a module with a `Panel`. */
export type LoadPanel<Props> = () => Promise<{ readonly Panel: ComponentType<Props> }>

interface FetchedProps<Props> {
  readonly load: LoadPanel<Props>
  readonly open: boolean
  /** What the panel is given. */
  readonly given: Props
  readonly toasts: Pick<Toasts, 'say'>
  /** What is seen until it is there; nothing unless it is given. */
  readonly waiting?: ComponentChildren
  /** It can't be had, and somebody has been told. */
  readonly onFail: () => void
}

/** A part of the page whose code is fetched when it is opened first, or soon after the page. */
export function Fetched<Props extends object>({ load, open, ...content }: FetchedProps<Props>) {
  const code = useMemo(() => fetchedOnce(load), [load])
  return open ? <Content code={code} {...content} /> : null
}

interface ContentProps<Props> extends Omit<FetchedProps<Props>, 'load' | 'open'> {
  readonly code: Code<Props>
}

function Content<Props extends object>({ code, given, toasts, onFail, waiting }: ContentProps<Props>) {
  const t = useWords()
  useEffect(() => {
    code.fetch().catch(() => {
      onFail()
      toasts.say(t('This could not be fetched. Try again when you are online.'))
    })
  }, [code, toasts])
  const Panel = code.panel.value
  return Panel ? <Panel {...given} /> : <>{waiting}</>
}

interface Code<Props> {
  readonly panel: Signal<ComponentType<Props> | null>
  /** Rejects when the code can't be had. */
  readonly fetch: () => Promise<void>
}

/** What was fetched once is there at once when it is opened again: whoever opens it by key types on. */
function fetchedOnce<Props>(load: LoadPanel<Props>): Code<Props> {
  const panel = signal<ComponentType<Props> | null>(null)
  const fetch = async () => {
    if (panel.peek() === null) panel.value = (await load()).Panel
  }
  return { panel, fetch: loadLater(fetch) }
}
