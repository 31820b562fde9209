/** How one line of a list reads, whatever platform draws it. */
import type { Button, Card, Row } from '../bot/card.ts'
import { oneLine } from './clean.ts'
import { lineText, type Typing } from './slash.ts'

/** A row in parts. `strong` says that its text stands out; its sign and its value follow the text, together as `after`; `note` has a line of its own. */
export interface Line {
  label: string
  text: string
  strong: boolean
  sign: string
  value: string
  after: string
  note: string
}

const medals = new Map([['1', '🥇'], ['2', '🥈'], ['3', '🥉']])

/** The parts of a row, its command as it is typed. On boards the first three ranks are medals. Empty parts are ''. */
export function lineOf({ label, text, value, mark, note }: Row, kind: Card['kind'], typing: Typing): Line {
  const board = kind === 'leaderboard' || kind === 'podium'
  const signs = { right: ' ✅', wrong: ' ❌', own: board ? ' (you)' : ' (your answer)' }
  const line = lineText(label, typing)
  const [sign, said] = [mark === undefined ? '' : signs[mark], oneLine(value ?? '')]
  return {
    label: (board ? medals.get(line) : undefined) ?? line,
    text: oneLine(text),
    strong: mark === 'right' || mark === 'own',
    sign,
    value: said,
    after: `${sign}${value === undefined ? '' : ` · ${said}`}`,
    note: oneLine(note ?? ''),
  }
}

/** A button's words; three dots say that it opens a form. */
export function buttonLabel({ label, opens }: Button): string {
  return `${oneLine(label)}${opens === undefined ? '' : '…'}`
}
