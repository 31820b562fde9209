/** Draws pictures in a process of its own, one after the other: `studio.ts` starts it and talks to it. */
import type { Picture } from '../bot/card.ts'
import { drawPng } from './draw.ts'
import { mistakeOfLatex } from './latex.ts'

/** What the process is asked for: a picture, or whether LaTeX can be drawn. */
export type Task = { do: 'draw', picture: Picture } | { do: 'check', latex: string }

/** What it answers: `ready` once, then an answer to each task in turn. */
export type Said = { said: 'ready' } | { said: 'drawn', png: Uint8Array } | { said: 'checked', mistake: string | null } | { said: 'failed', why: string }

process.on('message', (task: Task) => void answer(task).then(say))
say({ said: 'ready' })

function say(said: Said): void {
  process.send?.(said)
}

async function answer(task: Task): Promise<Said> {
  try {
    if (task.do === 'check') return { said: 'checked', mistake: await mistakeOfLatex(task.latex) }
    return { said: 'drawn', png: await drawPng(task.picture) }
  } catch (error) {
    return { said: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}
