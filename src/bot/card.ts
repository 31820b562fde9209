/** A message as data, before any platform has drawn it. Slots, not a layout. */

/** An instant (milliseconds) inside a text: each platform shows it in the reader's own time. */
export interface Moment {
  at: number
  as: 'countdown' | 'day and time'
}

/** Words, and moments between them. */
export type Text = string | readonly (string | Moment)[]

/** One line of a list: a choice, or a place on a board. `label` is its letter or rank. */
export interface Row {
  label: string
  text: string
  value?: string
  mark?: 'right' | 'wrong' | 'own'
  note?: string
}

export interface Button {
  label: string
  press: string
  main?: boolean
}

export interface Field {
  name: string
  value: Text
}

/** What a person is shown. A renderer may treat a `kind` specially; `code` is set in a fixed-width face. */
export interface Card {
  kind: 'question' | 'reveal' | 'podium' | 'leaderboard' | 'formula' | 'help' | 'note'
  title?: string
  text?: Text
  code?: string
  rows?: readonly Row[]
  fields?: readonly Field[]
  buttons?: readonly Button[]
  footer?: Text
}
