/** Who and what there is in the playground. */

export interface Person {
  id: string
  name: string
  admin: boolean
}

/** Where people write: a channel of the home, or the direct message of one person, which is a home of its own. */
export interface Place {
  id: string
  name: string
  home: string
  /** Whose direct message it is; null for a channel, which everybody sees. */
  of: string | null
}

/** The home of the playground's channels. */
const HOME = 'local'

export const people: readonly Person[] = [
  { id: 'ada', name: 'Ada', admin: true },
  { id: 'grace', name: 'Grace', admin: false },
  { id: 'alan', name: 'Alan', admin: false },
]

/** A role that a daily can tell of its questions. */
export const roles: readonly string[] = ['students']

export const places: readonly [Place, ...Place[]] = [
  { id: 'general', name: 'general', home: HOME, of: null },
  { id: 'quiz', name: 'quiz', home: HOME, of: null },
  ...people.map(({ id }) => ({ id: `dm-${id}`, name: 'Direct message', home: `dm-${id}`, of: id })),
]
