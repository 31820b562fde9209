/** Who and what there is in the playground. */

export interface Person {
  id: string
  name: string
  admin: boolean
}

export const people: readonly Person[] = [
  { id: 'ada', name: 'Ada', admin: true },
  { id: 'grace', name: 'Grace', admin: false },
  { id: 'alan', name: 'Alan', admin: false },
]

export const channels = [
  { id: 'general', name: 'general' },
  { id: 'quiz', name: 'quiz' },
] as const

/** The one home of the playground. */
export const HOME = 'local'
