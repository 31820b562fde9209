/** Questions and answers between two of our processes, over the channel that Node opens between them. */
import type { ChildProcess } from 'node:child_process'

type Letter = { id: number, question: unknown } | { re: number, value: unknown } | { re: number, error: string }

/**
 * Opens this process's end of the channel. `serve` answers what the other one asks. The function returned asks; what it promises fails when
 * the other process dies first.
 */
export function openLine<Mine, Theirs>(end: ChildProcess | NodeJS.Process, serve: (question: Theirs) => Promise<unknown>): (question: Mine) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>()
  let asked = 0
  const send = (letter: Letter) => { if (end.connected) end.send?.(letter, undefined, undefined, () => {}) }
  const answer = async (id: number, question: Theirs) => {
    try {
      send({ re: id, value: await serve(question) ?? null })
    } catch (error) {
      send({ re: id, error: String(error) })
    }
  }
  end.on('message', (letter: Letter) => {
    if ('question' in letter) return void answer(letter.id, letter.question as Theirs)
    const asker = waiting.get(letter.re)
    waiting.delete(letter.re)
    if ('error' in letter) asker?.reject(new Error(letter.error))
    else asker?.resolve(letter.value)
  })
  end.on('disconnect', () => {
    for (const { reject } of waiting.values()) reject(new Error('The other process is gone.'))
    waiting.clear()
  })
  return question => new Promise((resolve, reject) => {
    if (!end.connected) return reject(new Error('The other process is gone.'))
    waiting.set(++asked, { resolve, reject })
    send({ id: asked, question })
  })
}
