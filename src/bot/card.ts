/** A message as data, before any platform has drawn it. Slots, not a layout. */

/** An instant (milliseconds) inside a text: each platform shows it in the reader's own time. */
export interface Moment {
  at: number
  as: 'countdown' | 'day and time'
}

/** A channel inside a text, by the platform's own id: each platform shows its name. */
export interface Place {
  channel: string
}

/** A role inside a text, by the platform's own id: each platform shows its name, and nobody is called. */
export interface Role {
  role: string
}

/** A command of ours inside a text, with its options and without its slash: each platform shows it as it is typed there. */
export interface Slash {
  command: string
}

/** What a text is made of. */
export type Part = string | Moment | Place | Role | Slash

/** Words, and other parts between them. Plain text: a platform's own signs in it mean nothing. */
export type Text = string | readonly Part[]

/** One line of a list: a choice, a place on a board, or a command. `label` is its letter, its rank, or the command itself. */
export interface Row {
  label: string | Slash
  text: string
  value?: string
  mark?: 'right' | 'wrong' | 'own'
  note?: string
}

/** Something to press. `press` is at most 64 bytes and comes back as it is. `opens` says that it opens a form. */
export interface Button {
  label: string
  press: string
  main?: boolean
  opens?: 'form'
}

/** A choice from a list of at most 25; each option is a press of its own. */
export interface Select {
  placeholder: string
  options: readonly { label: string, press: string }[]
}

export interface Field {
  name: string
  value: Text
}

/**
 * What a picture shows: a formula, by its LaTeX, or places of a board. Whoever shows the card has it drawn.
 * The same picture data always gives the same picture.
 */
export type Picture =
  | { kind: 'formula', latex: string }
  | { kind: 'places', title: string, rows: readonly { rank: string, name: string, value: string, own: boolean }[] }

/** A picture and its words for those who cannot see it. */
export interface Image {
  picture: Picture
  alt: string
}

/** A file for the reader to keep, such as an export. */
export interface File {
  name: string
  text: string
}

/** Text set in a fixed-width face. */
export interface Code {
  text: string
  language: 'text' | 'python'
}

/**
 * What a person is shown. A renderer may treat a `kind` specially. `mention` is a role, by the platform's own id, that hears of the message
 * when it is posted; `thread` is the name of a thread to be opened below it.
 */
export interface Card {
  kind: 'question' | 'reveal' | 'podium' | 'leaderboard' | 'formula' | 'snippet' | 'concept' | 'progress' | 'verdict' | 'settings' | 'help' | 'note'
  /** How it is meant; a platform may show it as a colour. Left out, it is neither good nor bad. */
  tone?: 'good' | 'bad'
  title?: string | Slash
  text?: Text
  image?: Image
  code?: Code
  rows?: readonly Row[]
  fields?: readonly Field[]
  buttons?: readonly Button[]
  select?: Select
  file?: File
  footer?: Text
  mention?: string
  thread?: string
}

/**
 * One thing to fill in. `value` is what stands there at first; values of `channels` and `people` are the platform's own ids, and so many at
 * most where `most` is given. A suggestion is a text that a platform may complete while it is typed.
 */
export type FormField = { name: string, label: string, hint?: string, required: boolean } & (
  | { kind: 'text', value: string, most: number, long: boolean }
  | { kind: 'suggestion', value: string, most: number }
  | { kind: 'choice', value: string, options: readonly { value: string, label: string }[] }
  | { kind: 'channels', value: readonly string[], most?: number }
  | { kind: 'people', value: readonly string[] }
)

/** Something to fill in, at most five fields, or more on a surface of long forms. `press` says what it belongs to and comes back with the values. */
export interface Form {
  title: string
  press: string
  submit: string
  fields: readonly FormField[]
}
